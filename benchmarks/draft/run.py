"""Print the figures of drafting for any set of its form.

::

    python -m benchmarks.draft.run seeds ARTICLES --dossier seeds --sources sources-with-files.csv
    python -m benchmarks.draft.run ucdp ucdp-candidate.csv.gz
    python -m benchmarks.draft.run geowebnews FOLDER --parity 0
    python -m benchmarks.draft.run geovirus GeoVirus.xml --parity 0
    python -m benchmarks.draft.run notes records.csv
    python -m benchmarks.draft.run stances tests/draft/stances.toml

GeoWebNews and GeoVirus lie in `milangritta/Pragmatic-Guide-to-Geoparsing-Evaluation`; rules were made with the
even-numbered articles. `--show` lists what is missed and what is wrong.
"""

from __future__ import annotations

import argparse
import resource
import time
from pathlib import Path
from typing import Any

import pandas as pd

from benchmarks.draft.corpora import geovirus, geowebnews, ucdp, verbatim
from benchmarks.draft.notes import notes
from benchmarks.draft.seeds import rows, score
from benchmarks.draft.stances import cases_of, shown, stances
from gazetteer import Gazetteer
from mapper.draft import draft
from mapper.draft.joins import propose
from mapper.draft.texts import read_articles
from mapper.model.actors.names import ActorNames


def seeds(arguments: argparse.Namespace, gazetteer: Gazetteer) -> dict[str, Any]:
    """Draft the articles of a folder and score them against a dossier made of them by hand."""
    started = time.perf_counter()
    dossier = Path(arguments.dossier)
    table = rows(Path(arguments.sources)) if arguments.sources else []
    files = sorted(str(path) for path in Path(arguments.source).iterdir())
    articles = read_articles(files, {}, table=table)
    actors = ActorNames(pd.DataFrame(rows(dossier / "actors.csv")))
    drafts = draft(articles, gazetteer, actors=actors)
    propose(drafts, [], gazetteer, actors)
    taken = time.perf_counter() - started
    texts = {article.source_id: list(article.paragraphs) for article in articles}
    found = score(
        {"events": drafts.events, "claims": drafts.claims, "sources": drafts.sources}, dossier, show=arguments.show
    )
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    return found | {"quotes not verbatim": verbatim(drafts, texts), "seconds": f"{taken:.1f}", "MB": f"{memory:.0f}"}


def of_table(file: Path, gazetteer: Gazetteer, *, show: bool) -> dict[str, str]:
    """Draft the texts of a table and score their stances."""
    counts = stances(cases_of(file), gazetteer)
    if show:
        print(*shown(counts), sep="\n")
    return counts.lines()


def main() -> None:
    """Read the command line and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kind", choices=["seeds", "ucdp", "geowebnews", "geovirus", "notes", "stances"])
    parser.add_argument("source")
    parser.add_argument("--dossier", default="seeds")
    parser.add_argument("--sources", default="")
    parser.add_argument("--parity", type=int, default=0)
    parser.add_argument("--most", type=int, default=600)
    parser.add_argument("--show", action="store_true")
    arguments = parser.parse_args()
    source, show = Path(arguments.source), arguments.show
    with Gazetteer.open() as gazetteer:
        found = {
            "seeds": lambda: seeds(arguments, gazetteer),
            "ucdp": lambda: ucdp(source, gazetteer, most=arguments.most, show=show),
            "geowebnews": lambda: geowebnews(source, parity=arguments.parity, show=show),
            "notes": lambda: notes(source, gazetteer, show=show),
            "stances": lambda: of_table(source, gazetteer, show=show),
            "geovirus": lambda: geovirus(source, gazetteer, parity=arguments.parity, show=show),
        }[arguments.kind]()
    for name, value in found.items():
        print(f"{name}: {value}")


if __name__ == "__main__":
    main()
