"""`--single-events`: the events of many files, taken file by file."""

from __future__ import annotations

from collections import Counter
from operator import itemgetter
from typing import TYPE_CHECKING

from mapper.cli.console import open_gazetteer, sources_or_seeds
from mapper.cli.reading import say_not_to_publish, say_read, say_selection
from mapper.cli.summary import say_located
from mapper.errors import EmptySelectionError
from mapper.model.text import plural
from mapper.options import Conditions, Engine, ReadOptions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mapper.cube.partitioned import PartitionedDossier
    from mapper.model.dossier import Dossier

__all__ = ["SingleEvents"]


class SingleEvents:
    """Events of many files that meet conditions, and the notices on them once all have been read.

    They are written one file after the other, or `together` at the end, when the ids of all files are known.

    Attributes
    ----------
    whole
        What is known of all files.
    meant
        What is said of those of their events that meet the conditions.
    numbers
        How many events were `read` and how many of them are `unlocated`; how many of the chosen events are `located`,
        and how many are rows of ACLED (`acled`).
    """

    def __init__(
        self,
        sources: list[str] | None,
        reading: ReadOptions,
        engine: Engine,
        conditions: Conditions,
        *,
        strict: bool,
        together: bool = False,
    ) -> None:
        from mapper.cube.partitioned import look_through
        from mapper.processing.filters import check_conditions
        from mapper.processing.filters.left_out import other_names

        check_conditions(conditions)
        with open_gazetteer() as places:
            files = sources_or_seeds(sources)
            found = look_through(files, engine=engine, reading=reading, gazetteer=places, strict=strict)
        self.whole: Dossier = found.whole.dossier
        self._days, self._other_names = found.whole.days, other_names(found.whole.placed, conditions)
        void = found.whole.within_files if together else ()
        say_read(self.whole.replace(notices=tuple(one for one in self.whole.notices if one not in void)))
        self._chosen: PartitionedDossier = found.narrowed(conditions)
        self.meant = self._chosen.meant
        self._conditions = conditions
        self.numbers: Counter[str] = Counter()
        self._left_out: Counter[str] = Counter()
        self._unlocated: Counter[str] = Counter()

    def pieces(self, *, allow_empty: bool, with_claims: bool = False) -> Iterator[Dossier]:
        """Yield the chosen events of each file. Raises EmptySelectionError at the end if there are none."""
        return map(itemgetter(1), self.both(allow_empty=allow_empty, with_claims=with_claims))

    def both(
        self,
        *,
        allow_empty: bool,
        with_claims: bool = False,
        placed: Callable[[Dossier], Dossier] | None = None,
    ) -> Iterator[tuple[Dossier, Dossier]]:
        """Yield all and the chosen events of each file, once, as `PartitionedDossier.each`. Raises as `pieces`."""
        from mapper.cube.partition import of_types_here
        from mapper.processing.filters.left_out import left_out
        from mapper.readers.events.data_sets import OF_ACLED, count_of

        pieces = self._chosen.each(with_claims=with_claims, placed=placed)
        del self._chosen  # the names and places of all files are not needed once all events have them
        for every, chosen in pieces:
            read, summary, unlocated = every.summary(), chosen.summary(), chosen.unlocated
            self.numbers.update(
                read=read.events,
                unlocated=read.events - read.located,
                located=summary.located,
                acled=count_of(chosen.events, OF_ACLED),
            )
            self._unlocated.update(unlocated)
            self._left_out.update(left_out(*of_types_here(every, self._conditions)))
            yield every, chosen
            del every, chosen  # frees them before the next are read
        if not (allow_empty or self.numbers["located"] or self._unlocated):
            raise EmptySelectionError(self._conditions.given(), self.numbers["read"])

    def say_left_out(self) -> None:
        """Say how many events were left out because they lack a date or area, and which days the files do not cover."""
        say_selection(self._conditions, left_out=self._left_out, days=self._days, names=self._other_names)

    def say(self, *, rows_written: bool = True) -> None:
        """Say what was left out and what was written; a table of counts holds no rows of ACLED."""
        self.say_left_out()
        say_located(self.numbers["located"], dict(self._unlocated.most_common()))
        if rows_written and (rows := self.numbers["acled"]):
            say_not_to_publish(f"holds {plural(rows, 'row')}")
