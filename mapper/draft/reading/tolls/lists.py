"""Figures that share a verb or a noun with another: "14 soldiers and 4 assailants dead", lists of vehicles."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from mapper.draft.lexicon import words
from mapper.draft.reading.grammar import lemma
from mapper.draft.reading.tolls.counted import TOLL_VERBS, VEHICLES, counted_by, unit_of
from mapper.draft.reading.tolls.figures import Figure
from mapper.draft.reading.tolls.toll import Toll

if TYPE_CHECKING:
    from spacy.tokens import Span

__all__ = ["listed_vehicles", "shared_tolls"]


def shared_tolls(found: list[Toll], figures: list[Figure], text: str, language: str) -> list[Toll]:
    """Return tolls for figures joined to a figure that has one: "14 soldiers and 4 assailants dead"."""
    known = {toll.figure.start: toll for toll in found}
    added = []
    for first, second in itertools.pairwise(figures):
        between = text[first.end : second.start]
        joined = re.fullmatch(r"(?: [\w’'-]+){1,4},? (?:and|et|plus|,) |(?: [\w’'-]+){1,4}, ", between)
        toll = known.get(second.start)
        unit = re.sub(r",? (?:and|et|plus)? ?$", "", between).strip(" ,")
        is_like = toll and (not toll.field.startswith(VEHICLES) or _names_vehicles(unit, language))
        if joined and toll and is_like and first.start not in known:
            added.append(replace(toll, figure=first, unit=unit))
    return added


def _names_vehicles(unit: str, language: str) -> bool:
    names = words(language, "toll", "vehicle_nouns")
    return any(word.lower() in names or word.lower().rstrip("s") in names for word in unit.split())


def listed_vehicles(found: list[Toll], figures: list[Figure], sentence: Span, language: str) -> Iterator[Toll]:
    """Yield tolls for the later vehicles of a list: "recovered 12 trucks, one pickup, and one car"."""
    known = {toll.figure.start: toll for toll in found}
    last: Toll | None = None
    for figure in figures:
        last = known.get(figure.start, last)
        span = sentence.doc.char_span(figure.start, figure.end, alignment_mode="expand")
        if figure.start in known or last is None or span is None or not last.field.startswith(VEHICLES):
            continue
        counted = counted_by(span)
        between = sentence.doc.text[last.figure.end : figure.start]
        is_vehicle = lemma(counted) in words(language, "toll", "vehicle_nouns")
        if is_vehicle and "," in between and not re.search(r"[;.:]", between) and not _acts(span, last, language):
            yield replace(last, figure=figure, unit=unit_of(counted, span))


def _acts(span: Span, last: Toll, language: str) -> bool:
    """Whether another verb of a toll stands between the last figure of a list and a later one."""
    tables = [name for several in TOLL_VERBS.values() for name in several]
    verbs = frozenset().union(*(words(language, "toll", name) for name in tables))
    between = (token for token in span.sent if last.figure.end <= token.idx < span.start_char)
    return any(token.pos_ in {"VERB", "AUX"} and lemma(token) in verbs for token in between)
