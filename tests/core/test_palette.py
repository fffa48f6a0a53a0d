"""Colours: stable, valid, apart, readable."""

from itertools import pairwise

import pytest
from cmap import Colormap
from coloraide import Color

import mapper
from mapper.palette import LARGEST, MUTED, OTHER, ActorSize, actor_colours, is_colour, month_colours, type_colours
from mapper.processing.canonical import assign

LAND = "#f5f3ee"
STEP = 0.002  # eight bits a channel cannot show a smaller difference


def test_an_actor_keeps_its_colour_whatever_the_filter():
    whole = mapper.read("seeds")
    part = mapper.filter(whole, actor="FLA")
    colours = dict(zip(whole.actors["name"], whole.actors["colour"], strict=True))
    assert dict(zip(part.actors["name"], part.actors["colour"], strict=True)) == colours


def test_the_eight_largest_have_colours_of_their_own(tmp_path):
    rows = [f"{actor}-{n},2024-01-01,Actor {actor:02}" for actor in range(12) for n in range(20 - actor)]
    (tmp_path / "e.csv").write_text("event_id,event_date,actor1\n" + "\n".join(rows), encoding="utf-8")
    colours = mapper.read(tmp_path / "e.csv").actors.set_index("name")["colour"]
    assert len(set(colours.iloc[:8])) == 8
    assert set(colours.iloc[8:]) == {OTHER}
    (tmp_path / "f.csv").write_text("event_id,event_date,actor1\n" + "\n".join(reversed(rows)), encoding="utf-8")
    assert mapper.read(tmp_path / "f.csv").actors.set_index("name")["colour"].to_dict() == colours.to_dict()


def test_colours_go_by_rank_and_not_by_the_order_of_the_table():
    few, most, nobody, as_few = ActorSize("C", 1), ActorSize("D", 9), ActorSize("A", 0), ActorSize("B", 1)
    assert actor_colours([few, most, nobody, as_few]) == [MUTED[2], MUTED[0], OTHER, MUTED[1]]
    stated = ActorSize("E", 5, MUTED[0])  # a stated colour is nobody else's, and takes one of the eight places
    assert actor_colours([few, stated, most]) == [MUTED[2], MUTED[0], MUTED[1]]
    ranked = actor_colours([stated, *(ActorSize(f"F{n}", 9 - n) for n in range(8))])
    assert ranked == [MUTED[0], *MUTED[1:8], OTHER]


@pytest.mark.parametrize("stated", ["red;background:url(x)", "red", "#33228", "url(#a)", "#GGGGGG"])
def test_a_colour_that_is_none_is_not_used(stated):
    dossier = mapper.read("seeds")
    actors = dossier.actors.assign(colour=stated)
    assert assign(dossier.replace(actors=actors)).actors["colour"].map(is_colour).all()


def test_no_actor_at_all():
    dossier = mapper.read("seeds")
    empty = dossier.replace(actors=dossier.actors.head(0), events=dossier.events.head(0))
    assert assign(empty).actors.empty


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
    assert sum(colour != OTHER for colour in colours[1:]) == coloured
