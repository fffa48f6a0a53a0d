"""Tokens of a date text. Each kind is one letter, so that the grammar can be written as regular expressions.

A word may mean several things ("mar" is a month and a weekday), so a text has one row of tokens for each meaning.

>>> [row.kinds for row in rows_of("Friday, 13 June 2025")]
['W,nMy']
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final, NamedTuple

from gazetteer.names.normalise import plain_digits
from mapper.model.lexicon import folded, lexicon

__all__ = ["KINDS", "Row", "Token", "rows_of"]

KINDS: Final = {
    "n": "a number of one or two digits",
    "y": "a number of four digits",
    "e": "a number of eight digits",
    "x": "digits of which some are x (1x), or that nobody knows (00, ??)",
    "D": "a decade: 1990s",
    "Z": "the years of a decade, before its first year",
    "K": "a week: w24",
    "V": "the word week, beside its number",
    "M": "a month",
    "W": "a weekday",
    "S": "a season",
    "Q": "a quarter",
    "P": "a part of a period: early",
    "C": "roughly",
    "B": "a bound before a date",
    "A": "a bound after a date",
    "F": "from",
    "E": "between",
    "T": "parts the ends of a period: to, and, ..",
    "N": "the night of",
    "k": "the week of",
    "R": "days counted from a stated one: yesterday",
    "L": "last",
    "H": "this",
    "G": "ago",
    "I": "ago, before the number",
    "U": "a unit of time",
    "i": "a number in words",
    "_": "a dash with blanks around it",
    "-": "a dash",
    "/": "a slash",
    ".": "a full stop after a number",
    ",": "a comma",
    ";": "a semicolon",
    "(": "a bracket",
    ")": "a bracket",
    "?": "a question mark, ~ after a date, or words behind it that say that it is not sure",
}
"""Every kind of token. Words that mean nothing (`filler`) are left out of a row."""

_LONGEST: Final = 100
_MOST_TOKENS: Final = 24
_MOST_ROWS: Final = 128
_SIGNS: Final = {"<": "before", "<=": "by", "≤": "by", ">": "after", ">=": "since", "≥": "since"}
_GROUP: Final = re.compile(r"(\d\d) ?[0-2]\d[0-5]\d ?(?:[a-z](?: ?)|(?=[a-z]{3} ?\d))([a-z]{3,4})\.? ?(\d\d(?:\d\d)?)")
_DIGITS: Final = {1: "n", 2: "n", 4: "y", 8: "e"}


class Token(NamedTuple):
    """A kind (`KINDS`), a value (a number or a name of the lexicon), and a number's digits as written."""

    kind: str
    value: int | str
    digits: str = ""


_SLASH: Final = Token("/", "/")


@dataclass(frozen=True, slots=True)
class Row:
    """Tokens, and their kinds as one text."""

    tokens: tuple[Token, ...]
    kinds: str

    @classmethod
    def of(cls, tokens: tuple[Token, ...]) -> Row:
        """Return tokens as a row."""
        return cls(tokens, "".join(token.kind for token in tokens))

    def __getitem__(self, part: slice) -> Row:
        return Row(self.tokens[part], self.kinds[part])


@lru_cache(maxsize=1_024)
def rows_of(text: str) -> list[Row]:
    """Return the possible meanings of a text as rows of tokens; none if it has an unknown word or character.

    >>> rows_of("soon"), [row.kinds for row in rows_of("mar 3 mar 2025")][:2]
    ([], ['MnMy', 'MnWy'])
    """
    text = plain_digits(text)
    if len(text) > _LONGEST or any(c.isnumeric() and not c.isascii() for c in text):
        return []
    plain = _time().sub("", _without_group(folded(text)))
    pieces = list(_pieces(plain.removesuffix(".") if plain[-2:-1].isalnum() else plain))
    if not all(pieces) or len(pieces) > _MOST_TOKENS:
        return []
    meanings = itertools.islice(itertools.product(*_named_once(pieces)), _MOST_ROWS + 1)
    rows = [Row.of(tuple(token for token in row if token.kind)) for row in meanings]
    return list(dict.fromkeys(rows)) if len(rows) <= _MOST_ROWS else []


def _without_group(text: str) -> str:
    """Return the day of a military date-time group (121530ZJAN23: day, hour, minute, zone, month, year), else the text.

    A year of two digits is of this century.

    >>> _without_group("121530zjan23"), _without_group("12 1530z jan 1999"), _without_group("121530")
    ('12 jan 2023', '12 jan 1999', '121530')
    """
    found = _GROUP.fullmatch(text)
    return f"{found[1]} {found[2]} {f'20{found[3]}'[-4:]}" if found else text


def _named_once(pieces: list[tuple[Token, ...]]) -> list[tuple[Token, ...]]:
    """Return the pieces with a month that is named in two ways, as in أيار/مايو, only once."""
    kept: list[tuple[Token, ...]] = []
    for piece in pieces:
        if len(kept) > 1 and kept[-1] == (_SLASH,) and (both := _months(kept[-2]) & _months(piece)):
            kept[-2:] = [tuple(both)]
        else:
            kept.append(piece)
    return kept


def _months(piece: tuple[Token, ...]) -> set[Token]:
    return {token for token in piece if token.kind == "M"}


def _pieces(text: str) -> Iterator[tuple[Token, ...]]:
    """Yield the possible tokens of each word, number and mark; an empty tuple for an unknown one."""
    words = [match for match in _pattern().finditer(text) if match.lastgroup != "blank"]
    phrases, at = _phrases(), 0
    while at < len(words):
        longest = min(_longest().get(words[at][0], 0), len(words) - at)
        spans = (tuple(match[0] for match in words[at : at + length]) for length in range(longest, 0, -1))
        phrase = next((span for span in spans if span in phrases), None)
        yield phrases[phrase] if phrase else _piece(words[at])
        at += len(phrase) if phrase else 1
        if at < len(words) and words[at][0] == "." and words[at - 1].lastgroup in {"word", "code"}:
            at += 1  # the full stop of an abbreviation


def _piece(match: re.Match[str]) -> tuple[Token, ...]:
    text, group = match[0], match.lastgroup
    if group == "number":
        kind = _DIGITS.get(len(text))
        masked = (Token("x", "xx", "xx"),) if text == "00" else ()
        return (Token(kind, int(text), text), *masked) if kind else ()
    if group == "ordinal":
        return (Token("n", int(re.sub(r"\D", "", text))),)
    if group == "code":
        return (Token("K", int(text[1:])),) if text[0] in "ws" else ()
    if group == "blanks":
        return (Token("x", "xx", "xx"),)
    if group in {"decade", "mask"}:
        return (Token("D", int(text[:4])) if group == "decade" else Token("x", text, text),)
    return _mark(match) if group in {"mark", "sign"} else ()


def _mark(match: re.Match[str]) -> tuple[Token, ...]:
    text, whole = match[0], match.string
    if text in _SIGNS:
        return (Token("B", _SIGNS[text]),)
    if text == "-" and (" " in whole[max(match.start() - 1, 0) : match.end() + 1] or match.start() == 0):
        return (Token("_", text),)
    if text[0] == "." and len(text) > 1:
        return (Token("T", ".."),)
    if text == "&":
        return (Token("T", text),)
    if text in {"~", "≈"} and match.start() == 0:
        return (Token("C", text),)
    return (Token("?" if text in {"~", "≈"} else text, text),)


@cache
def _time() -> re.Pattern[str]:
    """Return a pattern for a time of day, which is ignored, after a date or after each end of a period."""
    words, parts = (sorted(lexicon("dates", "words")[name], key=len, reverse=True) for name in ("time", "time_of_day"))
    return re.compile(
        rf"(?<=\d)[ ,(]+(?:{'|'.join(map(re.escape, parts))})\)?$"
        rf"|(?<=[\d ,t])(?:t|[ ,(]+(?:(?:{'|'.join(map(re.escape, words))})\.? )?)"
        r"(?:(?:[01]?\d|2[0-4])(?:[:h]| h )[0-5]\d(?::[0-5]\d(?:[.,]\d+)?)?(?: ?[ap]\.?m\.?)?"
        r"|(?:[01]\d|2[0-4])[0-5]\d ?(?:hrs?|hours|h)|(?:0?[1-9]|1[0-2]) ?[ap]\.?m\.?|(?:[01]?\d|2[0-4]) ?(?:uhr|h))"
        r"(?: ?(?:uhr|hrs?|hours|z|utc|gmt|[+-][01]\d:?[0-5]\d))?\)?(?=$|/\d{4}-| ?(?:-|to) ?\d{1,4}[-./]\d)"
    )


@cache
def _pattern() -> re.Pattern[str]:
    suffixes = "|".join(sorted(lexicon("dates", "words")["ordinal_suffixes"], key=len, reverse=True))
    return re.compile(
        rf"(?P<decade>\d{{3}}0s(?!\w))|(?P<mask>\d*x+(?!\w))|(?P<blanks>\?\?)|(?P<ordinal>\d{{1,2}}(?:{suffixes})(?!\w))"
        r"|(?P<number>\d+)|(?P<code>[a-z]\d{1,2}(?!\w))|(?P<word>[^\W\d_]+'?)"
        r"|(?P<mark>\.{2,}|[-/.,;&()?])|(?P<sign>[<>]=?|[~≈≤≥])|(?P<blank>\s+)|(?P<other>.)"
    )


@cache
def _phrases() -> dict[tuple[str, ...], tuple[Token, ...]]:
    """Words of the lexicon, cut like a text → all that they may mean."""
    found: dict[tuple[str, ...], dict[Token, None]] = {}
    for token, names in _meanings():
        for name in names:
            cut = tuple(match[0] for match in _pattern().finditer(name) if match.lastgroup != "blank")
            found.setdefault(cut, {})[token] = None
    return {words: tuple(tokens) for words, tokens in found.items()}


@cache
def _longest() -> dict[str, int]:
    """First word of a phrase → words of the longest phrase that begins with it."""
    lengths: dict[str, int] = {}
    for words in _phrases():
        lengths[words[0]] = max(len(words), lengths.get(words[0], 0))
    return lengths


def _meanings() -> Iterator[tuple[Token, tuple[str, ...]]]:
    for table, kind in (("months", "M"), ("weekdays", "W"), ("quarters", "Q")):
        for number, names in lexicon("dates", table).items():
            yield Token(kind, int(number) - (kind == "W")), names
    for table, kind in (("seasons", "S"), ("parts", "P")):
        for name, names in lexicon("dates", table).items():
            yield Token(kind, name), names
    for name, names in lexicon("dates", "bounds").items():
        yield Token("A" if name in {"and_later", "or_earlier"} else "B", name), names
    kinds = {
        "about": "C",
        "from": "F",
        "between": "E",
        "to": "T",
        "night": "N",
        "week_of": "k",
        "week": "V",
        "decade": "Z",
        "unsure": "?",
        "filler": "",
    }
    words = lexicon("dates", "words")
    yield from ((Token(kind, name), words[name]) for name, kind in kinds.items())
    yield from _relative_meanings()


def _relative_meanings() -> Iterator[tuple[Token, tuple[str, ...]]]:
    kinds = {
        "last": "L",
        "this": "H",
        "ago": "G",
        "before_ago": "I",
        "day": "U",
        "week": "U",
        "month": "U",
        "year": "U",
    }
    for name, names in lexicon("dates", "relative").items():
        yield Token(kinds.get(name, "R"), name), names
    for number, names in lexicon("dates", "numbers").items():
        yield Token("i", int(number)), names
