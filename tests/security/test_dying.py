"""Whoever is killed leaves the old file or the new one, and the next run cleans up after it."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

import mapper
from gazetteer import Gazetteer, add
from gazetteer.index.index import SourceIndex
from mapper.draft.folder import read_drafts
from mapper.report import check
from tests.gazetteer import dumps
from tests.program import run
from tests.report.dossiers import few_of_the_example
from tests.security.dying import Death, deaths
from tests.soak import sample

pytestmark = [pytest.mark.slow, pytest.mark.soak, pytest.mark.posix]

ROOT = Path(__file__).parents[2]
DEATHS = sample(2, soak=100)
MOMENTS = [f"{number / (DEATHS + 2):.3f}" for number in range(1, DEATHS + 1)]
BEFORE_IT_APPEARS = sample(["rename:1"], soak=["rmtree:1", "mkdir:1", "rename:2", "rename:1"])
AT_LEAST = 2 * (DEATHS + len(BEFORE_IT_APPEARS)) // 3  # where runs get quicker, some are over before their deaths


def killed_and_last(folder: Path, command: Sequence[object], **env: str) -> tuple[list[Death], Death]:
    """What each death leaves in the folder, and what the next run leaves."""
    *killed, last = deaths(folder, [*MOMENTS, *BEFORE_IT_APPEARS], [*map(str, command)], env)
    return killed, last


def digests(folder: Path) -> dict[str, str]:
    return {path.relative_to(folder).as_posix(): digest(path) for path in folder.rglob("*") if path.is_file()}


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]


FEW = (["map", "-o", "map.html"], ["export", "-o", "events.qgz"])
SUFFIXES = (".csv", ".geojson", ".gpkg", ".fgb", ".pmtiles", ".parquet", ".kml")
COMMANDS = sample(FEW, soak=(*FEW, *(["export", "-o", f"events{suffix}"] for suffix in SUFFIXES)))


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[-1])
def test_a_killed_command_leaves_the_old_file_or_the_new_one(tmp_path: Path, command: list[str]) -> None:
    folder = tmp_path / "outputs"
    folder.mkdir()
    target = folder / command[-1]
    target.write_text("old")
    old = digest(target)
    source = sample(ROOT / "tests" / "data" / "clean-dossier", soak=ROOT / "seeds")
    killed, last = killed_and_last(folder, [*command[:-1], target, source])
    assert last.code in (0, 1)
    assert not [name for name in last.files if name.startswith(".")]
    assert sum(death.code < 0 for death in killed) >= AT_LEAST
    new = last.files
    assert new[target.name] != old
    for death in killed:
        shown = {name: value for name, value in death.files.items() if not name.startswith(".")}
        assert shown.pop(target.name) in (old, new[target.name]), death
        assert all(value == new[name] for name, value in shown.items()), death
    assert any(name.startswith(".") for name in killed[-1].files), "the last death left nothing to clean up"


def test_a_killed_export_leaves_all_its_partitions_or_none(tmp_path: Path) -> None:
    folder = tmp_path / "outputs"
    folder.mkdir()
    command = ["export", ROOT / "tests" / "data" / "acled.csv", "--partition", "year,event_type", "-o", folder / "new"]
    killed, last = killed_and_last(folder, command)
    assert last.code == 0
    assert len(last.files) > 1
    assert not [name for name in last.files if "/." in f"/{name}"]
    assert sum(death.code < 0 for death in killed) >= AT_LEAST
    for death in killed:
        shown = {name: value for name, value in death.files.items() if "/." not in f"/{name}"}
        assert shown in ({}, last.files), death


INTO_THE_DOSSIER = (["check", "{}", "--lock"], ["check", "{}", "--accept", "", "--why", "both were seen"])
MADE_ANEW = (["init", "{}/new"], ["example", "{}/new"], ["export", "{}", "-o", "{}/new"])


@pytest.mark.parametrize("command", sample(INTO_THE_DOSSIER[1:], soak=INTO_THE_DOSSIER + MADE_ANEW), ids=" ".join)
def test_a_killed_command_leaves_each_file_of_a_folder_as_it_was_or_as_it_will_be(
    tmp_path: Path, command: list[str]
) -> None:
    folder = tmp_path / "dossier"
    sample(few_of_the_example, soak=lambda folder: shutil.copytree(ROOT / "seeds", folder))(folder)
    accepted = check(mapper.read(folder)).contradictions[0].id
    before = digests(folder)
    words = [word.replace("{}", str(folder)) or accepted for word in command]
    killed, last = killed_and_last(folder, words)
    assert last.code == 0
    assert not [name for name in last.files if "/." in f"/{name}"]
    after = last.files
    for death in killed:
        for name, value in death.files.items():
            assert "/." in f"/{name}" or value in (before.get(name), after[name]), (death.when, name)
        assert before.keys() <= death.files.keys()


ARTICLE = """BAMAKO, June 14 (Reuters) - Gunmen killed at least 12 civilians in Tessit on Friday, a resident said.

The army denied that its soldiers had killed civilians in Gao.
"""
DRAFTING = (["{}", "--take-all", "article"], ["{}/../article.txt", "--into", "{}"], ["{}", "--drop", ""])


@pytest.mark.parametrize("words", sample(DRAFTING[:1], soak=DRAFTING), ids=" ".join)
def test_a_killed_draft_is_made_or_taken_in_full_by_the_next_run(tmp_path: Path, words: list[str]) -> None:
    folder = tmp_path / "dossier"
    few_of_the_example(folder)
    (tmp_path / "article.txt").write_text(ARTICLE)
    made = ("draft", tmp_path / "article.txt", "--into", folder)
    if words[1] == "--into":  # with nothing to do the parser would be read in each death anew
        run(*made[:-1], tmp_path / "other")
    else:
        run(*made)
    before = digests(folder)
    some = next((draft["event_id"] for draft in read_drafts(folder).events), "")
    command = ["draft", *(word.replace("{}", str(folder)) or some for word in words)]
    shutil.copytree(folder, tmp_path / "undisturbed")
    assert not run(*(word.replace("dossier", "undisturbed") for word in command)).returncode
    after = digests(tmp_path / "undisturbed")
    assert after != before
    *killed, last = deaths(folder, [*MOMENTS, "rename:1", "rename:2"], command, {})
    for death in killed:
        for name, value in death.files.items():
            assert "/." in f"/{name}" or value in (before.get(name), after[name]), (death.when, name)
        assert before.keys() <= death.files.keys()
    assert (last.code, last.files) == (0, after)


def test_a_killed_addition_leaves_the_old_layer_or_the_new_one(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    for count in (3, 4):
        file = tmp_path / f"{count}" / "ML.txt"
        file.parent.mkdir()
        dumps.write_txt(file, dumps.text(dumps.ROWS[:count]))
    add(tmp_path / "3" / "ML.txt", cache_dir=cache)
    command = ["gazetteer", "add", tmp_path / "4" / "ML.txt"]
    killed, last = killed_and_last(cache, command, CONFLICT_MAPPER_CACHE=str(cache))
    assert last.code == 0
    assert not [name for name in last.files if "/." in name]
    assert sum(death.code < 0 for death in killed) >= AT_LEAST
    old, new = digest(tmp_path / "3" / "ML.txt"), digest(tmp_path / "4" / "ML.txt")
    for death in killed:
        added = {value for name, value in death.files.items() if name.startswith("added/geonames-ML.")}
        assert added in ({old}, {new}, {old, new}), death
    for index in cache.rglob("*.index"):
        SourceIndex(index).close()
    with Gazetteer.open(cache_dir=cache, shipped=False, towns=False) as places:
        assert [layer.count for layer in places.sources()] == [4]
