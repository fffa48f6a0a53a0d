"""The dead as a measure: the page adds them up as the command line does, under every filter."""

import random
import re
from typing import Any

import pandas as pd
import pytest
from playwright.sync_api import expect

import mapper
from mapper.claims.basis import stated_figures
from mapper.claims.totals import counted_figures, total_fatalities
from mapper.model.actors.known import kind_of
from mapper.model.involved import events_of_rows
from mapper.vocabulary import label, terms
from tests.browser.pages import open_map

pytestmark = pytest.mark.browser

ROWS = """\
event_id,event_date,place,country,latitude,longitude,actor1,event_type,fatalities_low,fatalities_best,fatalities_high,part_of
whole,2025-06-01/2025-06-05,Gao,ML,16.27,-0.04,JNIM,Battles,10,12,20,
part,2025-06-02,Gao,ML,16.27,-0.04,FLA,Battles,4,5,6,whole
none,2025-06-03,Kidal,ML,18.44,1.41,FLA,Battles,0,0,0,
unknown,2025-06-29,Tessalit,ML,20.2,1.01,JNIM,Riots,,,,
low,2025-06-30,Tessalit,ML,20.2,1.01,JNIM,Riots,3,,,
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
    # 12, and 3 at least: the low and high figures are of two events, the best one of one.
    words = "15 or more killed, as recorded, in 2 of 5 events; only bounds in 1 (at least 3 killed)"
    expect(summary).to_contain_text(words)
    expect(summary).to_contain_text("not stated in 1; 1 not added")
    opened.state(actors=["FLA"])
    expect(summary).to_contain_text("5 killed, as recorded (low 4, high 6), in 1 of 2 events with FLA")
    assert opened.errors == []


def test_rows_list_and_address_follow_the_measure(chromium, deadly):
    page = open_map(chromium, deadly).page
    counts = page.locator(".section.actors .row .count")
    expect(counts).to_have_text(["≥\u202f15", "5"])  # 12, and 3 at least
    expect(page.locator(".event-list .event-row .dead")).to_have_text(["12", "5", "≥\u202f3", "?", "0"])
    page.get_by_role("button", name="Events", exact=True).first.click()
    expect(counts).to_have_text(["3", "2"])
    expect(page).to_have_url(re.compile("#measure=events$"))
    assert open_map(chromium, deadly, fragment="#measure=events").page.locator(".dead").count() == 0


def test_where_no_event_states_a_figure_the_dead_are_no_choice(chromium, run_mapper, tmp_path):
    """Each row and the heading could only say that nothing is known."""
    rows = "event_id,event_date,place,country,actor1\na,2025-06-01,Gao,ML,JNIM\nb,2025-06-02,Kidal,ML,JNIM\n"
    (tmp_path / "events.csv").write_text(rows, encoding="utf-8")
    done = run_mapper("map", tmp_path / "events.csv", "-o", tmp_path / "map.html")
    assert done.returncode == 0, done.stderr
    opened = open_map(chromium, tmp_path / "map.html")
    killed = opened.page.get_by_role("button", name="Killed", exact=True)
    expect(killed).to_have_count(0)
    linked = open_map(chromium, tmp_path / "map.html", fragment="#measure=killed")
    expect(linked.page.get_by_role("button", name="Killed", exact=True)).to_be_visible()
    assert opened.errors == []


def test_a_high_figure_below_the_best_is_told_on_the_card_and_counts_as_published_and_the_card_says_who_died(
    chromium, run_mapper, tmp_path
):
    (tmp_path / "ged.csv").write_text(
        "id,type_of_violence,dyad_name,side_a,side_b,latitude,longitude,country,date_start,date_end,where_prec,"
        "date_prec,best,high,low,deaths_a,deaths_civilians,code_status\n"
        "1,1,A - B,A,B,16.27,-0.04,Mali,2025-06-01,2025-06-01,1,1,8002,5511,8002,0,12,Check geography\n"
        "2,1,A - B,A,B,16.27,-0.04,Mali,2025-06-02,2025-06-02,1,1,4,5,3,0,0,Clear\n",
        encoding="utf-8",
    )
    done = run_mapper("map", tmp_path / "ged.csv", "--measure", "killed", "-o", tmp_path / "map.html")
    assert done.returncode == 0, done.stderr
    opened = open_map(chromium, tmp_path / "map.html")
    card = opened.card("1")
    assert "These figures are not in order; they are shown, and count, as the record has them." in card
    assert "Of the dead, as the data set counts them: 12 civilians." in card
    assert "The data set has not cleared this event: “Check geography”." in card
    other = opened.card("2")
    assert "not in order" not in other
    assert "not cleared" not in other
    summary = opened.page.locator(".summary")
    expect(summary).to_contain_text("8,006 killed, as recorded (low 8,005, high 5,516), in 2 of 2 events")
    assert "8,005 (low), 8,006 (best), 5,516 (high), in 2 events" in run_mapper("list", tmp_path / "ged.csv").stderr
    report = " ".join(run_mapper("check", tmp_path / "ged.csv").stdout.split())
    assert "line 2, high: “5511” out of order with low and best;" in report


def filters(dossier, number, *, seed=20):
    """Draw filters that page and Python both have, as (state of the page, keywords of `mapper.filter`)."""
    draw = random.Random(seed)
    events, actors = dossier.events, dossier.actors
    days = sorted(events["event_date"].dropna().dt.strftime("%Y-%m-%d").unique())
    months = sorted({day[:7] for day in days})
    types = sorted(set(events["event_type"].astype(str)) - {""})
    rows = list(zip(actors["actor_id"], actors["name"], strict=True))
    words = sorted({word for title in events["title"].astype(str) for word in re.findall(r"[A-Za-z]{5,}", title)})
    for _ in range(number):
        state: dict[str, Any] = {"measure": draw.choice(["events", "killed"])}
        keywords: dict[str, Any] = {}
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
        if draw.random() < 0.3:
            state["context"] = keywords["context"] = draw.choice(["only", "leave-out"])
        if words and draw.random() < 0.2:
            state["text"] = keywords["text"] = draw.choice(words)
        yield state, keywords


ROWS_OF = {"actors": "actor", "kinds": "actor", "types": "type"}
"""Sections of the panel, and the condition under which their rows are not counted: a row says what it would add."""
READ_PAGE = r"""async state => {
  await mapperView.setState(state);
  await new Promise(done => setTimeout(done, 60));  // the panel follows in the next frame
  const { best, low, high, notStated } = mapperView.killed();
  const number = text => text === "–" ? null : Number(text.split("+")[0].replace(/\D/g, ""));
  const rowsOf = section => Object.fromEntries([...document.querySelectorAll(`.section.${section} .row`)]
    .map(row => [row.querySelector(".name").textContent, number(row.querySelector(".count").textContent)]));
  return {
    count: mapperView.count(), dead: [best, low ?? 0, high ?? 0], notStated,
    actors: rowsOf("actors"), kinds: rowsOf("kinds"), types: rowsOf("types"),
  };
}"""


def dead_in(chosen):
    """Low, best and high sum of the dead, each of the events that state it, nobody twice."""
    figures = counted_figures(chosen.events, stated_figures(chosen))
    return [int(figures[f"fatalities_{figure}"].sum()) for figure in ("best", "low", "high")]


def count_in(chosen, measure="events"):
    """How many events, or dead: None where no event states a number."""
    if measure == "killed":
        return total_fatalities(chosen.events, stated_figures(chosen)).sums["fatalities_best"]
    return int(events_of_rows(chosen.events).sum())


def names_of(section, row, kinds):
    """The values of the condition that a row of the panel stands for."""
    return {"actor": kinds.get(row, ()) if section == "kinds" else [row]} if section != "types" else {"type": [row]}


def differences(page, dossier, number):
    """Return the filters under which page and Python count events, the dead, or rows of the panel differently."""
    labels = {kind: label("actor_kinds", kind) for kind in terms("actor_kinds")} | {"": "Kind not stated"}
    kinds: dict[str, list[str]] = {}
    for name, kind in zip(dossier.actors["name"], dossier.actors["kind"], strict=True):
        kinds.setdefault(labels[kind_of(name, kind)], []).append(name)
    known = {"actors": set(dossier.actors["name"]), "kinds": kinds, "types": set(dossier.events["event_type"]) - {""}}
    page.evaluate("document.querySelectorAll('details.section').forEach(one => { one.open = true; })")
    found = []
    for i, (state, keywords) in enumerate(filters(dossier, number)):
        chosen = mapper.filter(dossier, **keywords)
        here = page.evaluate(READ_PAGE, state)
        unstated = events_of_rows(chosen.events)[chosen.events["fatalities_best"].isna().to_numpy()].sum()
        python = {"count": count_in(chosen), "dead": dead_in(chosen), "notStated": int(unstated)}
        for section, condition in ROWS_OF.items():
            others = {key: value for key, value in keywords.items() if key != condition}
            python[section] = {
                row: count_in(mapper.filter(dossier, **others, **names_of(section, row, kinds)), state["measure"])
                for row in here[section]
                if row in known[section] and i % 4 == 0  # rows of every fourth: each is a filter of its own
            }
            here[section] = {row: here[section][row] for row in python[section]}
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


def test_a_row_of_events_that_only_say_how_many_at_least_is_not_zero(chromium, tmp_path):
    """More than thirty dead are no number to add up, but a month of them is no month without dead."""
    file = tmp_path / "events.csv"
    rows = ["a,2025-05-12,16.27,-0.04,plus de 30", "b,2025-06-12,16.27,-0.04,12", "c,2025-06-13,16.27,-0.04,>20"]
    file.write_text("\n".join(["event_id,event_date,latitude,longitude,fatalities", *rows]), encoding="utf-8")
    page = open_map(chromium, mapper.write_map(mapper.read(file), tmp_path / "map.html", measure="killed")).page
    counts = page.locator(".section.months .cell .count").all_inner_texts()
    assert [count.split("\u202f") for count in counts] == [["≥", "31"], ["≥", "33"]]
    order = page.evaluate("[...document.querySelectorAll('.event-row .dead')].map(one => one.textContent)")
    assert order == ["≥\u202f31", "≥\u202f21", "12"]
    page.evaluate("mapperView.setState({measure: 'events'})")
    assert page.locator(".section.months .cell .count").all_inner_texts() == ["1", "2"]


def test_kinds_of_actors_count_bounds_as_their_actors_do(chromium, run_mapper, tmp_path):
    (tmp_path / "t.csv").write_text(
        "date,place,country,actor1,fatalities_low,fatalities_best\n"
        "2025-05-01,Gao,Mali,JNIM,,12\n2025-05-02,Gao,Mali,FLA,3,\n2025-05-03,Gao,Mali,FAMa,,5\n"
    )
    assert run_mapper("map", tmp_path / "t.csv", "--measure", "killed", "-o", tmp_path / "t.html").returncode == 0
    page = open_map(chromium, tmp_path / "t.html").page
    page.locator(".section.kinds > summary").click()
    counts = page.locator(".section.kinds .row .count")
    expect(counts).to_have_text(["5", "≥\u202f15"])  # state forces, rebel groups
    page.get_by_role("button", name="Events", exact=True).first.click()
    expect(counts).to_have_text(["1", "2"])


def map_of(tmp_path, *rows):
    header = "event_id,event_date,latitude,longitude,actor1,fatalities_low,fatalities_high"
    (tmp_path / "events.csv").write_text("\n".join([header, *rows]), encoding="utf-8")
    return mapper.write_map(mapper.read(tmp_path / "events.csv"), tmp_path / "map.html", measure="killed")


def test_a_low_figure_that_is_the_high_one_is_the_number(chromium, tmp_path, run_mapper):
    page = open_map(chromium, map_of(tmp_path, "a,2024-06-05,50.4,30.5,X,7,7", "b,2024-06-06,50,36.2,Y,59,59")).page
    expect(page.locator(".summary")).to_contain_text("66 killed, as recorded, in 2 of 2 events")
    assert page.locator(".section.actors .row .count").all_inner_texts() == ["59", "7"]
    listed = run_mapper("list", tmp_path / "events.csv")
    assert "66 (best)" in listed.stdout + listed.stderr


def test_a_total_of_which_only_bounds_are_known_does_not_begin_with_0(chromium, tmp_path):
    page = open_map(chromium, map_of(tmp_path, "a,2024-06-05,50.4,30.5,X,3100,", "b,2024-06-06,50,36.2,Y,4,9")).page
    expect(page.locator(".summary")).to_contain_text("3,104 or more killed, as recorded, in 2 of 2 events")
    page.evaluate("mapperView.setState({actors: ['Y']})")
    expect(page.locator(".summary")).to_contain_text("4 or more killed, as recorded, in 1 of 1 event with Y")


def test_what_nobody_states_is_no_0(chromium, tmp_path):
    rows = ("a,2024-06-05,50.4,30.5,X,,", "b,2024-07-06,50,36.2,Y,0,0", "c,2024-08-06,50,36.2,Z,,40")
    page = open_map(chromium, map_of(tmp_path, *rows)).page
    names = page.locator(".section.actors .row .name").all_inner_texts()
    counts = page.locator(".section.actors .row .count").all_inner_texts()
    assert dict(zip(names, counts, strict=True)) == {"X": "–", "Y": "0", "Z": "–"}
    assert page.locator(".section.months .cell .count").all_inner_texts() == ["–", "0", "–"]
    page.evaluate("mapperView.setState({actors: ['X', 'Z']})")
    expect(page.locator(".summary")).to_contain_text("Number killed not stated, 2 events; only bounds in 1")
