"""Drafts on a map say so in card, legend and figure; the review page is worked by keyboard and runs nothing foreign."""

import pytest
from playwright.sync_api import expect

from tests.browser.hostile import HOSTILE
from tests.browser.pages import open_map

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def drafted(run_mapper, tmp_path_factory):
    """A dossier of one event and of drafts from an article of hostile sentences, and its review page."""
    pytest.importorskip("spacy")
    folder = tmp_path_factory.mktemp("drafts")
    values = [str(value)[:200] for row in HOSTILE for value in row.values()]
    lines = [f"Gunmen {value} killed 3 men in Gao on Friday." for value in values]
    (folder / "article.txt").write_text("Rebels attacked Kidal on Friday.\n" + "\n".join(lines), encoding="utf-8")
    own = folder / "own"
    own.mkdir()
    (own / "events.csv").write_text("event_id,event_date,place,country\na,2025,Timbuktu,ML\n", encoding="utf-8")
    told = ("--published", "2025-06-15", "--country", "ML", "--html", folder / "review.html")
    done = run_mapper("draft", folder / "article.txt", "--into", own, *told)
    assert done.returncode == 0, done.stderr
    return own


def test_the_review_page_is_worked_by_keyboard(chromium, drafted):
    page = chromium.new_context().new_page()
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("request", lambda request: errors.append(request.url) if not request.url.startswith("file:") else None)
    page.on("dialog", lambda dialog: errors.append(dialog.message))
    page.goto((drafted.parent / "review.html").as_uri())
    rows = page.locator("article[data-draft]")
    first, second = (rows.nth(number).get_attribute("data-draft") for number in range(2))
    commands = page.locator("#commands")
    page.keyboard.press("t")
    page.keyboard.press("j")
    page.keyboard.press("d")
    expect(rows.nth(1)).to_be_focused()
    assert commands.input_value().splitlines() == [
        f"mapper draft {drafted} --take {first}",
        f"mapper draft {drafted} --drop {second}",
    ]
    page.keyboard.press("k")
    page.keyboard.press("t")
    assert commands.input_value() == f"mapper draft {drafted} --drop {second}"
    assert page.locator("main img, main svg, main script, main base, [data-hostile]").count() == 0
    assert errors == []


def test_drafts_on_a_map_say_that_they_are_drafts(chromium, drafted, run_mapper):
    file = drafted.parent / "map.html"
    done = run_mapper("map", drafted, "--with-drafts", "-o", file)
    assert done.returncode == 0, done.stderr
    opened = open_map(chromium, file)
    events = opened.page.evaluate("mapperView.count()")
    assert events > 1
    ids = [row.split(",")[0] for row in (drafted / "drafts" / "events.csv").read_text("utf-8").splitlines()[1:2]]
    assert "DRAFT" in opened.card(ids[0])
    assert "DRAFT" not in opened.card("a")
    assert "DRAFT" in opened.page.content()
    assert opened.errors == []
    assert opened.page.evaluate("__violations") == []
