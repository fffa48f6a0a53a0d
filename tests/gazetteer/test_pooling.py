"""One place that several sources hold, or one of them twice, is one candidate."""

from pathlib import Path

import pytest

from gazetteer import Gazetteer, Query, Resolution

from . import dumps

# Made up: a town as a dump has it, and twice as a list of another publisher has it, which also has a namesake.
DUMP = ["1\tBarsovo\tBarsovo\tБарсово\t48.60\t38.00\tP\tPPL\tUA\t\t05\t\t\t\t73000\t\t1\tx\t2020-01-01"]
LIST = [
    "101000001\tБарсово\tBarsovo\tBarsovo\t48.63\t38.05\tP\tPPL\tUA\t\t11\t\t\t\t0\t\t1\tx\t2020-01-01",
    "101000002\tBarsovo\tBarsovo\t\t48.58\t37.98\tP\tPPL\tUA\t\t11\t12\t\t\t0\t\t1\tx\t2020-01-01",
    "101000003\tBarsovo\tBarsovo\t\t50.90\t30.10\tP\tPPL\tUA\t\t13\t14\t\t\t0\t\t1\tx\t2020-01-01",
]


def resolve(tmp_path: Path, *names: str) -> list[Resolution]:
    lists = [dumps.write_txt(tmp_path / f"{name}.txt", dumps.text(rows)) for name, rows in (("a", DUMP), ("b", LIST))]
    with Gazetteer.open(shipped=False, towns=False, dumps=lists, cache_dir=tmp_path) as places:
        return places.resolve([Query(name, "UA") for name in names])


@pytest.mark.parametrize("name", ["Barsovo", "Барсово", "Barsovo town"])
def test_a_town_of_several_sources_is_no_rival_of_itself(tmp_path: Path, name: str) -> None:
    [answer] = resolve(tmp_path, name)
    assert answer.place is not None
    assert (answer.place.place_id, answer.place.population) == ("geonames:1", 73000)
    assert [candidate.place.latitude for candidate in answer.candidates[1:]] in ([], [50.90])


def test_a_village_of_the_name_is_not_the_town(tmp_path: Path) -> None:
    [answer] = resolve(tmp_path, "Barsovo village")
    assert answer.candidates[0].place.latitude == 50.90


def test_a_name_written_as_two_words_is_nearly_the_name_itself(tmp_path: Path) -> None:
    spaced, other = resolve(tmp_path, "Bar Sovo", "Barsowo")
    assert spaced.confidence > other.confidence
