"""Codes of HTML in cells are the characters that they stand for."""

from __future__ import annotations

import json

import pytest

import mapper
from tests.readers.sources import read_text


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("A &amp; B", "A & B"),
        ("S&eacute;gou", "Ségou"),
        ("Ansar&#8217;s", "Ansar’s"),
        ("&#x41a;&#1080;&#1111;&#1074;", "Київ"),
        ("&lt;b&gt;", "<b>"),
        ("a &amp;amp; b", "a &amp; b"),
        ("AT&T; R&D, &copy=2 &; &#;", "AT&T; R&D, &copy=2 &; &#;"),
    ],
)
def test_a_code_is_read_as_its_character(tmp_path, written, meant):
    rows = [{"date": "2025-05-03", "place": "Gao", "notes": written}]
    dossier = read_text(tmp_path, json.dumps(rows), name="a.json")
    assert dossier.events["notes"].tolist() == [meant]
    assert any("codes of HTML" in notice for notice in dossier.notices) == (written != meant)


def test_a_code_for_a_blank_is_an_empty_cell(tmp_path):
    dossier = read_text(tmp_path, "date,place,actor1\n2025-05-03,Gao,&nbsp;\n")
    assert dossier.events["actor1"].str.strip().tolist() == [""]


def test_what_the_tool_has_written_is_read_as_it_is(tmp_path):
    (tmp_path / "log.csv").write_text("date,place,notes\n2025-05-03,Gao,a &amp;amp; b\n", encoding="utf-8")
    mapper.export(mapper.read(tmp_path / "log.csv"), tmp_path / "out.csv")
    assert mapper.read(tmp_path / "out.csv").events["notes"].tolist() == ["a &amp; b"]
