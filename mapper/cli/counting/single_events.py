"""`mapper export --single-events`: the events of many files, written file by file."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from mapper.cli.console import open_gazetteer, plural, sources_or_seeds
from mapper.cli.reading import say_left_out, say_not_to_publish, say_read
from mapper.cli.summary import say_located
from mapper.errors import EmptySelectionError
from mapper.options import Conditions, Engine, ReadOptions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mapper.cube.partitioned import PartitionedDossier
    from mapper.model.dossier import Dossier

__all__ = ["SingleEvents"]


class SingleEvents:
    """Events of many files that meet conditions, and what is to be said of them when all have been written.

    Attributes
    ----------
    whole
        What is known of all files.
    """

    def __init__(
        self, sources: list[str] | None, reading: ReadOptions, engine: Engine, conditions: Conditions, *, strict: bool
    ) -> None:
        from mapper.cube.partitioned import look_through
        from mapper.processing.filters import check_conditions

        check_conditions(conditions)
        with open_gazetteer() as places:
            files = sources_or_seeds(sources)
            found = look_through(files, engine=engine, reading=reading, gazetteer=places, strict=strict)
        self.whole: Dossier = found.whole.dossier
        say_read(self.whole)
        self._chosen: PartitionedDossier = found.narrowed(conditions)
        self._conditions = conditions
        self._numbers: Counter[str] = Counter()
        self._left_out: Counter[str] = Counter()
        self._unlocated: Counter[str] = Counter()

    def pieces(self, *, allow_empty: bool, with_claims: bool = False) -> Iterator[Dossier]:
        """Yield the events of each file. Raises EmptySelectionError at the end where there are none."""
        from mapper.cube.partition import of_types_here
        from mapper.processing.left_out import left_out
        from mapper.readers.events.data_sets import OF_ACLED, rows_of

        for every, chosen in self._chosen.each(with_claims=with_claims):
            summary, unlocated = chosen.summary(), chosen.unlocated
            self._numbers.update(
                read=every.summary().events, located=summary.located, acled=rows_of(chosen.events, OF_ACLED)
            )
            self._unlocated.update(unlocated)
            self._left_out.update(left_out(*of_types_here(every, self._conditions)))
            yield chosen
            del every, chosen  # before the next are read
        if not (allow_empty or self._numbers["located"] or self._unlocated):
            raise EmptySelectionError(self._conditions.given(), self._numbers["read"])

    def say(self, *, rows_written: bool = True) -> None:
        """Say what was left out, and what was written; a table of counts has no row of ACLED's."""
        say_left_out(self._left_out)
        say_located(self._numbers["located"], dict(self._unlocated.most_common()))
        if rows_written and (rows := self._numbers["acled"]):
            say_not_to_publish(f"holds {plural(rows, 'row')}")
