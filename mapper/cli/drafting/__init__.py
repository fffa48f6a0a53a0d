"""`mapper draft`: from articles to draft records, and what a person does with them."""

from mapper.cli.drafting.command import add_to

__all__ = ["add_to"]
