"""What the tests of the report share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from gazetteer import Gazetteer


@pytest.fixture(scope="session")
def places(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gazetteer]:
    """The shipped places alone: built in a moment, and the same whatever towns the machine knows."""
    with Gazetteer.open(towns=False, cache_dir=tmp_path_factory.mktemp("places")) as opened:
        yield opened
