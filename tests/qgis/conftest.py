"""One QGIS for all tests: it takes seconds to start."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

SCRIPT = Path(__file__).with_name("open_in_qgis.py")


@pytest.fixture(scope="session")
def open_in_qgis(qgis_python: str) -> Iterator[Callable[..., Any]]:
    """What QGIS makes of a file: ``open_in_qgis(file, "2024-07-24")["events"]`` is its layer of events."""
    command = [qgis_python, str(SCRIPT)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8") as qgis:
        assert qgis.stdin is not None
        assert qgis.stdout is not None
        ask, answers = qgis.stdin, qgis.stdout

        def opened(file: Path, *days: str) -> Any:
            ask.write(json.dumps([str(file), *days]) + "\n")
            ask.flush()
            found = json.loads(answers.readline())
            is_events = [layer for layer in found["layers"].values() if {"event_id", "place"} <= layer["types"].keys()]
            (found["events"],) = is_events or [{}]
            return found

        yield opened
        ask.close()  # QGIS ends where its input does
