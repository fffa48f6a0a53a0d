"""Count more events than fit in memory: each file becomes counts by place and month, and these are added up."""

from mapper.cube.events import in_language
from mapper.cube.read import CountedFiles, chosen_counts, coarser, read_counts, still_asked

__all__ = ["CountedFiles", "chosen_counts", "coarser", "in_language", "read_counts", "still_asked"]
