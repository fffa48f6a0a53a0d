"""The speaker of a quotation whose sentence names none: the person named after it, else the last speaker.

A quotation without a speaker is not the article's own voice: its figures are not claims.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from mapper.draft.lexicon import words
from mapper.draft.reading.grammar import lemma
from mapper.draft.reading.voices import Voice, speaker_of

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from mapper.draft.reading.speakers import Speakers

__all__ = ["in_quotation", "quoted_voice"]

_LONG: Final = 5
"""Words: a quotation of no more than these is only a name for somebody."""
_MARKS: Final = (("“", "”"), ("«", "»"))


def in_quotation(text: str, at: int) -> tuple[int, int] | None:
    """Return start and end of the long quotation around a character; without a closing mark it goes on to the end.

    >>> in_quotation('He left. “At least ten people died in the raid, and we ran.', 20)
    (10, 59)
    """
    found = None
    for opens, closes in _MARKS:
        start = text.rfind(opens, 0, at)
        if start >= 0 and text.rfind(closes, start, at) < 0:
            end = text.find(closes, at)
            found = (start + 1, end if end >= 0 else len(text))
    marks = [match.start() for match in re.finditer('"', text)]
    before = [mark for mark in marks if mark < at]
    if len(before) % 2:
        found = (before[-1] + 1, next((mark for mark in marks if mark >= at), len(text)))
    return found if found and len(text[slice(*found)].split()) > _LONG else None


def quoted_voice(voice: Voice, sentence: Span, token: Token, language: str, speakers: Speakers) -> Voice:
    """Return a voice with who speaks in the quotation around a token, of which the sentence names nobody."""
    stretch = in_quotation(sentence.doc.text, token.idx)
    if voice.claimant or stretch is None:
        return voice
    ends = next((one for one in sentence.doc.sents if one.start_char <= stretch[1] < one.end_char), None)
    verb = _says_behind(ends, stretch[1], language) if ends is not None and ends.start >= sentence.start else None
    name = speaker_of(verb, language, speakers) if verb is not None else ""
    name = name or (speakers.last if speakers.is_recent() else "")
    return replace(voice, claimant=name, unnamed=not name)


def _says_behind(sentence: Span, end: int, language: str) -> Token | None:
    """Return the verb of saying of the sentence in which a quotation ends: its root, else the first behind it."""
    says = words(language, "voice", "say")
    if lemma(sentence.root) in says:
        return sentence.root
    return next((one for one in sentence if one.idx >= end and one.pos_ == "VERB" and lemma(one) in says), None)
