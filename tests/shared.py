"""One reading of the example dossier for tests of what follows the reading."""

from __future__ import annotations

from collections.abc import Generator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import mapper
from mapper import api

SEEDS = Path(__file__).parent.parent / "seeds"


def read(*sources: Any, gazetteer: Any = None, **options: Any) -> Any:
    """Read as `mapper.read` does, but the example dossier, where no option says how, only once."""
    if sources == ("seeds",) and not any(options.values()) and Path("seeds").resolve() == SEEDS:
        return _example()
    return _READ(*sources, gazetteer=gazetteer, **options)


_READ = api.read


@cache
def _example() -> Any:
    return _READ(SEEDS.name)


def share(patch: pytest.MonkeyPatch) -> None:
    """Have `mapper.read` share the reading until the patch is undone."""
    for module in (mapper, api):
        patch.setattr(module, "read", read)


class SharedInDoctests:
    """A plugin: doctests share the reading."""

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Generator[None, Any, Any]:
        """Run a test; a doctest with the shared reading."""
        if not isinstance(item, pytest.DoctestItem):
            return (yield)
        with pytest.MonkeyPatch.context() as patch:
            share(patch)
            return (yield)
