"""What holds for every file in the repository."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MOST_LINES = 400
LEAST_LINES = 20


def tracked() -> list[Path]:
    """The files that git keeps or would keep, as paths below the root."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    names = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, encoding="utf-8").stdout
    return [Path(name) for name in names.split("\0") if name and (ROOT / name).is_file()]


FILES = tracked()
# Written apart, so that this file does not hold what it forbids.
FORBIDDEN = {
    "a path of one machine": re.compile(r"(?<![\w./:~*-])/(?:work|root|home/\w+|Users/\w+)/"),
    "a folder outside the repository": re.compile(r"\.\./" + "shared"),
    "the address of a package registry": re.compile(
        r"pypi\." + r"org|python" + r"hosted|npmjs\." + r"(?:org|com)|registry" + r"\.npm"
    ),
}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_file_names_a_machine_or_a_registry(what: str) -> None:
    found = []
    for path in FILES:
        content = (ROOT / path).read_bytes().decode("utf-8", errors="replace")
        lines = enumerate(content.splitlines(), 1)
        found += [f"{path}:{number}: {line[:120]}" for number, line in lines if FORBIDDEN[what].search(line)]
    assert not found, f"{what} in\n" + "\n".join(found)


def test_pictures_are_those_of_the_documentation() -> None:
    """One that was taken in passing is easily committed; `tests/docs` looks for one that no page shows."""
    pictures = {path for path in FILES if path.suffix in {".gif", ".jpg", ".png"}}
    assert {path for path in pictures if path.parts[:2] != ("docs", "images")} == set()


def test_python_files_are_small() -> None:
    lengths = {path: len((ROOT / path).read_bytes().splitlines()) for path in FILES if path.suffix == ".py"}
    assert {path: length for path, length in lengths.items() if length > MOST_LINES} == {}


def test_no_module_is_a_fragment() -> None:
    """A shorter one belongs into the file that uses it; `__init__` and `__main__` are interfaces."""
    modules = [path for path in FILES if path.suffix == ".py" and path.parts[0] in {"gazetteer", "mapper"}]
    lengths = {path: len((ROOT / path).read_bytes().splitlines()) for path in modules if "__" not in path.name}
    assert lengths
    assert {path: length for path, length in lengths.items() if length < LEAST_LINES} == {}


def test_locks_hash_every_package() -> None:
    locks = sorted((ROOT / "requirements").glob("*.txt"))
    assert [path.stem for path in locks] == ["build", "cluster", "docs", "draft", "lint", "maintain", "runtime", "test"]
    for path in locks:
        text = path.read_text(encoding="utf-8")
        pins = re.findall(r"^[A-Za-z0-9][^\n]*==", text, flags=re.MULTILINE)
        hashed = re.findall(r"^[A-Za-z0-9][^\n]*==[^\n]*\\\n +--hash=sha256:", text, flags=re.MULTILINE)
        assert pins
        assert len(pins) == len(hashed)


def test_forbidden_patterns_find_what_they_should() -> None:
    machine, outside, registry = FORBIDDEN.values()
    assert machine.search("open('" + "/work" + "/x')")
    assert machine.search("see " + "/home" + "/someone/file")
    assert not machine.search("https://example.org/home/news/")
    assert outside.search("../" + "shared/facts")
    assert registry.search("https://" + "pypi" + ".org/simple")


def test_links_within_the_repository_lead_somewhere() -> None:
    dead = []
    for path in (path for path in FILES if path.suffix == ".md"):
        targets = re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", (ROOT / path).read_text(encoding="utf-8"))
        dead += [f"{path}: {target}" for target in targets if not (ROOT / path.parent / target).exists()]
    assert not dead, "\n".join(dead)
