"""The indexes of places for the tests: built once for each state of the gazetteer, shared by all processes and runs.

``python -m tests.places`` builds them, for ``make test``: beside what keeps only one core busy.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from gazetteer import Gazetteer

GAZETTEER = Path(__file__).parent.parent / "gazetteer"
MADE_BY = ("index/*.py", "names/*.py", "sources/*.py", "countries.py", "divisions.py", "features.py", "model.py")


def indexes(root: Path) -> Path:
    """Return the folder of the built indexes, building them (half a minute) where the gazetteer has changed.

    Two processes may build them at once: each makes a folder of its own, and the first that is whole is used.
    """
    store = root / ".pytest_cache" / "gazetteer"
    folder = store / _digest()
    if not folder.exists():
        store.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=store.parent, prefix="gazetteer-") as made:
            built = Path(made, folder.name)
            Gazetteer.open(added=False, cache_dir=built).close()
            with suppress(OSError):  # another was first
                built.rename(folder)
        for older in {*store.iterdir()} - {folder}:
            shutil.rmtree(older, ignore_errors=True)
    return folder


def link(folder: Path, target: Path) -> None:
    """Put the indexes of a folder into another; the tests may add and remove others beside them."""
    shutil.copytree(folder, target, copy_function=_link, dirs_exist_ok=True)


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:  # another file system
        shutil.copyfile(source, target)


def _digest() -> str:
    """What changes with the code that makes an index; what changes with its data is in the index's own name."""
    digest = hashlib.sha256()
    for path in sorted(path for pattern in MADE_BY for path in GAZETTEER.glob(pattern)):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


if __name__ == "__main__":
    indexes(GAZETTEER.parent)
