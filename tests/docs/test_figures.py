"""Numbers that README and site state are those of the program, of what is installed, or of a dated measurement.

`STATED` has every number with a unit, and every number of things from four up, of the pages for users: the part of a
sentence that states it, with a gap, and what computes what belongs there. A number that is in none of them fails, and
so does one that the code no longer bears out. The rule is in `docs/design/documentation.md`.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Callable
from importlib.metadata import distribution
from math import ceil
from pathlib import Path
from typing import Any, Final

import pandas as pd
import pytest
from packaging.requirements import Requirement

from docs.hooks import command_reference, notebook_page
from gazetteer.index.cache import CACHE_VARIABLE
from gazetteer.names.projected import from_grid
from gazetteer.tables.json import ROUNDING_KM
from hatch_build import BUNDLE, Towns, Viewer
from mapper.model.schema import MOST_QUOTE_WORDS, NEAR_KM
from mapper.palette import LARGEST
from mapper.report.rules import location_conflicts
from tests.docs.pages import DOCS, PAGES
from tests.program import ROOT, commands

WORDS: Final = (
    *("none", "one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)
OWN: Final = "conflict-event-mapper"


# What is stated -------------------------------------------------------------------------------------------------------


def readable(markdown: str) -> str:
    """The text of a page on one line, without its blocks; code within a line, which is tried elsewhere, is `…`."""
    prose = re.sub(r"^```.*?^```$", "", markdown, flags=re.MULTILINE | re.DOTALL)
    return " ".join(re.sub(r"`[^`\n]+`", "…", prose).split())


NOT_FOR_USERS: Final = {DOCS / "performance.md", *(DOCS / "design").glob("*.md")}
OF_OTHERS: Final = {DOCS / "example-articles.md"}
"""What articles print."""
TEXTS: Final = {
    path.relative_to(ROOT).as_posix(): readable(path.read_text(encoding="utf-8"))
    for path in PAGES
    if path not in NOT_FOR_USERS | OF_OTHERS
} | {"the notebook": readable(notebook_page()), "the command line": readable(command_reference())}

_NUMBER: Final = r"(?:\d[\d,.]*\d|\d|half an?|an?|" + "|".join([*WORDS[1:], "twenty", "fifty", "hundred"]) + ")"
_UNIT: Final = (
    "[kMG]B|(?:kilo|mega|giga)bytes?|bytes|ms|(?:milli)?seconds?|minutes?|hours?|%|per cent|km|people|letters|words"
)
_THINGS: Final = (
    "articles|events|maps|tables|places|rows|columns|pictures|formats|files|towns|countries|claims|sources|actors"
)
_FOUR: Final = r"(?:\d[\d,.]*\d|[4-9]|" + "|".join([*WORDS[4:], "twenty", "fifty", "hundred"]) + ")"
FIGURE: Final = re.compile(
    rf"(?<!few )\b(?:{_NUMBER}(?: million)? (?:{_UNIT})(?!\w)|{_NUMBER} million\b|{_FOUR} (?:\w+ )?(?:{_THINGS})\b)",
    re.IGNORECASE,
)


# What it is computed from ---------------------------------------------------------------------------------------------


def needed(name: str, extras: frozenset[str] = frozenset()) -> set[str]:
    """The packages that a package asks for on this machine, with itself."""
    found, left = set[tuple[str, frozenset[str]]](), [(name, extras)]
    while left:
        name, extras = left.pop()
        key = (re.sub(r"[-_.]+", "-", name).lower(), extras)
        if key not in found:
            found.add(key)
            asked = [Requirement(text) for text in distribution(name).requires or ()]
            chosen = [{"extra": extra} for extra in ("", *extras)]
            wanted = [one for one in asked if not one.marker or any(map(one.marker.evaluate, chosen))]
            left += [(one.name, frozenset(one.extras)) for one in wanted]
    return {name for name, _ in found}


def packages(names: set[str]) -> float:
    """Gigabytes of packages, without bytecode and without what `make map` removes of them."""
    site = Path(str(distribution("pandas").locate_file("")))
    unused = {path for line in _unused() for path in site.glob(line)}
    files = {Path(str(file.locate())) for name in names for file in distribution(name).files or ()}
    kept = [path for path in files if path.suffix != ".pyc" and not unused.intersection((path, *path.parents))]
    return gigabytes(*kept)


def _unused() -> list[str]:
    lines = (ROOT / "requirements" / "unused.list").read_text(encoding="ascii").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def gigabytes(*paths: Path) -> float:
    files = [file for path in paths for file in (path.rglob("*") if path.is_dir() else [path])]
    return sum(file.stat(follow_symlinks=False).st_size for file in files if file.is_file()) / 1e9


def index() -> str:
    return f"{gigabytes(*Path(os.environ[CACHE_VARIABLE], 'indexes').glob('*')):.2f}"


def built() -> str:
    parts = [*(Viewer(ROOT).dist / name for name in BUNDLE), *Towns(ROOT).folder.glob("towns-*")]
    return f"{round(1000 * gigabytes(*parts), -1):.0f}"


def rows(path: str) -> pd.DataFrame:
    return pd.read_csv(ROOT / path, dtype=str, keep_default_na=False)


def default(command: str, option: str) -> Any:
    [found] = [param.default for param in commands()[command].params if param.name == option]
    return found


def articles() -> str:
    return WORDS[rows("seeds/sources.csv")["source_id"].str.startswith("article-").sum()]


def gdelt() -> str:
    book = tomllib.loads((ROOT / "mapper" / "data" / "codebooks" / "gdelt.toml").read_text(encoding="utf-8"))
    return " or ".join(str(count) for count in sorted(len(header.split()) for header in book["headers"]))


def grid() -> str:
    square = from_grid("30qye80")
    assert square
    return f"{square[2]:g}"


def smallest_town() -> str:
    [people] = re.findall(r'"cities(\d+)\.json"', (ROOT / "hatch_build.py").read_text(encoding="utf-8"))
    return str(people)


def measured(page: str, pattern: str) -> str:
    """A figure of a page that says when, where and with which command it was measured."""
    [found] = re.findall(pattern, (ROOT / page).read_text(encoding="utf-8"))
    return str(found)


MAPS, MANY = "benchmarks/README.md", "docs/design/scale.md"
ONE_FILE = r"counting one file of a million rows, as workers do \| [^|]*s, ([\d.]+) GB"


def whole(page: str, pattern: str) -> str:
    """A measured figure as a rounded word."""
    return WORDS[round(float(measured(page, pattern)))]


def minutes_of(page: str) -> str:
    """How long it takes to read a page slowly, a hundred words a minute; its commands take seconds."""
    return WORDS[ceil(len((ROOT / page).read_text(encoding="utf-8").split()) / 100)]


STATED: Final[dict[str, Callable[[], object]]] = {
    # the example, the gazetteer, the formats
    "the events of {} articles": articles,
    "Every finding on the {} articles": articles,
    "is a folder of {} tables": lambda: WORDS[len([*(ROOT / "seeds").glob("*.csv")])],
    "some {} places of conflicts": lambda: {100: "hundred"}[round(len(rows("gazetteer/data/places.csv")), -2)],
    "towns of the world from {} people up": smallest_town,
    "or {} columns without a header": gdelt,
    # constants
    "within about {} km": lambda: f"{NEAR_KM:g}",
    "within {} km": lambda: f"{NEAR_KM:g}",
    "more than {} km from the row's own columns": lambda: f"{ROUNDING_KM:g}",
    "a square of the military grid of {} km": grid,
    "possible places of one event more than {} km apart": lambda: location_conflicts._APART_KM,
    "at most {} words, where the wording matters": lambda: MOST_QUOTE_WORDS,
    "a quote of more than {} words": lambda: MOST_QUOTE_WORDS,
    "the {} largest actors": lambda: WORDS[LARGEST],
    "a page of {} MB": lambda: default("map", "max_mb"),
    # sizes on the disk
    "{} GB more on disk": lambda: f"{packages(needed(OWN, frozenset({'draft'})) - needed(OWN)):.1f}",
    "the Python libraries and the program | {} GB": lambda: f"{packages(needed(OWN)):.1f}",
    "the built page and the table of towns | {} MB": built,
    "what the page is built with; only after … | {} GB": lambda: f"{gigabytes(Viewer(ROOT).modules):.1f}",
    "the towns' index of the tests; only after … | {} GB": index,
    "an index of the world's towns, of {} GB": index,
    "and of countries you add | {} GB": index,
    # measured
    "a {} is measured](": lambda: measured(MAPS, "#### 1,000,000 events\n") and "million",
    "**A {} events.**": lambda: measured(MAPS, "#### 1,000,000 events\n") and "million",
    "A million rows with notes take some {} GB of memory": lambda: round(
        int(measured(MAPS, r"\| ACLED, 1,000,000 rows; lonboard \|(?:[^|]+\|){3} (\d+)")) / 1000
    ),
    "Reading a million rows takes a few seconds and about a {} of memory": lambda: {"one": "gigabyte"}[
        whole(MAPS, ONE_FILE)
    ],
    "Each worker takes up to {} gigabyte": lambda: {"one": "a"}[whole(MAPS, ONE_FILE)],
    "three million rows with notes take less than {} gigabytes": lambda: whole(
        MANY, r"GeoPackage [^;]*\*\*([\d.]+) GB\*\*"
    ),
    # a reader's time
    "to a published map, in {} minutes": lambda: minutes_of("docs/tutorials/acled.md"),
}
NOT_FIGURES: Final = {
    "six more letters": "the length of a digest, which `mapper/draft` shows",
    "10 km south of Gao": "an example of a place",
}


@pytest.mark.parametrize("phrase", STATED)
def test_a_number_is_what_the_program_says(phrase: str) -> None:
    expected = phrase.format(STATED[phrase]())
    assert any(expected in text for text in TEXTS.values()), f"no page says: {expected}"


def test_every_number_of_the_pages_for_users_is_computed() -> None:
    parts = [re.escape(phrase).replace(r"\{\}", r"[\w.,]+(?: or \d+)?") for phrase in STATED]
    known = re.compile("|".join([*parts, *map(re.escape, NOT_FIGURES)]))
    unknown = []
    for page, text in TEXTS.items():
        spans = [range(*match.span()) for match in known.finditer(text)]
        found = [figure for figure in FIGURE.finditer(text) if not any(figure.start() in span for span in spans)]
        unknown += [f"{page}: … {text[max(one.start() - 40, 0) : one.end() + 40]} …" for one in found]
    assert not unknown, "\n".join(unknown)


@pytest.mark.parametrize(
    "text",
    ["It takes half a minute.", "some 12.5 MB more", "fifty files", "9 events", "a kilobyte", "two million rows"],
)
def test_a_number_is_found(text: str) -> None:
    assert FIGURE.search(text)


@pytest.mark.parametrize("text", ["a few seconds", "a few hundred megabytes", "two events of one day", "step 4"])
def test_what_is_no_number_is_not(text: str) -> None:
    assert not FIGURE.search(text)


# Design notes: what was measured, and with which command -------------------------------------------------------------

MEASURED: Final = re.compile(r"(?<![\d.])\d[\d,.]* ?(?:ms|µs|s|seconds|minutes|[kMG]B|%|times)(?![\w-])")
SOURCES: Final = re.split(
    "## Where figures come from|\n## The page\n", (DOCS / "performance.md").read_text(encoding="utf-8")
)[1]


def test_each_design_note_with_figures_says_how_they_are_measured_again() -> None:
    notes = {path.name: readable(path.read_text(encoding="utf-8")) for path in (DOCS / "design").glob("*.md")}
    measured_in = [name for name, text in notes.items() if MEASURED.search(text)]
    assert len(measured_in) > 10
    assert not [name for name in measured_in if f"(design/{name})" not in SOURCES]


def test_the_commands_that_measure_are_there() -> None:
    named = re.findall(r"`python -m ([\w.]+)`", SOURCES)
    assert len(named) > 10
    assert not [name for name in named if not (ROOT / name.replace(".", "/")).with_suffix(".py").is_file()]
    assert not [name for name in re.findall(r"`(?:node )?([\w./]+/[\w./]+)`", SOURCES) if not (ROOT / name).exists()]
    assert re.search(r"November\s2026", SOURCES)
