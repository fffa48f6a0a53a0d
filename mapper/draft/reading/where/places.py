"""Find the places in a sentence, and which of them are where something happened.

A name is a place by its position: after "in", "near" or "at", with a word such as "village" beside it, or as the
object of "attacked". The subject that says something, the country of an army, the city in a dateline are none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from mapper.draft.lexicon import kind_of, shared, shared_pattern, words
from mapper.draft.reading.grammar import governor, lemma
from mapper.draft.reading.tolls.people import is_person
from mapper.draft.reading.where.names import names_in
from mapper.draft.reading.where.nations import codes_in, is_country
from mapper.draft.reading.where.positions import AT_EVENT, position
from mapper.draft.reading.where.targets import is_object

if TYPE_CHECKING:
    from spacy.tokens import Span

__all__ = ["PlaceSpan", "places_in"]

_FAR: Final = re.compile(
    rf"(?i)(?:\b(?:[3-9]\d|\d{{3,}})|\b{shared_pattern('far_numbers')}) ?{shared_pattern('lengths')}[^,.;()]{{0,45}}$"
)
"""A distance of 30 km or more before a name."""

_AREAS: Final = re.compile(r" \([A-ZÀ-Þ][\w’' -]{1,30}, [A-ZÀ-Þ][\w’' -]{1,30}\)")
"""Two areas in brackets, the smaller first."""
_LIST: Final = re.compile(
    r"^,? (?:and|or|et|ou|&) (?:in |à |de |d['’])?(?:the |to |from |near )?(?:nearby )?"
    r"(?:(?:villages?|towns?|hamlets?) of )?$"
    r"|^, (?:in |à |de |d['’])?$|^ ?; ?$|^/$"
)
_BESIDE: Final = re.compile(r"^, (?:near|close to|près d[eu’']) ?(?:the (?:village|town) of )?$")


@dataclass(frozen=True, slots=True)
class PlaceSpan:
    """A place as printed.

    Attributes
    ----------
    start, end
        Where in the paragraph.
    name
        What to look up: the name with words such as "region" and "northern", which say how large it is.
    relation
        How the event relates to it, in the dossier's terms; empty if the words do not place an event there.
    event
        Whether its position says that something happened there.
    parents
        Larger areas printed beside it, the smallest first.
    kind
        A word such as "village" beside it.
    doubtful
        Whether it is a place only if a gazetteer knows it: "the attack on Goma", but "the attack on Hezbollah".
    """

    start: int
    end: int
    name: str
    relation: str
    event: bool
    parents: tuple[str, ...] = ()
    kind: str = ""
    doubtful: bool = False


def places_in(sentence: Span, language: str, *, taken: tuple[tuple[int, int], ...] = ()) -> list[PlaceSpan]:
    """Return the places of a sentence in order, none that overlaps the `taken` positions (dates, actors)."""
    found: list[PlaceSpan] = []
    text, offset = sentence.text, sentence.start_char
    dates = [(s - offset, e - offset) for s, e in taken]
    for start, end in ((start, _before_dates(text, (start, end), dates)) for start, end in names_in(text, language)):
        if any(s < end + offset and start + offset < e for s, e in taken):
            continue
        span = sentence.doc.char_span(start + offset, end + offset, alignment_mode="expand")
        if span is None:
            continue
        place = _placed(sentence, span, (start, end), language, found)
        if place:
            found.append(place)
    if not any(place.event for place in found):
        found = [_with_areas_behind(place, sentence.doc.text) for place in found]
    return _with_parents(_without_far(found, text, offset), sentence)


def _before_dates(text: str, name: tuple[int, int], taken: list[tuple[int, int]]) -> int:
    """Return where a name ends if a date directly follows: "in the town of Barey Thursday night"."""
    start, end = name
    first = min((s for s, _ in taken if start < s < end), default=end)
    return start + len(text[start:first].rstrip())


def _with_areas_behind(place: PlaceSpan, text: str) -> PlaceSpan:
    """Take a name followed by two areas as a place of the event: "Dogbo (Dogbo, Mono)"."""
    if not _AREAS.match(text[place.end :]):
        return place
    return replace(place, relation="at", event=True, doubtful=True)


def _without_far(found: list[PlaceSpan], text: str, offset: int) -> list[PlaceSpan]:
    """Leave out a distant town that only locates another: "Djibo, 100 km from Kaya"."""
    far = [place for place in found if _FAR.search(text[: place.start - offset])]
    return (
        [place for place in found if place not in far]
        if any(place.event for place in found if place not in far)
        else found
    )


def _placed(
    sentence: Span, span: Span, where: tuple[int, int], language: str, before: list[PlaceSpan]
) -> PlaceSpan | None:
    text, offset = sentence.text, sentence.start_char
    start, end = where
    if _is_adjective(sentence, span):
        return None  # "Malian", "Russian-Ukrainian"
    if _is_people(sentence, span, language):
        return None
    part = _part_before(text, start, language)
    kind, behind = _kind_after(text, end, language)
    if part and kind in words(language, "place", "settled") and is_country(text[start:end]):
        kind = ""  # "a northern Mali village" is no village of that name
    else:
        end = behind
    relation, kind_before = position(sentence, span, language)
    may_be_party = relation == AT_EVENT or (relation == "between" and _of_parties(span, language))
    doubtful = not kind_before and (may_be_party or _names_event(span, language))
    is_at_event = relation == AT_EVENT
    relation = "at" if is_at_event else relation
    kind = kind or kind_before
    name = " ".join((text[start - len(part) : end] if part else text[start:end]).split())
    if _is_no_place(name, text[end:], language) or _is_described_state(sentence, span, kind):
        return None
    if _is_owner(text[where[1] :], language):
        return None
    country, _, rest = name.replace("’s ", "'s ").partition("'s ")
    owner = (country,) if rest and is_country(country) else ()  # "Sudan's El Fasher"
    name = rest if owner else name
    last = _listed_before(text, start - len(part), before, offset)
    if not relation and last is not None:
        relation, doubtful = (last.relation if last.event else ""), last.doubtful
    if not relation and is_object(span, language, kind):
        relation, doubtful = "at", not (kind or _is_settled(sentence, span, language))
    return PlaceSpan(
        start - len(part) + offset,
        end + offset,
        name,
        relation,
        bool(relation) and not (relation == "near" and is_country(name)),  # "near the border with Niger"
        owner or _people_before(span),
        kind,
        doubtful,
    )


def _is_settled(sentence: Span, span: Span, language: str) -> bool:
    """Whether a word for a settlement follows a name that is not a people's: "attacked Kargo community"."""
    behind = sentence.doc[span.end : min(span.end + 1, sentence.end)]
    is_kind = len(behind) == 1 and behind[0].lower_ in words(language, "place", "settled")
    return is_kind and span.text.lower() not in words(language, "toll", "people")


def _is_described_state(sentence: Span, span: Span, kind: str) -> bool:
    """Whether words only describe a country: "the war-torn Sahel state"."""
    before = sentence.doc[max(span.start - 1, sentence.start)]
    parts = words("en", "place", "parts")
    return kind == "state" and before.i < span.start and before.tag_ in {"JJ", "VBN"} and before.lower_ not in parts


def _listed_before(text: str, start: int, before: list[PlaceSpan], offset: int) -> PlaceSpan | None:
    """Return the place that a list leads on from: "in Koko and X", "in Koko (Bante) and X".

    A list does not go on from "between" after a bracket: of such a road only the first end is kept, with its area.
    """
    last = before[-1] if before else None
    between = text[last.end - offset : start] if last is not None else ""
    if between.startswith(")"):
        opened = text.rfind("(", 0, start) + offset
        last = next((place for place in reversed(before) if place.end < opened), None)
        between = between[1:] if last is not None and last.relation != "between" else ""
    return last if _LIST.match(between) else None


def _is_adjective(sentence: Span, span: Span) -> bool:
    """Whether a name is an adjective, but not the two ends of a road: "the Sevare-Bankass road"."""
    if "-" in span.text and sentence.doc[span.end : span.end + 1].text.lower() in shared("lines"):
        return False
    root = span.root
    before = sentence.doc[max(span.start - 1, sentence.start)]
    if "-" in span.text and lemma(before) in shared("frontiers"):
        return True  # "à la frontière burkina-nigérienne"
    if root.pos_ != "ADJ":
        return False
    is_before = root.dep_ == "amod" and root.head.i >= span.end
    names_quarter = is_before and lemma(root.head) in words("en", "place", "quarters")  # "the Barey quarter of Kargo"
    return (is_before and not names_quarter) or any(is_people for _, is_people in codes_in(span.text))


def _names_event(span: Span, language: str) -> bool:
    """Whether a name before an event noun may be its place or its perpetrator: "in the Boko Haram attack"."""
    head = span.root.head
    is_before = span.root.dep_ == "compound" and head.i >= span.end
    is_settlement = span[-1].lower_ in words(language, "place", "settled")  # "in the Gao Community attack"
    return is_before and not is_settlement and bool(kind_of(language, lemma(head)))


def _of_parties(span: Span, language: str) -> bool:
    """Whether names may be two parties: "violence between Moba and Yaana"."""
    _, head = governor(span.root)
    return head is not None and head.pos_ == "NOUN" and kind_of(language, lemma(head)) == "clash"


def _is_people(sentence: Span, span: Span, language: str) -> bool:
    """Whether a name is a people or group: "a Fulani camp", "the Fulani hamlet of Barey", "Fulani herders"."""
    head = span.root.head
    is_modifier = span.root.dep_ in {"compound", "amod", "nmod"} and head.i >= span.end
    if is_modifier and head.tag_ == "NNS" and is_person(head, language):
        return True
    following = sentence.doc[span.end : span.end + 2]
    if not len(following) or lemma(following[0]) not in words(language, "place", "kinds"):
        return False
    if lemma(following[0]) in words(language, "place", "quarters"):
        return False  # "in the Martissant neighbourhood of Port-au-Prince"
    if following[0].tag_ == "NNS" and following[0].lower_ not in words(language, "place", "kinds"):
        return True  # "Fulani camps"
    if (
        len(following) > 1
        and following[1].lower_ == "of"
        and following[0].lower_ in words(language, "place", "settled") | words(language, "place", "point_kinds")
        and sentence.doc[max(sentence.start, span.start - 1)].pos_ == "DET"
    ):
        return True  # but "in Nouari village of Dassari"
    left = sentence.doc[max(sentence.start, span.start - 2) : span.start]
    return any(token.lower_ in {"a", "an", "another", "several", "two", "three"} for token in left)


def _people_before(span: Span) -> tuple[str, ...]:
    """Return the nationality before a name, which gives its country: "the Syrian city of Hasham"."""
    before = span.doc[max(span.sent.start, span.start - 5) : span.start]
    people = [token.text for token in before if any(is_people for _, is_people in codes_in(token.text))]
    linked = any(token.lower_ in {"of", "de", "d'"} for token in before)
    return (people[-1],) if people and linked else ()


def _kind_after(text: str, end: int, language: str) -> tuple[str, int]:
    """Return a word such as "region" after a name, and where it ends."""
    match = re.match(rf"(?:['’]s)? (?:{shared_pattern('of_sites')} )?([A-Za-z-]+)", text[end:])
    if match and language == "en" and match[1].lower().rstrip("s") in words(language, "place", "kinds"):
        return match[1].lower(), end + match.end()
    if match and match[1].lower() in words("en", "place", "point_kinds"):
        return match[1].lower(), end
    return "", end


def _part_before(text: str, start: int, language: str) -> str:
    """Return "northern " before a name; in French with the article: "le nord du Mali"."""
    if language == "en":
        match = re.search(r"\b([a-zA-Z-]+) $", text[:start])
        return match[1] + " " if match and match[1].lower() in words("en", "place", "parts") else ""
    match = re.search(r"\b([a-zA-Z-]+) (?:du |de la |de l['’]|de |des |d['’])$", text[:start])
    if match and re.search(rf"(?:\d ?|\bde ){shared_pattern('lengths')} (?:au |à l['’])$", text[: match.start()]):
        return ""  # "30 km au nord de Gao"
    return match[0] if match and match[1].lower() in words("fr", "place", "parts") else ""


def _is_owner(after: str, language: str) -> bool:
    """Whether a name only says where a later place lies: "in Mali's northern region of Gao", "northern Gao"."""
    kinds, parts = (
        "|".join(sorted(map(re.escape, words(language, "place", name)), key=len, reverse=True))
        for name in ("kinds", "parts")
    )
    kind_first = rf"(?:[a-z-]+ ){{0,3}}(?:{kinds}) of (?:the )?[A-ZÀ-Þ]"
    kind_last = rf"(?:{parts}) [A-ZÀ-Þ][\w’'-]+(?: [A-ZÀ-Þ][\w’'-]+)* (?:{kinds})\b"
    return re.match(rf"['’]s (?:{kind_first}|{kind_last})", after) is not None


def _is_no_place(name: str, after: str, language: str) -> bool:
    parts = {word.lower() for word in re.findall(r"[\w-]+", name)}
    if parts & words(language, "place", "not_places") or name.lower() in words(language, "actors", "armed"):
        return True  # "into Police trucks"
    following = re.match(r"(['’]s|['’])? ?([a-z-]+)(?: ([a-z-]+))?", after)
    if not following:
        return False
    if following[1]:  # "in Tunisia's decision", but "in Kenya's capital"
        near = {following[2], (following[3] or "").rstrip("s"), following[2].rstrip("s")}
        return not near & (words(language, "place", "kinds") | words(language, "place", "parts") | {"largest", "main"})
    return following[2] in words(language, "place", "not_places")


def _with_parents(found: list[PlaceSpan], sentence: Span) -> list[PlaceSpan]:
    """Add the larger areas printed after a place: "Tessit (Gao)", "Kobani, northern Syria"."""
    kept: list[PlaceSpan] = []
    for place in found:
        last = kept[-1] if kept else None
        if (
            last and last.kind == "capital" and sentence.doc.text[last.end : place.start] == ", "
        ):  # "X’s capital, Kargo"
            owner = re.sub(r"(?:['’]s)? capital$", "", last.name)
            kept[-1] = replace(last, start=place.start, end=place.end, name=place.name, kind="", parents=(owner,))
            continue
        between = sentence.doc.text[last.end : place.start] if last else ""
        if last and last.event and _is_parent(last, place, between, sentence.doc.text):
            kept[-1] = replace(last, parents=(*last.parents, place.name), end=place.end)
        else:
            kept.append(place)
    return _with_shared_parents(kept, sentence.doc.text)


def _with_shared_parents(places: list[PlaceSpan], text: str) -> list[PlaceSpan]:
    """Add the areas printed after the last place of a list to each: "Koko and Malomi (Bante, Collines)"."""
    shared_ = list(places)
    for number in range(len(places) - 2, -1, -1):
        place, following = shared_[number], shared_[number + 1]
        in_brackets = following.parents and text[: following.end + 1].endswith(")")
        between = text[place.end : following.start]
        if in_brackets and not place.parents and (_LIST.match(between) or _BESIDE.match(between)):
            shared_[number] = replace(place, parents=following.parents)
    return shared_


def _is_parent(place: PlaceSpan, other: PlaceSpan, between: str, text: str) -> bool:
    if other.relation == "near" and "(" not in between:
        return False  # "Barey, near Gao": beside it, not in it
    if place.doubtful and "(" not in between:
        return False  # "attacked the Civil Prison in Gao"
    if any(is_people for _, is_people in codes_in(other.name)):
        return False  # "in Kargo, the Russians"
    if re.fullmatch(r" ?\((?:in |dans )?(?:(?:le |la |l['’])?\w+ (?:de |du |d['’]|of ))?", between):
        return True
    if re.fullmatch(r",? (?:in|of|within) (?:the |\w+ )?", between):
        return True
    if re.fullmatch(r"(?:,? in [^,.;()]{1,25})?,? in (?:the )?(?:\w+ )?(?:town|city|municipality) of ", between):
        return True
    if re.fullmatch(r",? dans (?:le |la |l['’])?\w* ?(?:de |du |d['’]|de la |des )?", between):
        return True
    if re.fullmatch(r", (?:le |la |l['’])?\w+ (?:de |du |d['’])", between):
        return True
    if re.fullmatch(r", (?:a \w+ (?:of|in) |\w+ )?", between):
        follows = text[other.end :]
        is_listed = re.match(r"(?:, [A-ZÀ-Þ][\w’'-]+)?,? (?:and|et|or) ", follows)  # "Barey, Kargo, Gao and"
        return not is_listed and not re.match(r"(?i)(?:village|town)", other.kind)
    return False
