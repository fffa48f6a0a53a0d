"""Where capitalised names stand in a text, and where its dateline ends: what may be the name of a place."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from mapper.draft.lexicon import prepositions, shared, shared_pattern, words
from mapper.draft.reading.where.nations import is_country

__all__ = ["names_in", "without_dateline"]

_SMALL: Final = r"(?:démocratique du|de la|de l['’]|de|du|des|d['’]|el|al|of the|of|y|dos|da|do|di|ul)"
_CAPITAL: Final = r"(?:(?:al|el|an|as|ash|ar|at|ed|ez|d|l)[-'’])?[A-ZÀ-ÞĀ-Ž][\w’'-]*\w|[A-Z]\b"
_NAME: Final = re.compile(rf"(?<![\w@#])(?:(?:[A-Z]\.){{2,}}|{_CAPITAL})(?: (?:{_SMALL} )?(?:{_CAPITAL}))*")
_POSSESSIVE: Final = re.compile(r"['’]s?$")
_SPOKEN: Final = re.compile(r"[ -]speaking\b")
_ELIDED: Final = re.compile(r"(?i)[dl]['’](?=\w)")
"""What French puts before a name that begins with a vowel: "près d'Ansongo"."""
_DATELINE: Final = re.compile(
    r"^(?:[A-ZÀ-Þ][\w’'.-]+(?:[ ,/-]+[A-ZÀ-Þ][\w’'.-]+){0,4})?,? ?(?:\d{1,2} \w+|\w+\.? \d{1,2}|le \d{1,2} \w+)?"
    r"(?:,? \d{4})? ?(?:\([A-Za-zÀ-ÿ .,/&-]{2,40}\))? ?[-–—]{1,2} "
)
_UPPER_LINE: Final = re.compile(r"^[A-ZÀ-Þ][A-ZÀ-Þ .,'’-]{2,40}(?:,[^–—-]{2,30})?(?:\([^)]{2,40}\))? ?[-–—:]{1,2} ")
_MONTH: Final = r"(?:jan|feb|fév|mar|apr|avr|ma[iy]|jun|juin|jul|juil|aug|aoû|sep|oct|nov|dec|déc)\w*\.?"
_MARK: Final = re.compile(rf"[A-ZÀ-Þ]{{3}}|\(|(?i:, (?:le )?(?:\d{{1,2}} {_MONTH}|{_MONTH} \d{{1,2}})\b)")
"""What tells a dateline from a name and a dash: capitals, an agency in brackets or a day."""
_ABBREVIATION: Final = re.compile(r"[A-Z]{2,5}")
_NEVER: Final = shared("never_places")


def without_dateline(text: str) -> int:
    """Return how many characters of a paragraph are a dateline, which is where and when it was written, no event.

    >>> without_dateline("BAMAKO, June 13 (Reuters) - Gunmen attacked"), without_dateline("Gunmen attacked")
    (28, 0)
    """
    match = _UPPER_LINE.match(text) or _DATELINE.match(text)
    if not match or not _MARK.search(match[0]) or len(match[0]) < 5:
        return 0
    return match.end() if re.search(r"\([^)]+\)|[-–—]", match[0]) else 0


def names_in(text: str, language: str) -> list[tuple[int, int]]:
    """Return where capitalised names stand, without a possessive; a list of words that are no names is left out."""
    found = []
    for match in _NAME.finditer(text):
        start, end = match.span()
        start += 2 * (language == "fr" and _ELIDED.match(match[0]) is not None)
        demonym: re.Match[str] | None = None
        while True:
            first = re.match(r"[\w’'-]+", text[start:end])
            demonym = re.match(
                rf"(?:[A-Z]\w+(?:ian|ese|ish|ean)|{shared_pattern('demonyms')}) (?=(?:{_kinds_pattern(language)})\b)",
                text[start:],
            )
            if demonym and language == "en":
                break
            is_article = start == match.start() > 0 and first is not None and first[0] in {"La", "Le", "Les"}
            if first and first[0].lower() in _not_of_names(language) and not is_article:
                start += first.end()
                start += len(text[start:end]) - len(text[start:end].lstrip())
                small = re.match(rf"{_SMALL} ", text[start:end])
                start += small.end() if small else 0
                if end - start < 2:  # nothing left, or "Park W"
                    start = match.start() if end > start else start
                    break
                continue
            break
        if demonym and language == "en":
            continue  # "the Algerian town of": a nationality
        name = _POSSESSIVE.sub("", text[start:end])
        if _SPOKEN.match(text, end):
            name = name.rpartition(" ")[0]  # "the southern Mali French-speaking town of Barey"
        end = start + len(name)
        if start > match.start() and name[:1].islower() and "-" not in name:
            continue  # "L'attaque", at the head of a sentence
        if end - start > 1 and name.lower() not in _NEVER | shared("bare_states") and not _is_abbreviation(name, text):
            found.append((start, end))
    return found


@cache
def _not_of_names(language: str) -> frozenset[str]:
    """Return the words that no name begins with, though they may have a capital: "Village", but "Port Sudan"."""
    kinds = words(language, "place", "kinds") - shared("kinds_in_names")
    return _NEVER | kinds | prepositions(language).keys()


@cache
def _kinds_pattern(language: str) -> str:
    return "|".join(sorted(map(re.escape, words(language, "place", "kinds")), key=len, reverse=True))


def _is_abbreviation(name: str, text: str) -> bool:
    """Whether a name is that of an organisation, as "GUR" is: a few capitals in a text that is not all in capitals."""
    name = re.sub(r"^[dl]['’]", "", name)
    if not _ABBREVIATION.fullmatch(name) or is_country(name) or name in shared("short_places"):
        return False
    return not text.isupper()
