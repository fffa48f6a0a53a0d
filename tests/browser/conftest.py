"""Maps to open: the example dossier, and rows copied from hostile places."""

import pytest

from tests.browser.hostile import write_hostile_rows
from tests.browser.pages import open_map


@pytest.fixture(autouse=True)
def close_pages(request):
    """Close the pages that a test opened: left open, they take time from those of the next."""
    if "chromium" not in request.fixturenames:
        yield
        return
    browser = request.getfixturevalue("chromium")
    before = browser.contexts
    yield
    for context in browser.contexts:
        if context not in before:
            context.close()


@pytest.fixture(scope="session")
def seeds_map(run_mapper, tmp_path_factory):
    file = tmp_path_factory.mktemp("maps") / "map.html"
    done = run_mapper("map", "seeds", "-o", file)
    assert done.returncode == 0, done.stderr
    return file


@pytest.fixture
def opened(chromium, seeds_map):
    """The example's page with all its events, of which nothing may fail until the test is over."""
    fresh = open_map(chromium, seeds_map, fragment="#context=include")
    yield fresh
    assert fresh.errors == []


@pytest.fixture(scope="session")
def seeds_events(listed):
    return list(listed().values())


@pytest.fixture(scope="session")
def hostile_map(run_mapper, tmp_path_factory):
    """A map of hostile rows, and the rows as they were written."""
    folder = tmp_path_factory.mktemp("hostile")
    rows = write_hostile_rows(folder / "events.csv")
    done = run_mapper("map", folder / "events.csv", "-o", folder / "map.html")
    assert done.returncode == 0, done.stderr
    return folder / "map.html", rows
