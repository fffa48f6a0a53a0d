"""Look for input that fails: `python -m tests.fuzz.fuzz [--seconds 60] [--seed 1] [TARGET…]`.

The corpus is mutated at random, tables are made with what people and programs do to them (`tests/fuzz/tables.py`,
`dossiers.py`), files as other programs write and break them (`files.py`), and calls of the program (`commands.py`).
Whatever fails is added to the corpus, and so becomes a case of every test run.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path

from gazetteer import Gazetteer
from tests.fuzz.commands import made_call, made_list
from tests.fuzz.dossiers import made_dossier
from tests.fuzz.files import made_file
from tests.fuzz.tables import made
from tests.fuzz.targets import CORPUS, TARGETS

_WORDS = """
event_id event_date end_date place latitude longitude fatalities claims "a" "" , ; | = { } [ ] null NaN 1e999 -0
99999999999999999999 2025-06-31 2025-13 0000-00-00 13/05/2025 mai #date+start sep=; "type":"Feature" "coordinates":
[[[[ ' =1+1 \\ud800 <img> {{7*7}} [%1%] between and near 20 km south of
"""
_BYTES = (
    b"\n", b"\r\n", b"\r", b"\0", b"\t", b'"', b'""', b"\xff\xfe", b"\xef\xbb\xbf", b"\x1f\x8b\x08", b"PK\x03\x04",
    b"PAR1", b"\xe2\x80\xae", b"\xcd\xa0" * 30, b"A" * 5000,
)  # fmt: skip
_TOKENS = [*(word.encode() for word in _WORDS.split()), *_BYTES]


Maker = Callable[[random.Random], bytes]
MADE: dict[str, tuple[Maker | None, ...]] = {
    "program": (made, made, made_file),
    "dossier": (made_dossier,),
    "source": (None, made, made_file),
    "command": (made_call,),
    "places": (None, lambda chance: made_list(chance)[1]),
}
"""What makes the cases of a target; None, and for any other target, a change to its corpus."""


def mutated(data: bytes, other: bytes, chance: random.Random) -> bytes:
    """Return the data with a few changes, among them pieces of another case."""
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 4, 16))):
        at = chance.randrange(len(changed) + 1)
        end = min(len(changed), at + chance.choice((0, 1, 1, 4, 40)))
        piece = chance.choice(
            (b"", bytes([chance.randrange(256)]), chance.choice(_TOKENS), changed[at:end] * 2, other[at : at + 60])
        )
        changed[at:end] = piece
    return bytes(changed)


def fuzz(name: str, *, until: float, chance: random.Random) -> int:
    """Run one target until then, keep what fails, and return how often it did."""
    folder = CORPUS / name
    cases = [path.read_bytes() for path in sorted(folder.iterdir())]
    runs = failures = 0
    while time.monotonic() < until:
        make = chance.choice(MADE.get(name, (None,)))
        data = make(chance) if make else mutated(chance.choice(cases), chance.choice(cases), chance)
        runs += 1
        try:
            TARGETS[name](data)
        except KeyboardInterrupt:
            raise
        except BaseException:  # noqa: BLE001 - whatever it is, it is what we look for, and a library's panic too
            failures += 1
            kept = folder / f"found-{hashlib.sha256(data).hexdigest()[:12]}"
            kept.write_bytes(data)
            print(f"{kept}\n{traceback.format_exc()}", file=sys.stderr)
    print(f"{name}: {runs} runs, {failures} failures")
    return failures


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("targets", nargs="*", default=sorted(TARGETS), metavar="TARGET")
    options.add_argument("--seconds", type=float, default=60, help="for each target")
    options.add_argument("--seed", type=int, default=int(time.time()))
    given = options.parse_args()
    print(f"seed {given.seed}, corpus {Path(CORPUS).name}")
    Gazetteer.open().close()  # an index that has to be built first is no slow case
    chance = random.Random(given.seed)
    return min(1, sum(fuzz(name, until=time.monotonic() + given.seconds, chance=chance) for name in given.targets))


if __name__ == "__main__":
    sys.exit(main())
