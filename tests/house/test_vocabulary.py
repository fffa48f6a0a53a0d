"""One vocabulary: what stands in `mapper/vocabulary` stands nowhere else."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest

from docs.tables import DOCUMENTS, TABLES, written
from gazetteer.geodesy import NEAR_KM as GAZETTEERS_NEAR_KM
from gazetteer.model import Relation
from hatch_build import SHARED
from mapper.model.schema import NEAR_KM, Step
from mapper.vocabulary import FOLDER, columns_of, rules, terms
from mapper.words import LANGUAGES

ROOT = Path(__file__).parents[2]
PACKAGES = ("mapper", "docs")
"""`gazetteer` stands alone, with a list of relations of its own, held to be the same below."""

VIEWER = "mapper/viewer/src"

TERMS = json.loads((FOLDER / "terms.json").read_bytes())
COLUMNS = json.loads((FOLDER / "tables.json").read_bytes())
LISTS = {kind: set(terms(kind)) for kind in TERMS}
TABLES_OF_COLUMNS = {table: set(columns_of(table)) for table in COLUMNS}


def typed_again(words: list[str]) -> list[str]:
    """The closed lists of which a literal holds most words, and the tables of which it has all columns."""
    several = set(words)
    most = [kind for kind, known in LISTS.items() if 2 * len(several & known) > max(5, len(known), len(several))]
    return most + [table for table, columns in TABLES_OF_COLUMNS.items() if len(columns) >= 3 and columns <= several]


def literals(path: Path) -> Iterator[tuple[int, list[str]]]:
    """The texts in each tuple, list and set, with its line; types, which mypy must read in the code, are left out."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    types = {node.slice for node in ast.walk(tree) if isinstance(node, ast.Subscript) and _is_literal(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Tuple | ast.List | ast.Set) and node not in types:
            values = [item.value for item in node.elts if isinstance(item, ast.Constant)]
            yield node.lineno, [value for value in values if isinstance(value, str)]
        elif isinstance(node, ast.Dict):
            # A row is made under the names of its columns; words of a closed list are no columns.
            keys = [key.value for key in node.keys if isinstance(key, ast.Constant)]
            words = [key for key in keys if isinstance(key, str)]
            yield node.lineno, [] if set(typed_again(words)) <= set(COLUMNS) else words


def _is_literal(node: ast.Subscript) -> bool:
    return isinstance(node.value, ast.Name) and node.value.id == "Literal"


@pytest.mark.parametrize("package", PACKAGES)
def test_no_list_of_the_vocabulary_is_typed_again(package: str) -> None:
    files = [path for path in sorted((ROOT / package).rglob("*.py")) if "node_modules" not in path.parts]
    again = [
        f"{path.relative_to(ROOT)}:{line}: {', '.join(kinds)}"
        for path in files
        for line, words in literals(path)
        if (kinds := typed_again(words))
    ]
    assert not again


def test_no_list_of_the_vocabulary_is_typed_again_in_the_viewer() -> None:
    again = [
        f"{path.relative_to(ROOT)}: {', '.join(kinds)}"
        for path in sorted((ROOT / VIEWER).rglob("*.js"))
        for array in re.findall(r"\[([^][]*)\]", path.read_text(encoding="utf-8"))
        if (kinds := typed_again(re.findall(r'"([^"\n]*)"', array)))
    ]
    assert not again


def test_the_viewer_reads_the_same_files() -> None:
    module = ROOT / VIEWER / "data" / "vocabulary.js"
    imported = re.findall(r'from "([^"]+\.json)"', module.read_text(encoding="utf-8"))
    assert {(module.parent / path).resolve() for path in imported} == {FOLDER / "tables.json", FOLDER / "terms.json"}
    assert any(folder == FOLDER.relative_to(ROOT).as_posix() for folder in SHARED), "a change builds the bundle anew"


def test_a_list_typed_again_is_seen() -> None:
    assert typed_again(["asserts", "denies", "confirms"]) == ["stances"]
    assert typed_again(["day", "month", "year"]) == []


def test_steps_of_precision_are_those_of_the_vocabulary() -> None:
    assert [str(step) for step in Step] == list(terms("geo_precisions"))


def test_near_is_as_far_as_the_gazetteer_has_it() -> None:
    assert NEAR_KM == GAZETTEERS_NEAR_KM


def test_relations_are_those_of_the_gazetteer() -> None:
    assert terms("place_relations") == get_args(Relation)


def labels(entry: Any) -> Iterator[dict[str, str]]:
    """Every text by language in an entry of the vocabulary."""
    if isinstance(entry, dict):
        if "en" in entry:
            yield entry
        else:
            for value in entry.values():
                yield from labels(value)
    elif isinstance(entry, list):
        for value in entry:
            yield from labels(value)


@pytest.mark.parametrize("file", sorted(FOLDER.glob("*.json")), ids=lambda path: path.name)
def test_every_label_is_there_in_each_language(file: Path) -> None:
    found = list(labels(json.loads(file.read_bytes())))
    assert found
    for label in found:
        assert tuple(label) == LANGUAGES
        assert all(label.values())
        assert len({frozenset(re.findall(r"\{\w+\}", text)) for text in label.values()}) == 1


def test_what_columns_and_terms_refer_to_is_there() -> None:
    for table in COLUMNS:
        for column in columns_of(table).values():
            assert column.holds in {"", "date", *TERMS}
            assert column.record_after in {"", *columns_of(table)}
    assert {term["kind"] for term in TERMS["geo_precisions"]} <= set(terms("location_kinds"))
    assert {term["event_type"] for term in TERMS["acled_old_types"]} <= set(terms("event_types"))
    assert {term.get("mob") for term in TERMS["event_types"]} <= {None, *terms("actor_kinds")}
    assert {severity for rule in rules().values() for severity in rule.severities} == set(terms("severities"))


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_tables_of_the_documents_are_the_vocabulary_s(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert written(text) == text, "run `make tables`"


def test_every_table_stands_in_a_document() -> None:
    marks = re.findall(r"<!-- table: ([\w-]+) -->", "\n".join(path.read_text(encoding="utf-8") for path in DOCUMENTS))
    assert set(marks) == set(TABLES)
