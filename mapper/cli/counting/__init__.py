"""Counting many files: `mapper summary`, and `--engine` of the commands that write."""

from mapper.cli.counting.command import add_to
from mapper.cli.counting.counts import chosen_of, count_all, write_counts_map

__all__ = ["add_to", "chosen_of", "count_all", "write_counts_map"]
