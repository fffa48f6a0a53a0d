"""What is claimed, by whom: reading claimed values exactly, and finding where claims disagree.

See `docs/design/claims.md` for the rules in words.
"""

from mapper.claims.disagreement import disagreements, mark_disputes
from mapper.claims.display import display_sentences

__all__ = ["disagreements", "display_sentences", "mark_disputes"]
