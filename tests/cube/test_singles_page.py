"""A page of counts that is served shows the single events of a count: a few kilobytes, as text, in any language."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from benchmarks.scale.make import write
from tests import machine
from tests.browser.firefox import Firefox
from tests.browser.hostile import write_hostile_rows
from tests.browser.pages import PHONE, Opened, open_map
from tests.browser.test_accessibility import violations
from tests.conftest import RunMapper
from tests.cube.parts import write_rows
from tests.cube.served import Served, served

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]

ROWS = 40_000
MAP = "Object.values(mapperView.layers.actor).find((layer) => layer._map)._map"
NOT_SERVED = re.compile(
    r"The single events are at details/\w{16}: to show them, the page needs to be opened from the web server"
)


def drawn(run_mapper: RunMapper, folder: Path, source: Path, *options: str) -> Path:
    """Draw counts with their single events; return the page's folder."""
    page = folder / "site" / "map.html"
    done = run_mapper("map", source, "--engine", "files", "--details", "details", "-o", page, *options)
    assert done.returncode == 0, done.stderr
    return page.parent


@pytest.fixture(scope="module")
def large(run_mapper: RunMapper, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Many events: of one place 60 in two months, of others the rest."""
    folder = tmp_path_factory.mktemp("large")
    write(folder / "rows", ROWS, 2)
    return drawn(run_mapper, folder, folder / "rows")


@pytest.fixture(scope="module")
def gao(run_mapper: RunMapper, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("gao")
    rows = [
        f"e{n:02},2025-0{n % 2 + 5}-{n // 2 + 1:02},Gao,{('Battles', 'Riots')[n % 3 == 0]},JNIM,{n},Source {n},"
        for n in range(50)
    ]
    rows += ["u,,Gao,Battles,JNIM,,,https://example.org/u"]
    header = "event_id,event_date,place,event_type,actor1,fatalities,source,source_url"
    write_rows(folder / "rows/a.csv", *rows, header=header)
    return drawn(run_mapper, folder, folder / "rows")


def opened_at(browser: Browser, at: Served) -> Opened:
    return open_map(browser, at.address + "map.html")


def place_card(page: Page, latitude: float, longitude: float) -> None:
    """Click at the symbol of a place."""
    page.evaluate(f"([lat, lon]) => {MAP}.setView([lat, lon], 9, {{animate: false}})", [latitude, longitude])
    x, y = page.evaluate(
        f"([lat, lon]) => {{ const p = {MAP}.latLngToContainerPoint([lat, lon]); return [p.x, p.y]; }}",
        [latitude, longitude],
    )
    frame = page.locator(".leaflet-container").bounding_box()
    assert frame is not None
    page.mouse.click(frame["x"] + x, frame["y"] + y)


def status(page: Page) -> Locator:
    """What the open card says instead of single events."""
    return page.locator(".card .singles [role=status]")


def singles(page: Page) -> list[str]:
    """Unfold the single events of the open card and return the text of those that are shown."""
    part = page.locator(".card .singles")
    if part.get_attribute("open") is None:
        part.locator("summary").click()
    expect(status(page)).to_have_text("")
    expect(part.locator("li").first).to_be_visible()
    texts: list[str] = part.locator("li").all_inner_texts()
    return texts


def test_a_place_lists_its_events_from_the_newest_and_each_says_its_source(chromium: Browser, gao: Path) -> None:
    with served(gao) as at:
        opened = opened_at(chromium, at)
        page = opened.page
        place_card(page, 16.2717, -0.0447)
        expect(page.locator(".card h2")).to_have_text("51 events here")
        expect(page.locator(".card .singles summary")).to_have_text("The 51 single events, the newest first")
        assert len(singles(page)) == 20
        more = page.locator(".card .singles button.more")
        expect(more).to_have_text("Show 20 more")
        more.click()
        expect(page.locator(".card .singles li")).to_have_count(40)
        expect(more).to_have_text("Show 11 more")
        more.click()
        expect(page.locator(".card .singles li")).to_have_count(51)
        expect(more).to_be_hidden()
        texts = singles(page)
        days = [text.split(" 2025")[0] for text in texts[:-1]]
        assert days == [f"{day} June" for day in range(25, 0, -1)] + [f"{day} May" for day in range(25, 0, -1)]
        assert all(f"Sources: Source {49 - 2 * n}" in text for n, text in enumerate(texts[:25]))
        assert "Killed: 49" in texts[0]
        assert texts[-1].startswith("Not dated")
        assert "Sources: https://example.org/u" in texts[-1]
        assert page.evaluate("__violations") == []
        assert opened.errors == []


@pytest.mark.parametrize(
    "view", [{}, {"viewport": PHONE, "is_mobile": True, "has_touch": True}], ids=["desktop", "phone"]
)
def test_axe_finds_nothing_on_a_card_with_events_and_on_one_that_cannot_have_them(
    chromium: Browser, gao: Path, view: dict[str, Any]
) -> None:
    with served(gao) as at:
        for address in (at.address + "map.html", gao / "map.html"):
            opened = open_map(chromium, address, reduced_motion="reduce", **view)
            opened.card("count-1")
            expect(opened.page.locator(".card .singles :is(li, [role=status]:not(:empty))").first).to_be_visible()
            assert violations(opened.page) == []


def test_a_count_names_no_sources_of_its_own_where_its_events_do(chromium: Browser, gao: Path) -> None:
    with served(gao) as at:
        opened = opened_at(chromium, at)
        opened.card("count-1")
        expect(opened.page.locator(".card .singles li").first).to_contain_text("Sources: Source")
        expect(opened.page.locator(".card .card-sources")).to_have_count(0)


def test_in_firefox_a_card_lists_events_from_a_server_and_says_it_of_a_file(gao: Path, tmp_path: Path) -> None:
    path = machine.firefox()
    if not path:
        pytest.skip(machine.NO_FIREFOX)
    listed = """return mapperView.open("count-1").then(async (card) => {
      while (!card.querySelector(".singles li, .singles [role=status]").textContent.match(/Source|web server/))
        await new Promise((seen) => setTimeout(seen, 20));
      return [card.querySelectorAll(".singles li").length > 0, card.querySelector(".singles").textContent];
    })"""
    with served(gao) as at, Firefox(path, tmp_path) as firefox:
        for address, has_events, said in (
            (at.address + "map.html", True, "Sources: Source"),
            ((gao / "map.html").as_uri(), False, "needs to be opened from the web server"),
        ):
            firefox.open(address)
            firefox.run("return mapperView.ready.then(() => 0)")
            has, text = firefox.run(listed)
            assert has == has_events
            assert said in text


def test_the_filter_of_the_page_chooses_the_events_too(chromium: Browser, gao: Path) -> None:
    with served(gao) as at:
        opened = opened_at(chromium, at)
        assert opened.state(types=["Riots"], months=["2025-06"]) == 8
        place_card(opened.page, 16.2717, -0.0447)
        texts = singles(opened.page)
        assert len(texts) == 8
        assert all("June 2025 · Riots" in text for text in texts)


def test_a_count_shows_its_events_and_few_bytes_are_read(chromium: Browser, large: Path) -> None:
    whole = sum(path.stat().st_size for path in (large / "details").rglob("*.*"))
    with served(large) as at:
        opened = opened_at(chromium, at)
        page = opened.page
        assert [path for path, _ in at.sent if path != "favicon.ico"] == ["map.html"]  # nothing before a card asks
        for event in ("count-1", "count-777", "count-9999"):
            opened.card(event)
        expect(page.locator(".card .singles li")).to_have_count(1)
        text = page.locator(".card .singles li").inner_text()
        place = page.locator(".card .facts dd").nth(1).inner_text().split("\n")[0]
        assert place in text
        read = {path: size for path, size in at.sent if path.startswith("details/")}
        assert any(path.endswith(".parquet") for path in read)
        assert sum(size for path, size in at.sent if path.startswith("details/")) < whole / 3
        asked = len(at.sent)
        opened.card("count-9999")
        expect(page.locator(".card .singles li")).to_have_count(1)
        assert len(at.sent) == asked  # what was read is not read again
        assert opened.errors == []


def test_a_server_without_ranges_gives_the_same_events(chromium: Browser, gao: Path) -> None:
    with served(gao, ranges=False) as at:
        opened = opened_at(chromium, at)
        place_card(opened.page, 16.2717, -0.0447)
        assert singles(opened.page)[0].startswith("25 June 2025 · Battles")


def test_a_page_from_a_file_says_where_the_events_are(chromium: Browser, gao: Path) -> None:
    opened = open_map(chromium, gao / "map.html")
    opened.card("count-1")
    expect(status(opened.page)).to_contain_text(NOT_SERVED)
    assert [url for url in opened.requests if not url.startswith("file:")] == []
    assert opened.errors == []


def test_offline_the_card_says_where_the_events_are(chromium: Browser, gao: Path) -> None:
    with served(gao) as at:
        opened = opened_at(chromium, at)
        opened.page.context.set_offline(True)
        opened.card("count-1")
        expect(status(opened.page)).to_contain_text(NOT_SERVED)
        opened.page.context.set_offline(False)
        opened.card("count-2")
        expect(opened.page.locator(".card .singles li").first).to_be_visible()


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        ("other", "are those of another version of this page"),
        ("gone", "There are no single events at details/"),
        ("moved", "There are no single events at details/"),
        ("no-json", "cannot be read"),
        ("foreign", "cannot be read"),
        ("cut", "cannot be read"),
        ("garbage", "cannot be read"),
    ],
)
def test_events_that_are_not_those_of_the_page_end_in_a_sentence(
    chromium: Browser, gao: Path, tmp_path: Path, damage: str, said: str
) -> None:
    site = shutil.copytree(gao, tmp_path / "site")
    (index,), (part,) = (site / "details").glob("*/index.json"), (site / "details").glob("*/*.parquet")
    listed = json.loads(index.read_text("utf-8"))
    if damage == "other":
        index.write_text(json.dumps({**listed, "check": listed["check"] ^ 1}))
    elif damage == "foreign":
        listed["parts"][0]["file"] = "../../other.parquet"
        index.write_text(json.dumps(listed))
    elif damage == "gone":
        part.unlink()
    elif damage == "moved":
        index.parent.rename(index.parent.with_name("0" * 16))
    elif damage == "no-json":
        index.write_text("<html>")
    elif damage == "cut":
        part.write_bytes(part.read_bytes()[:-9])
    else:
        part.write_bytes(b"\xff" * part.stat().st_size)
    with served(site) as at:
        opened = opened_at(chromium, at)
        opened.card("count-1")
        expect(status(opened.page)).to_contain_text(said)


def test_events_of_another_site_are_not_asked_for(chromium: Browser, run_mapper: RunMapper, tmp_path: Path) -> None:
    source = write_rows(tmp_path / "a.csv", "a,2025-06-01,Gao,Battles,JNIM,1")
    done = run_mapper("map", source, "--engine", "files", "--details", "https://elsewhere.example/details",
                      "-o", tmp_path / "map.html")  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "Put that folder at https://elsewhere.example/details" in done.stderr
    with served(tmp_path) as at:
        opened = opened_at(chromium, at)
        opened.card("count-1")
        expect(status(opened.page)).to_contain_text("The single events are at https://elsewhere.example/details")
        assert [url for url in opened.requests if not url.startswith((at.address, "data:", "blob:"))] == []
        assert opened.page.evaluate("__violations") == []


def test_hostile_text_of_single_events_stays_text(chromium: Browser, run_mapper: RunMapper, tmp_path: Path) -> None:
    rows = write_hostile_rows(tmp_path / "rows.csv")
    site = drawn(run_mapper, tmp_path, tmp_path / "rows.csv")
    with served(site) as at:
        opened = opened_at(chromium, at)
        page, shown = opened.page, ""
        for number in range(page.evaluate("mapperView.total()")):
            opened.card(f"count-{number + 1}")
            expect(page.locator(".card .singles li")).to_have_count(1)
            shown += page.locator(".card .singles").inner_text()
            links = page.locator(".card .singles a").evaluate_all("all => all.map(a => [a.protocol, a.rel])")
            assert all(link == ["https:", "noopener noreferrer"] for link in links)
        for row in rows:
            assert row["notes"].split("\n")[0].replace("\x00", "\ufffd")[:40].strip() in shown, row
        assert page.locator("[data-hostile], .card img, .card script, .card svg[onload]").count() == 0
        assert page.evaluate("__violations") == []
        assert opened.errors == []


def test_a_french_page_says_it_in_french(chromium: Browser, run_mapper: RunMapper, tmp_path: Path) -> None:
    source = write_rows(tmp_path / "a.csv", "a,2025-06-01,Gao,Battles,JNIM,1", "b,2025-06-02,Gao,Battles,JNIM,1")
    site = drawn(run_mapper, tmp_path, source, "--lang", "fr")
    opened = open_map(chromium, site / "map.html")
    opened.card("count-1")
    expect(status(opened.page)).to_contain_text("Les événements eux-mêmes se trouvent à l’adresse details")
    with served(site) as at:
        opened = opened_at(chromium, at)
        opened.card("count-1")
        part = opened.page.locator(".card .singles")
        expect(part.locator("summary")).to_have_text("Les 2 événements, du plus récent au plus ancien")
        expect(part.locator("li").first).to_contain_text("2 juin 2025")
