"""The single events behind drawn counts, in files beside a page, which reads only the events that a card shows."""

from mapper.cube.singles.folders import check_details_folder, remove_other_singles, remove_singles
from mapper.cube.singles.write import Singles, write_singles

__all__ = ["Singles", "check_details_folder", "remove_other_singles", "remove_singles", "write_singles"]
