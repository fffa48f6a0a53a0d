"""`mapper example` and `mapper init`: a dossier to try, and an empty one to fill."""

from mapper.cli.starting.command import add_to

__all__ = ["add_to"]
