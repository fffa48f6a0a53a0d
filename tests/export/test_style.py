"""The QGIS style and metadata as files; what QGIS makes of them is tested under tests/qgis."""

from __future__ import annotations

from lxml import etree

from mapper.exports import write
from mapper.exports.qgis.style import categories
from mapper.palette import OTHER
from tests.export.dossiers import KIDAL, dossier, event, sahel


def parsed(folder, some_dossier, suffix):
    write(some_dossier, folder / "events.geojson")
    return etree.parse(folder / f"events{suffix}").getroot()


def expressions(style):
    found = [option.get("value") for option in style.iter("Option") if option.get("name") == "expression"]
    return {*found, style.findtext("previewExpression"), style.findtext("mapTip")}


def test_categories_have_the_actors_colours_and_end_with_the_catch_all():
    colours = dict(zip(sahel().actors["name"], sahel().actors["colour"], strict=True))
    *named, rest = categories(sahel())
    assert {category.value: category.colour for category in named} == colours
    assert (rest.value, rest.label) == ("", "Not stated")


def test_actors_of_any_role_are_listed_and_absent_ones_are_not():
    some = dossier(
        [event("e", actor1="A; C", assoc_actor_2="B")],
        actors=[
            {"name": name, "colour": colour}
            for name, colour in zip("ABXC", ["#111111", "#222222", "#333333", "#444444"], strict=True)
        ],
    )
    assert [(c.value, c.colour) for c in categories(some)][:-1] == [
        ("A", "#111111"), ("B", "#222222"), ("C", "#444444"), ("A; C", "#111111")
    ]  # fmt: skip


def test_colours_that_are_none_never_reach_the_style(tmp_path):
    some = dossier([event("e", at=KIDAL, actor1="A")], actors=[{"name": "A", "colour": "red;background:url(//x)"}])
    write(some, tmp_path / "events.geojson")
    assert b"url(" not in (tmp_path / "events.qml").read_bytes()
    assert categories(some)[0].colour == OTHER


def test_the_expressions_of_a_style_do_not_depend_on_the_data(tmp_path):
    hostile = dossier([event("'||\"", "2025-01-01", at=KIDAL, place="@place", actor1="[% 7777*7 %]", title='\' + "x"')])
    assert expressions(parsed(tmp_path, hostile, ".qml")) == expressions(parsed(tmp_path, sahel(), ".qml"))


def test_xml_holds_text_that_xml_forbids_as_replacement_characters(tmp_path):
    hostile = dossier(
        [event("e", at=KIDAL, actor1="bell \x07 \uffff & <b>\r\n")],
        sources=[{"publisher": "\x00", "title": "t", "url": "https://example.org/?a=1&b=\x02", "licence": "\x1b[31m"}],
        title="\ud800 title",
    )
    style = parsed(tmp_path, hostile, ".qml")
    assert style.findall(".//category")[1].get("value") == "bell \ufffd \ufffd & <b>\r\n"
    metadata = etree.parse(tmp_path / "events.qmd").getroot()
    assert metadata.findtext("title") == "\ufffd title"
    assert metadata.findtext("license") == "\ufffd[31m"


def test_metadata_without_any_licence_says_so(tmp_path):
    rights = parsed(tmp_path, dossier([event("e")]), ".qmd").findtext("rights")
    assert "no licence" in rights


def test_only_web_addresses_become_links(tmp_path):
    addresses = [
        "https://example.org/a",
        "javascript:alert(1)",
        "//example.org",
        "http://[bad",
        "file:///etc/passwd",
        "",
    ]
    some = dossier([event("e")], sources=[{"source_id": str(n), "url": url} for n, url in enumerate(addresses)])
    links = parsed(tmp_path, some, ".qmd").findall("links/link")
    assert [link.get("url") for link in links] == ["https://example.org/a"]
