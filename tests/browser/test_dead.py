"""The dead as a measure: the page adds them up as the command line does, under every filter."""

import random
import re

import pandas as pd
import pytest
from playwright.sync_api import expect

import mapper
from mapper.claims.basis import stated_figures
from mapper.claims.totals import total_fatalities
from mapper.model.involved import events_of_rows
from tests.browser.pages import open_map

pytestmark = pytest.mark.browser

ROWS = """\
event_id,event_date,place,country,latitude,longitude,actor1,event_type,fatalities_low,fatalities_best,fatalities_high,part_of
whole,2025-06-01/2025-06-05,Gao,ML,16.27,-0.04,JNIM,Battles,10,12,20,
part,2025-06-02,Gao,ML,16.27,-0.04,FLA,Battles,4,5,6,whole
none,2025-06-03,Kidal,ML,18.44,1.41,FLA,Battles,0,0,0,
unknown,2025-07-04,Tessalit,ML,20.2,1.01,JNIM,Riots,,,,
low,2025-07-05,Tessalit,ML,20.2,1.01,JNIM,Riots,3,,,
"""


@pytest.fixture(scope="module")
def deadly(run_mapper, tmp_path_factory):
    folder = tmp_path_factory.mktemp("deadly")
    (folder / "events.csv").write_text(ROWS, encoding="utf-8")
    done = run_mapper("map", folder / "events.csv", "--measure", "killed", "-o", folder / "map.html")
    assert done.returncode == 0, done.stderr
    return folder / "map.html"


def test_the_heading_says_how_many_were_killed_and_what_is_not_known(chromium, deadly):
    opened = open_map(chromium, deadly)
    summary = opened.page.locator(".summary")
    expect(summary).to_contain_text("12 killed, as recorded (low 13, high 20), in 1 of 5 events")
    expect(summary).to_contain_text("not stated in 2; 1 not added")
    opened.state(actors=["FLA"])
    expect(summary).to_contain_text("5 killed, as recorded (low 4, high 6), in 1 of 2 events")
    assert opened.errors == []


def test_rows_list_and_address_follow_the_measure(chromium, deadly):
    page = open_map(chromium, deadly).page
    counts = page.locator(".section.actors .row .count")
    expect(counts).to_have_text(["12", "5"])
    expect(page.locator(".event-list .event-row .dead")).to_have_text(["12", "5", "?", "?", "0"])
    page.get_by_role("button", name="Events", exact=True).first.click()
    expect(counts).to_have_text(["3", "2"])
    expect(page).to_have_url(re.compile("#measure=events$"))
    assert open_map(chromium, deadly, fragment="#measure=events").page.locator(".dead").count() == 0


def filters(dossier, number, *, seed=20):
    """Draw filters that page and Python both have, as (state of the page, keywords of `mapper.filter`)."""
    draw = random.Random(seed)
    events, actors = dossier.events, dossier.actors
    days = sorted(events["event_date"].dropna().dt.strftime("%Y-%m-%d").unique())
    months = sorted({day[:7] for day in days})
    types = sorted(set(events["event_type"].astype(str)) - {""})
    rows = list(zip(actors["actor_id"], actors["name"], strict=True))
    for _ in range(number):
        state, keywords = {}, {}
        if draw.random() < 0.6:
            chosen = draw.sample(rows, min(len(rows), draw.randint(1, 4)))
            state["actors"], keywords["actor"] = [row[0] for row in chosen], [row[1] for row in chosen]
        if draw.random() < 0.4:
            state["months"] = keywords["month"] = draw.sample(months, min(len(months), draw.randint(1, 5)))
        elif draw.random() < 0.6:
            first, last = sorted(draw.choices(days, k=2))
            state |= {"from": first, "to": last}
            keywords |= {"from_": first, "to": last}
        if types and draw.random() < 0.4:
            state["types"] = keywords["type"] = draw.sample(types, min(len(types), draw.randint(1, 2)))
        yield state, keywords


def differences(page, dossier, number):
    """Return the filters under which page and Python count events or the dead differently."""
    found = []
    for state, keywords in filters(dossier, number):
        chosen = mapper.filter(dossier, **keywords)
        total = total_fatalities(chosen.events, stated_figures(chosen)).sums
        unstated = events_of_rows(chosen.events)[chosen.events["fatalities_best"].isna().to_numpy()].sum()
        python = [int(events_of_rows(chosen.events).sum()), total["fatalities_best"] or 0, int(unstated)]
        python += [total["fatalities_low"] or 0, total["fatalities_high"] or 0]
        here = page.evaluate(
            """async s => { await mapperView.setState(s); const k = mapperView.killed();
            return [mapperView.count(), k.best, k.notStated, k.low ?? 0, k.high ?? 0]; }""",
            state,
        )
        if here != python:
            found.append((state, here, python))
    return found


def test_page_and_python_count_alike_under_any_filter(chromium, seeds_map):
    assert differences(open_map(chromium, seeds_map).page, mapper.read("seeds"), 20) == []


def test_the_dead_of_an_aggregate_are_those_of_its_row(chromium, run_mapper, tmp_path):
    table = pd.DataFrame(
        {"event_id": ["a", "b"], "event_date": "2025-06", "place": "Gao", "country": "ML", "latitude": 16.27,
         "longitude": -0.04, "events": [57, 3], "fatalities": [40, None]}
    )  # fmt: skip
    table.to_csv(tmp_path / "counts.csv", index=False)
    assert (
        run_mapper("map", tmp_path / "counts.csv", "--measure", "killed", "-o", tmp_path / "map.html").returncode == 0
    )
    summary = open_map(chromium, tmp_path / "map.html").page.locator(".summary")
    expect(summary).to_contain_text("40 killed, as recorded, in 57 of 60 events; not stated in 3")
