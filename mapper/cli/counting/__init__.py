"""Counting many files: `mapper summary`, and `--engine` of the commands that write."""

from mapper.cli.counting.command import add_to
from mapper.cli.counting.counts import check_details, chosen_of, count_all, write_counts_map
from mapper.cli.counting.single_events import SingleEvents

__all__ = ["SingleEvents", "add_to", "check_details", "chosen_of", "count_all", "write_counts_map"]
