"""The catalogues of sentences: the same codes and arguments in both languages, and no code without its use."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import gazetteer.words
import mapper.draft.words
import mapper.exports.words
import mapper.model.words
import mapper.report.words
import mapper.words
from gazetteer.words.catalogue import FORMS, LANGUAGES, Part, Slot, parsed

ROOT = Path(__file__).parents[2]
PACKAGES = {
    "gazetteer": gazetteer.words.Message,
    "mapper": mapper.words.Message,
    "mapper/draft": mapper.draft.words.Message,
    "mapper/exports": mapper.exports.words.Message,
    "mapper/model": mapper.model.words.Message,
    "mapper/report": mapper.report.words.Message,
}
MARKS = re.compile(r"list(-\w+)?|thousands|decimals")
"""Not sentences: what stands between the items of a list and in numbers."""

AS_WRITTEN = ("bilingual", "open-", "said-")
"""Each language has a word of its own for one that the source wrote, so they need not show the same argument."""

BREAKING = re.compile(r"\S [:;?!»]|« ")
"""A space at which a line may break before a mark of French, or after one that opens."""

each_package = pytest.mark.parametrize("package", PACKAGES)


def sentences(package: str, language: str) -> dict[str, dict[str, str]]:
    """Code → the sentence by plural, `""` where it has none."""
    table = PACKAGES[package].catalogue.sentences[language]
    return {code: {"": entry} if isinstance(entry, str) else entry for code, entry in table.items()}


def slots(parts: tuple[Part, ...]) -> Iterator[Slot]:
    for part in parts:
        if isinstance(part, Slot):
            yield part
        elif isinstance(part, tuple):
            yield from slots(part)


def arguments(entry: dict[str, str]) -> set[str]:
    return {slot.name for sentence in entry.values() for slot in slots(parsed(sentence))}


@each_package
def test_every_code_has_both_languages_with_the_same_arguments(package):
    english, french = (sentences(package, language) for language in LANGUAGES)
    assert list(english) == list(french)
    for code, entry in english.items():
        assert entry.keys() == french[code].keys() in ({""}, {"one", "other"}), code
        if not code.startswith(AS_WRITTEN):
            assert arguments(entry) == arguments(french[code])


@each_package
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_can_be_read(package, language):
    for code, entry in sentences(package, language).items():
        for sentence in entry.values():
            forms = {slot.form for slot in slots(parsed(sentence))}
            assert forms <= {"", *FORMS}, code
            assert "code" not in {slot.name for slot in slots(parsed(sentence))}, "the payload keeps this name"
            written = re.sub(r"\{\w+(, \w+)?\}", "", sentence)
            assert not set("{}") & set(written), code
            assert written.count("[") == written.count("]"), code


def test_no_two_catalogues_share_a_code():
    codes = Counter(code for package in PACKAGES for code in sentences(package, "en"))
    assert [code for code, count in codes.items() if count > 1] == []


@each_package
def test_french_signs_do_not_begin_a_line(package):
    for code, entry in sentences(package, "fr").items():
        for sentence in entry.values():
            assert not re.search(r" [:;?!»%]|« ", sentence), code
            assert not re.search(r"[^\s\u00a0\u202f][;?!»]|\w:(?!//)", sentence), code


def nodes(package: str) -> Iterator[tuple[Path, ast.AST]]:
    for path in (ROOT / package).rglob("*.py"):
        if "node_modules" not in path.parts:
            yield from ((path, node) for node in ast.walk(tree(path)))


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@each_package
def test_every_sentence_is_used(package):
    # Faults are named where values are read: in the mapper, and by the reader of coordinates below it.
    folders = ("mapper", "gazetteer/names") if package == "mapper/model" else (package,)
    found = [node for folder in folders for _, node in nodes(folder)]
    constants = {node.value for node in found if isinstance(node, ast.Constant)}
    beginnings = (node.values[0] for node in found if isinstance(node, ast.JoinedStr))
    begins = tuple(str(part.value) for part in beginnings if isinstance(part, ast.Constant))
    begins = tuple(text for text in begins if text.endswith("-"))
    codes = [code.removesuffix("-remedy") for code in sentences(package, "en") if not MARKS.fullmatch(code)]
    assert [code for code in codes if code not in constants and not code.startswith(begins)] == []


@each_package
def test_every_message_has_its_sentence_and_the_arguments_of_it(package):
    makers = {"Message", "say"} if package == "mapper/report" else {"Message"}
    known = {code: entry for name in PACKAGES for code, entry in sentences(name, "en").items()}
    french = {code: entry for name in PACKAGES for code, entry in sentences(name, "fr").items()}
    for path, node in nodes(package):
        if not (isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in makers):
            continue
        if not (node.args and isinstance(node.args[0], ast.Constant)):
            continue
        code, where = str(node.args[0].value), f"{path}, line {node.lineno}"
        assert code in known, where
        given = {keyword.arg for keyword in node.keywords}
        if None not in given:  # else some stand in a mapping
            plural = {"n"} if "other" in known[code] else set()
            assert given == arguments(known[code]) | arguments(french[code]) | plural, where


@pytest.mark.parametrize(
    "path", ["mapper/viewer/src/i18n/fr.js", "mapper/viewer/src/i18n/card.fr.js", "mapper/vocabulary"]
)
def test_no_line_of_french_breaks_before_a_mark(path):
    files = [ROOT / path] if path.endswith("js") else sorted((ROOT / path).glob("*.json"))
    lines = [line for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    sentences = [
        line for line in lines if re.search(r"[\w\"]: \"|^ +\"", line) and (path.endswith("js") or '"fr"' in line)
    ]
    assert sentences
    for sentence in sentences:
        french = sentence.split('"fr":')[-1]
        assert not BREAKING.search(french), sentence
