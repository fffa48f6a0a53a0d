"""The base class of the rules of the editor's report."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, ClassVar, Final

from gazetteer import words
from mapper.report.findings import Finding
from mapper.report.material import Material
from mapper.report.words import Message
from mapper.vocabulary import rules

if TYPE_CHECKING:
    import pandas as pd

    from gazetteer import Gazetteer
    from mapper.model.dossier import Dossier

__all__ = ["Rule", "first_ids"]

_NAMED: Final = 5
"""The most events that a finding on several events names."""


class Rule(ABC):
    """A rule of the editor's report, and the dossier that it is applied to.

    To add one: write a subclass with a `name` and `findings`, name it in `mapper.report.rules.RULES`, and describe it
    under that name in `mapper/vocabulary/rules.json`, where the other class attributes come from.

    Parameters
    ----------
    dossier
        The dossier to check.
    gazetteer
        For rules that look up places.
    material
        Data that the rules of one report share.

    Attributes
    ----------
    name
        The name in findings, such as `long-quote`.
    title
        The rule's title in the documentation, by language.
    severities
        The severities that its findings may have, the gravest first.
    remedies
        What would settle a finding, by case (`""` if there is only one), then by language.

    >>> class LongQuote(Rule):
    ...     name = "long-quote"
    ...     def findings(self):
    ...         yield self.finding("gao-2025", "quote", Message("long-quote", claim="c1", count=31), words=25)
    >>> LongQuote.title["en"]
    'Long quote'
    """

    name: ClassVar[str]
    title: ClassVar[Mapping[str, str]]
    severities: ClassVar[tuple[str, ...]]
    remedies: ClassVar[Mapping[str, Mapping[str, str]]]

    def __init_subclass__(cls) -> None:
        """Look the rule up in the vocabulary by its name; raise KeyError if it is missing."""
        declared = rules()[cls.name]
        cls.title, cls.severities, cls.remedies = declared.title, declared.severities, declared.remedies

    def __init__(self, dossier: Dossier, gazetteer: Gazetteer, material: Material | None = None) -> None:
        self.dossier = dossier
        self.gazetteer = gazetteer
        self.material = material or Material(dossier, gazetteer)

    @abstractmethod
    def findings(self) -> Iterable[Finding]:
        """Find all that the rule reports in the dossier, in any order."""

    def finding(
        self,
        event_id: str,
        field: str,
        message: words.Message,
        *,
        claims: Iterable[str] = (),
        cells: Iterable[object] = (),
        about: str = "",
        severity: str = "",
        case: str = "",
        **arguments: object,
    ) -> Finding:
        """Return a finding of this rule.

        Parameters
        ----------
        event_id, field, message, about
            As in `Finding`.
        claims
            The ids of the claims involved; a change in any of them opens an accepted finding again.
        cells
            Cells of events, sources or actors; a change in any of them does the same.
        severity
            One of `severities`, by default the first.
        case
            The key of one of `remedies`.
        arguments
            Values for the names in braces in the remedy.
        """
        claims = tuple(sorted(claims))
        remedies = {language: text.format(**arguments) for language, text in self.remedies[case].items()}
        return Finding(
            rule=self.name,
            event_id=event_id,
            field=field,
            severity=severity or self.severities[0],
            claims=claims,
            message=message,
            settling=Message("to-settle", remedy=words.Message("bilingual", **remedies)),
            about=about,
            evidence=self.material.evidence(claims, *cells),
        )


def first_ids(events: pd.DataFrame) -> tuple[str | words.Message, ...]:
    """Return the ids of the first events, and how many more there are.

    >>> import mapper
    >>> first_ids(mapper.read("seeds").events)[-1].text()
    '40 more'
    """
    found = events["event_id"].astype("str").tolist()
    further = len(found) - _NAMED
    return (*found[:_NAMED], Message("more-events", n=further)) if further > 0 else tuple(found)
