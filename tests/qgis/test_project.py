"""The QGIS project: how its tables belong together, what it opens on, and that it can be moved."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from mapper.exports import write
from tests.export.dossiers import sahel
from tests.program import ROOT

pytestmark = pytest.mark.qgis


@pytest.fixture(scope="module")
def project(open_in_qgis, tmp_path_factory):
    """The project as QGIS opens it from a folder that its two files were moved to."""
    elsewhere = tmp_path_factory.mktemp("moved")
    for file in write(sahel(), tmp_path_factory.mktemp("written") / "mali.qgz"):
        shutil.move(file, elsewhere)
    return open_in_qgis(elsewhere / "mali.qgz")


def test_an_event_leads_to_its_claims_and_a_claim_to_its_source(project):
    assert ["Events", "Claims", {"a-1": 2}] in [relation[1:] for relation in project["project"]["relations"]]
    assert ["Sources", "Claims", {"s1": 1, "s2": 1}] in [relation[1:] for relation in project["project"]["relations"]]
    assert all(valid for valid, *_ in project["project"]["relations"])


def test_an_actor_leads_to_its_events_on_both_sides(project):
    by_actor = [found for _, parent, child, found in project["project"]["relations"] if parent == "Actors"]
    assert {"JNIM": 2, "FLA": 2, "FAMa": 1, "FAMa; Wagner Group": 1} in by_actor
    assert {"JNIM": 2, "FAMa": 1, "Wagner Group": 1} in by_actor


def test_only_events_are_spatial_and_all_tables_are_there(project):
    assert {name: layer["spatial"] for name, layer in project["layers"].items()} == {
        "Events": True, "Claims": False, "Sources": False, "Actors": False
    }  # fmt: skip
    assert [len(project["layers"][name]["rows"]) for name in ("Events", "Claims", "Sources", "Actors")] == [7, 2, 2, 5]


def test_it_opens_dated_titled_and_finds_its_data_wherever_it_lies(project):
    assert project["project"]["title"] == "Mali, 2024–2025"
    assert project["project"]["crs"] == "EPSG:4326"
    assert project["project"]["absolute"] == "false"
    assert project["project"]["period"] == ["2024-07-25T00:00:00Z", "2025-06-30T23:59:59Z"]


def test_the_same_dossier_gives_the_same_bytes_whatever_the_clock(tmp_path):
    first = write(sahel(), tmp_path / "1" / "mali.qgz")
    program = (
        "import sys, time; time.time = lambda: 2e9;"
        "from mapper.exports import write; from tests.export.dossiers import sahel; write(sahel(), sys.argv[1])"
    )
    subprocess.run([sys.executable, "-c", program, tmp_path / "2" / "mali.qgz"], check=True, timeout=120)
    assert [file.read_bytes() for file in first] == [(tmp_path / "2" / file.name).read_bytes() for file in first]
    with zipfile.ZipFile(first[-1]) as archive:
        assert archive.namelist() == ["mali.qgs"]
        assert not [
            word for word in ("saveUser", str(Path.home()), str(tmp_path)) if word in archive.read("mali.qgs").decode()
        ]


@pytest.mark.usefixtures("qgis_python")
def test_the_tutorial_names_what_qgis_shows():
    """Every menu, panel, mode and button that the page tells a reader to click is a text of this QGIS."""
    page = (ROOT / "docs" / "tutorials" / "qgis.md").read_text(encoding="utf-8")
    told = re.findall(r"(?<!\*)\*(View → [^*]+|[A-Z][^*\n→]+)\*(?![*:])", page)
    names = {name for words in told for name in words.split(" → ")} - {"Non indiqué"}
    assert {"Temporal Controller", "Identify Features"} <= names
    patterns = ("libqgis_*.so*", "*/libqgis_*.so*", "qgis/plugins/*.so", "*/qgis/plugins/*.so")
    libraries = {path.resolve() for pattern in patterns for path in Path("/usr/lib").glob(pattern)}
    if not any(path.name.startswith("libqgis_app") for path in libraries):
        pytest.skip("QGIS's own program (libqgis_app, in the package qgis) is not in /usr/lib")
    texts = b"".join(path.read_bytes() for path in libraries)
    forms = {name: (f"{name}\0".encode(), f"{name}\0".encode("utf-16-le")) for name in names}
    assert not [name for name, encoded in forms.items() if not any(form in texts for form in encoded)]
