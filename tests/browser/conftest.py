"""Maps to open: the example dossier, and rows copied from hostile places."""

import json

import pytest

from tests.browser.hostile import write_hostile_rows


@pytest.fixture(scope="session")
def seeds_map(run_mapper, tmp_path_factory):
    file = tmp_path_factory.mktemp("maps") / "map.html"
    done = run_mapper("map", "seeds", "-o", file)
    assert done.returncode == 0, done.stderr
    return file


@pytest.fixture(scope="session")
def seeds_events(run_mapper):
    return json.loads(run_mapper("list", "seeds", "--json").stdout)


@pytest.fixture(scope="session")
def hostile_map(run_mapper, tmp_path_factory):
    """A map of hostile rows, and the rows as they were written."""
    folder = tmp_path_factory.mktemp("hostile")
    rows = write_hostile_rows(folder / "events.csv")
    done = run_mapper("map", folder / "events.csv", "-o", folder / "map.html")
    assert done.returncode == 0, done.stderr
    return folder / "map.html", rows
