"""One gazetteer for all tests of the package."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from gazetteer import Gazetteer, Query, Resolution

Ask = Callable[..., Resolution]


@pytest.fixture(scope="session")
def world(gazetteer_cache: Path) -> Iterator[Gazetteer]:
    with Gazetteer.open(cache_dir=gazetteer_cache) as places:
        yield places


@pytest.fixture(scope="session")
def ask(world: Gazetteer) -> Ask:
    def resolve(name: str, *, threshold: float | None = None, **context: str) -> Resolution:
        [answer] = world.resolve([Query(name, **context)], threshold=threshold)
        return answer

    return resolve
