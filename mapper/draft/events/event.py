"""An event of an article: its mentions, and the gazetteer's answers for their places."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from mapper.draft.lexicon import acled_type, shared
from mapper.draft.reading.actors import is_armed, is_civil
from mapper.draft.reading.grammar import lemma
from mapper.draft.reading.roles import targets_of

if TYPE_CHECKING:
    from gazetteer import Resolution
    from mapper.draft.events.mention import Mention
    from mapper.draft.reading.where.located import ArticleGazetteer
    from mapper.draft.reading.where.places import PlaceSpan
    from mapper.model.dates import Period

__all__ = ["DraftEvent"]

_PRIORITY: Final = (
    "suicide", "air", "shelling", "bomb", "ambush", "clash", "attack", "seize", "shooting", "killing", "abduct",
    "abuse", "crash",
)  # fmt: skip


@dataclass(slots=True)
class DraftEvent:
    """An event of one article: its mentions, and the gazetteer's answers for their places."""

    mentions: list[Mention]
    gazetteer: ArticleGazetteer
    found: dict[tuple[int, int, int], tuple[Resolution, str]] = field(default_factory=dict)

    def periods(self) -> list[Period]:
        """Return the periods printed for the event, in order."""
        return [date.period for mention in self.mentions for date in mention.dates if date.period]

    def places(self) -> list[tuple[Mention, PlaceSpan]]:
        """Return the places printed for the event, in order."""
        return [(mention, place) for mention in self.mentions for place in mention.places]

    def answer(self, mention: Mention, place: PlaceSpan) -> tuple[Resolution, str]:
        """Return the gazetteer's answer for one of its places, and the country to record."""
        return self.found[mention.paragraph, place.start, place.end]

    def kinds(self) -> list[str]:
        """Return the kinds of trigger, the most specific first."""
        kinds = {trigger.kind for mention in self.mentions for trigger in mention.triggers}
        return [kind for kind in _PRIORITY if kind in kinds]

    def against_civilians(self, language: str) -> bool:
        """Whether the text names civilians or a civilian site was attacked, and no other party is among the targets."""
        units = [toll.unit for mention in self.mentions for toll in mention.tolls]
        second = [actor.words for mention in self.mentions for actor in mention.second if not actor.civil]
        people = any(is_civil(unit, language) for unit in units) or any(
            is_civil(token.lower_, language)
            for mention in self.mentions
            for token in mention.sentence
            if token.pos_ == "NOUN" and not is_armed(token, language) and token.lower_ != "people"
        )
        return (people or self._strikes_sites()) and not second

    def _strikes_sites(self) -> bool:
        """Whether a civilian site was attacked: a market, a hotel, a village."""
        tokens = (mention.sentence.doc[one.token] for mention in self.mentions for one in mention.triggers if one.kind)
        return any(lemma(one) in shared("civil_sites") for token in tokens for one in targets_of(token))

    def types(self, language: str) -> tuple[str, str]:
        """Return ACLED's event_type and sub_event_type."""
        kinds = self.kinds()
        if not kinds:
            return "", ""
        return acled_type(kinds[0], against_civilians=self.against_civilians(language))
