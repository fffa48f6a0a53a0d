"""One gazetteer and the parser's models for all tests of drafting."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pandas as pd
import pytest

from gazetteer import Gazetteer
from mapper.draft import Article, Drafts, draft
from mapper.model.actors.names import ActorNames

Drafted = Callable[..., Drafts]

ACTORS = ActorNames(pd.DataFrame([
    {"actor_id": "blue", "name": "Blue Army", "short_name": "Blues", "aliases": "Blue soldiers;Blue troops"},
    {"actor_id": "red-1", "name": "Red Front", "aliases": "Reds", "active_to": "2023-12", "successor": "red-2"},
    {"actor_id": "red-2", "name": "Red Union", "aliases": "Reds", "active_from": "2024-01"},
]))  # fmt: skip


@pytest.fixture(scope="session")
def places() -> Iterator[Gazetteer]:
    with Gazetteer.open(towns=False) as gazetteer:
        yield gazetteer


@pytest.fixture(scope="session")
def drafted(places: Gazetteer) -> Drafted:
    """Draft one text: `drafted(text, published="2025-06-15", language="fr")`."""

    def run(text: str, actors: ActorNames = ACTORS, **details: Any) -> Drafts:
        article = Article.of(text, source_id="source", **{"published": "2025-06-15", **details})
        return draft([article], places, actors=actors)

    return run
