"""Colours: stable, valid, apart, readable."""

import csv
from itertools import pairwise
from pathlib import Path

import pytest
from cmap import Colormap
from coloraide import Color

import mapper
from mapper.errors import ParameterError
from mapper.model.actors.known import actor_key, known_actor
from mapper.palette import (
    ACTORS,
    KIND_COLOURS,
    LARGEST,
    MUTED,
    OTHER_GROUPS,
    ActorSize,
    actor_colours,
    is_colour,
    month_colours,
    type_colours,
)
from mapper.processing.actors.colours import with_actor_colours
from mapper.render.colouring import recoloured

ROOT = Path(__file__).parents[2]
LAND = "#f5f3ee"
STEP = 0.002  # eight bits a channel cannot show a smaller difference


def test_an_actor_keeps_its_colour_whatever_the_filter(example):
    part = mapper.filter(example, actor="FLA")
    colours = dict(zip(example.actors["name"], example.actors["colour"], strict=True))
    assert dict(zip(part.actors["name"], part.actors["colour"], strict=True)) == colours


def test_the_twelve_largest_have_colours_of_their_own(tmp_path):
    rows = [f"{actor}-{n},2024-01-01,Actor {actor:02}" for actor in range(16) for n in range(20 - actor)]
    (tmp_path / "e.csv").write_text("event_id,event_date,actor1\n" + "\n".join(rows), encoding="utf-8")
    colours = mapper.read(tmp_path / "e.csv").actors.set_index("name")["colour"]
    assert len(set(colours.iloc[:12])) == 12
    assert set(colours.iloc[12:]) == {OTHER_GROUPS}
    (tmp_path / "f.csv").write_text("event_id,event_date,actor1\n" + "\n".join(reversed(rows)), encoding="utf-8")
    assert mapper.read(tmp_path / "f.csv").actors.set_index("name")["colour"].to_dict() == colours.to_dict()


def test_an_actor_has_its_colour_in_every_map_unless_a_larger_one_has_it():
    alone = [actor_colours([ActorSize(name, 1)])[0] for name in "ABCDEFGHIJ"]
    assert set(alone) <= set(ACTORS)
    together = actor_colours([ActorSize(name, 10 - k) for k, name in enumerate("ABCDEFGHIJ")])
    assert len(set(together)) == 10
    first = {colour: k for k, colour in reversed(list(enumerate(alone)))}
    assert all(together[k] == alone[k] for k in first.values())


def test_the_largest_have_colours_of_their_own_in_whatever_order_they_come():
    growing = [ActorSize(f"Actor {events:02}", events) for events in range(1, LARGEST + 4)]
    colours = actor_colours(growing)
    assert colours[:3] == [OTHER_GROUPS] * 3
    assert OTHER_GROUPS not in colours[3:]
    assert actor_colours(growing[::-1]) == colours[::-1]


def test_of_two_with_one_colour_the_larger_has_it_whichever_comes_first():
    by_colour: dict[str, list[str]] = {}
    for name in map(str, range(50)):
        by_colour.setdefault(actor_colours([ActorSize(name, 1)])[0], []).append(name)
    colour, (small, large, *_) = next(pair for pair in by_colour.items() if len(pair[1]) > 1)
    smaller, larger = ActorSize(small, 1), ActorSize(large, 2)
    assert actor_colours([smaller, larger])[1] == actor_colours([larger, smaller])[0] == colour


def test_known_actors_keep_their_colour_and_victims_have_none_of_theirs():
    known, larger = ActorSize("Known", 1, known=ACTORS[3]), ActorSize("Larger", 9, known="")
    colours = actor_colours([known, *(larger._replace(name=f"L{n}") for n in range(11))])
    assert colours[0] == ACTORS[3]
    assert ACTORS[3] not in colours[1:]
    victims = actor_colours([ActorSize("Civilians (Mali)", 99, kind="Civilians"), ActorSize("P", 9, kind="Protesters")])
    assert victims == [KIND_COLOURS["Civilians"], KIND_COLOURS["Protesters"]]
    perpetrators = [
        *ACTORS,
        *(colour for kind, colour in KIND_COLOURS.items() if kind not in {"Civilians", "Protesters"}),
    ]
    assert min(Color(a).delta_e(b, method="2000") for a in victims for b in perpetrators) > 15


def test_an_army_has_the_colour_of_its_government_in_any_data_set():
    names = ["Government of Mali", "Military Forces of Mali (2021-)", "Military Forces of Mali (2012-2020)"]
    assert {known_actor(name) for name in names} == {known_actor(names[0])}
    assert known_actor(names[0]).colour in ACTORS
    assert known_actor("JNIM: Group for Support of Islam and Muslims") == known_actor("JNIM")


def test_the_table_of_known_actors_is_sound():
    rows = list(csv.DictReader((ROOT / "mapper/data/actors.csv").read_text(encoding="utf-8").splitlines()))
    keys = [actor_key(name) for row in rows for name in (row["name"], *filter(None, row["aliases"].split(";")))]
    assert [key for key in set(keys) if keys.count(key) > 1] == []
    assert {row["colour"] for row in rows} <= {*ACTORS, ""}  # some are known by kind alone
    assert {row["kind"] for row in rows} <= {*KIND_COLOURS, ""}


def test_a_stated_colour_is_nobody_elses():
    few, stated = ActorSize("C", 1), ActorSize("E", 5, "#123456")
    assert actor_colours([few, stated, few._replace(name="D", known="#123456")])[0] != "#123456"
    assert actor_colours([few, stated])[1] == "#123456"


def test_colours_of_the_users_choice(example, tmp_path):
    before = example.actors.set_index("name")["colour"]
    (tmp_path / "c.csv").write_text(f"actor,colour\nFLA,{before['Wagner Group']}\n", encoding="utf-8")
    after = recoloured(example, tmp_path / "c.csv").actors.set_index("name")["colour"]
    assert after["Azawad Liberation Front"] == before["Wagner Group"]
    assert after["Wagner Group"] == before["Azawad Liberation Front"]
    (tmp_path / "c.csv").write_text("actor,colour\nFLA,red\n", encoding="utf-8")
    with pytest.raises(ParameterError, match="FLA,red"):
        recoloured(example, tmp_path / "c.csv")


@pytest.mark.parametrize("stated", ["red;background:url(x)", "red", "#33228", "url(#a)", "#GGGGGG"])
def test_a_colour_that_is_none_is_not_used(example, stated):
    actors = example.actors.assign(colour=stated)
    assert with_actor_colours(example.replace(actors=actors)).actors["colour"].map(is_colour).all()


def test_no_actor_at_all(example):
    empty = example.replace(actors=example.actors.head(0), events=example.events.head(0))
    assert with_actor_colours(empty).actors.empty


@pytest.mark.parametrize("count", [1, 2, 3, 12, 168])
def test_later_months_are_darker(count):
    lightness = [Color(colour).convert("oklab")["lightness"] for colour in month_colours([True] * count)]
    assert all(later < earlier + STEP for earlier, later in pairwise(lightness))
    assert all(is_colour(colour) for colour in month_colours([True] * count))


def test_the_ramp_is_crameris():
    ramp = Colormap("crameri:batlow")
    low, high = (ramp(share).hex[:7].lower() for share in (0.08, 0.92))
    colours = month_colours([True] * 1000)
    assert (colours[0], colours[-1]) == (high, low)
    assert colours == [ramp(0.92 - 0.84 * step / 999).hex[:7].lower() for step in range(1000)]


def test_the_latest_month_reads_against_the_land():
    assert Color(month_colours([True] * 24)[-1]).contrast(LAND) >= 3


def test_types_keep_their_colours_from_map_to_map():
    assert type_colours(["Battles"]) == type_colours(["Battles", "Riots"])[:1]
    several = type_colours(["", *(f"Type {n}" for n in range(30))])
    assert len(several) == 31
    assert all(map(is_colour, several))


def test_the_qualitative_set_is_tols_and_each_is_distinct():
    assert len(set(MUTED)) == len(MUTED) == 9
    distances = [Color(a).delta_e(b, method="2000") for a in MUTED for b in MUTED if a < b]
    assert min(distances) > 10


def test_months_without_events_take_the_colour_before_them():
    assert month_colours([True, False, True])[0] == month_colours([True, False, True])[1]
    assert len(set(month_colours([False, False]))) == 1


@pytest.mark.parametrize(("events", "coloured"), [(0, LARGEST), (1, LARGEST - 1)])
def test_a_stated_colour_takes_one_of_the_places_where_its_actor_has_an_event(events, coloured):
    others = [ActorSize(f"Actor {number:02}", 5) for number in range(20)]
    colours = actor_colours([ActorSize("Stated", events, "#010203"), *others])
    assert colours[0] == "#010203"
    assert sum(colour != OTHER_GROUPS for colour in colours[1:]) == coloured


def test_the_colours_of_actors_are_apart():
    distances = [Color(a).delta_e(b, method="2000") for a in ACTORS for b in ACTORS if a < b]
    assert min(distances) > 10
