"""Doctests that read the example dossier share one reading of it: they show what follows, not how it is read."""

from __future__ import annotations

from collections.abc import Generator
from functools import cache
from typing import Any

import pytest

import mapper
from mapper import api


class OneReading:
    """A plugin: in each doctest, `mapper.read("seeds")` returns what the first one of them has read."""

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Generator[None, Any, Any]:
        """Run a test; a doctest with the shared reading."""
        if not isinstance(item, pytest.DoctestItem):
            return (yield)
        with pytest.MonkeyPatch.context() as patch:
            for module in (mapper, api):
                patch.setattr(module, "read", read)
            return (yield)


def read(*sources: Any, **options: Any) -> Any:
    """Read as `mapper.read` does, the example dossier once."""
    return _example() if sources == ("seeds",) and not options else _READ(*sources, **options)


_READ = api.read


@cache
def _example() -> Any:
    return _READ("seeds")
