"""Write gazetteer/data/division_names.csv anew: first-level divisions in other scripts than Latin, from Unicode CLDR.

    python benchmarks/gazetteer/division_names.py SUBDIVISIONS

The folder is CLDR's `common/subdivisions`, as Debian's package `unicode-cldr-core` has it; npm's has a few names only.
"""

from __future__ import annotations

import argparse
import csv
import html
import re
from collections import Counter
from pathlib import Path

from benchmarks.gazetteer.divisions import DATA
from gazetteer.divisions import Division, divisions_called, names_in_other_scripts

IN_LATIN = ("en", "fr", "de", "es")
"""By whose names a subdivision is found among ours: the first that only one of ours has."""
LANGUAGES = ("am", "ar", "fa", "he", "my", "ps", "ru", "uk")
NAME = re.compile(r'<subdivision type="([a-z]{2})(\w+)"[^>]*>([^<]+)<')
NOT_OF_THE_NAME = re.compile(r"[²³]| \(.*\)$")  # "Буенос-Айрес²", since another is called so too


def names_in(folder: Path, language: str) -> dict[tuple[str, str], str]:
    """Return the names of a language by country and ISO 3166-2's code."""
    found = NAME.findall((folder / f"{language}.xml").read_text(encoding="utf-8"))
    return {
        (country.upper(), code): NOT_OF_THE_NAME.sub("", html.unescape(name)).strip() for country, code, name in found
    }


def ours(folder: Path) -> dict[tuple[str, str], Division]:
    """Return which of our divisions each code stands for; none where two codes would be one of ours."""
    found: dict[tuple[str, str], Division] = {}
    for language in IN_LATIN:
        for (country, code), name in names_in(folder, language).items():
            called = divisions_called(name, country)
            if len(called) == 1:
                found.setdefault((country, code), min(called))
    often = Counter(found.values())
    return {code: division for code, division in found.items() if often[division] == 1}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    divisions = ours(folder)
    of: dict[tuple[str, str], set[Division]] = {}  # divisions by country and name
    for language in LANGUAGES:
        for code, name in names_in(folder, language).items():
            if code in divisions and not name.isascii():
                of.setdefault((code[0], name), set()).add(divisions[code])
    names: dict[Division, list[str]] = {}
    for (_, name), called in sorted(of.items()):
        if len(called) == 1:
            names.setdefault(min(called), []).append(name)
    with (DATA / "division_names.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(("country", "division", "names"))
        rows.writerows((country, name, ";".join(names[country, name])) for country, name in sorted(names))
    names_in_other_scripts.cache_clear()
    print(f"{len(names)} divisions, {sum(map(len, names.values()))} names; {len(names_in_other_scripts())} read again")


if __name__ == "__main__":
    main()
