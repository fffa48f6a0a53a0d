"""Figures that share a verb or a noun with another: "14 soldiers and 4 assailants dead", lists of vehicles."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from mapper.draft.lexicon import words
from mapper.draft.reading.grammar import lemma, span_at
from mapper.draft.reading.tolls.counted import VEHICLES, counted_by, unit_of
from mapper.draft.reading.tolls.figures import Figure
from mapper.draft.reading.tolls.toll import Toll

if TYPE_CHECKING:
    from spacy.tokens import Span

__all__ = ["listed_vehicles", "shared_tolls"]


def shared_tolls(found: list[Toll], figures: list[Figure], text: str) -> list[Toll]:
    """Give a figure without a toll that of the one it is joined to: "14 soldiers and 4 assailants dead"."""
    known = {toll.figure.start: toll for toll in found}
    added = []
    for first, second in itertools.pairwise(figures):
        between = text[first.end : second.start]
        joined = re.fullmatch(r"(?: [\w’'-]+){1,4},? (?:and|et|plus|,) |(?: [\w’'-]+){1,4}, ", between)
        toll = known.get(second.start)
        unit = re.sub(r",? (?:and|et|plus)? ?$", "", between).strip(" ,")
        if joined and toll and not toll.field.startswith(VEHICLES) and first.start not in known:
            added.append(replace(toll, figure=first, unit=unit))
    return added


def listed_vehicles(found: list[Toll], figures: list[Figure], sentence: Span, language: str) -> Iterator[Toll]:
    """Yield the vehicles of a list behind its first: "recovered 12 trucks, one pickup, and one car"."""
    known = {toll.figure.start: toll for toll in found}
    last: Toll | None = None
    for figure in figures:
        last = known.get(figure.start, last)
        span = span_at(sentence.doc, figure.start, figure.end)
        if figure.start in known or last is None or not last.field.startswith(VEHICLES):
            continue
        counted = counted_by(span)
        between = sentence.doc.text[last.figure.end : figure.start]
        is_vehicle = lemma(counted) in words(language, "toll", "vehicle_nouns")
        if is_vehicle and "," in between and not re.search(r"[;.:]", between):
            yield replace(last, figure=figure, unit=unit_of(counted, span))
