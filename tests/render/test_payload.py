"""The payload: what Python packs is what the page will unpack, block by block."""

import base64
import json
import re
import zlib
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import gazetteer
import mapper
from mapper.processing.published_counts import counts_only
from mapper.render.mapdata import map_data
from mapper.render.packing import json_text
from mapper.render.payload.ids import compact_ids
from mapper.render.payload.payload import pack
from mapper.render.sites import collect_sites
from mapper.report import with_doubts
from mapper.vocabulary import by_term
from mapper.words import Message

ROOT = Path(__file__).parents[2]
TYPES = {"u8": "u1", "u16": "<u2", "u32": "<u4"}


def drawn(dossier, **settings):
    data = map_data(dossier)
    return pack(data, collect_sites(data), settings, areas={})


def inflate(text):
    return zlib.decompress(base64.b64decode(text))


def signed_steps(values):
    """Return differences whose sign is in the lowest bit."""
    wide = values.astype(np.int64)
    return np.where(wide % 2, -(wide + 1) // 2, wide // 2)


def unpack(payload):
    """Read a payload as docs/design/payload.md says, independently of the code that wrote it."""
    header, raw, columns, offset = json.loads(payload.header), inflate(payload.core), {}, 0
    for column in header["columns"]:
        dtype = np.dtype(TYPES[column["type"]])
        if column.get("same"):
            columns[column["name"]] = np.full(column["length"], column["most"], dtype)
            continue
        size = column["length"] * dtype.itemsize
        planes = np.frombuffer(raw[offset : offset + size], np.uint8).reshape(dtype.itemsize, -1)
        values = np.ascontiguousarray(planes.T).view(dtype).ravel()
        columns[column["name"]] = np.cumsum(signed_steps(values)) if column["delta"] else values
        offset += size
    assert offset == len(raw)
    names = json.loads(inflate(payload.names))
    blocks = [json.loads(inflate(block)) for block in payload.text if block]
    rows = [row for number, block in enumerate(blocks) for row in text_rows(header, block, number)]
    return header, columns, {**names, "eventIds": event_ids(names["eventIds"])}, rows


def text_rows(header, block, number):
    size = header["textBlock"]
    length = min(size, header["counts"]["events"] - number * size)
    own = block.pop("own", [])
    assert len(own) in {0, len(header["own"])}
    assert all(isinstance(column, str) or len(column[1]) == length for column in own)
    reasons = block.pop("reasons", [""])
    given = block.pop("given", [["", ""]] * len(reasons))
    assert len(given) == len(reasons)
    numbers = block.get("reason", [0] * length)
    block["reason"] = [reasons[k] for k in numbers]
    block["placeId"], block["fromGazetteer"] = ([given[k][at] for k in numbers] for at in (0, 1))
    spread = {name: [cells] * length if isinstance(cells, str) else cells for name, cells in block.items()}
    assert all(len(cells) == length for cells in spread.values())
    return [{name: cells[i] for name, cells in spread.items() if cells[i]} for i in range(length)]


def said(message):
    """Word what the page gets in English: text stays as it is."""
    if not isinstance(message, dict):
        return message
    arguments = {name: argument(value) for name, value in message.items() if name != "code"}
    kind = Message if message["code"] in Message.catalogue else gazetteer.Message
    return kind(message["code"], **arguments).text()


def argument(value):
    if isinstance(value, list):
        return tuple(map(argument, value))
    return said(value)


def event_ids(ids):
    if isinstance(ids, list):
        return ids
    numbers = np.cumsum(ids["numbers"]).tolist()
    prefixes = [ids["prefix"]] * len(numbers) if isinstance(ids["prefix"], int) else ids["prefix"]
    return [ids["prefixes"][prefix] + str(number) for prefix, number in zip(prefixes, numbers, strict=True)]


def packed(dossier):
    return unpack(drawn(dossier, title="T"))


@pytest.fixture(scope="module")
def dossier(example):
    return example.with_events(example.events.sort_values(["event_date", "end_date"], kind="stable"))


def test_every_event_is_there_with_its_dates(dossier):
    header, columns, names, rows = packed(dossier)
    events = dossier.events
    assert names["eventIds"] == events["event_id"].tolist()
    assert len(rows) == header["counts"]["events"] == len(events)
    dated = events[events["event_date"].notna()]
    assert header["counts"]["dated"] == len(dated)
    start = np.array(columns["start"], dtype="datetime64[D]")
    assert (start == dated["event_date"].to_numpy().astype("datetime64[D]")).all()
    assert (start + columns["span"] == dated["end_date"].to_numpy().astype("datetime64[D]")).all()


def test_figures_keep_unknown_apart_from_none(dossier):
    _, columns, _, _ = packed(dossier)
    for column, name in (("fatalities_low", "fatalitiesLow"), ("fatalities_best", "fatalitiesBest")):
        expected = [0 if value is pd.NA else value + 1 for value in dossier.events[column]]
        assert columns[name].tolist() == expected


def test_sites_are_where_the_events_are(dossier):
    header, columns, names, _ = packed(dossier)
    assert (columns["siteCount"] > 0).tolist() == dossier.located.tolist()
    alternatives = int((columns["siteCount"] > 1).sum())
    assert alternatives == 1
    assert header["counts"]["siteLinks"] == columns["siteCount"].sum() == len(columns["site"])
    starts = np.cumsum(columns["siteCount"]) - columns["siteCount"]
    first = columns["site"][starts[dossier.located.to_numpy()]]
    located = dossier.events[dossier.located]
    exact = (located["location_kind"] != "alternatives").to_numpy()
    assert np.allclose(columns["siteLon"][first][exact] / 1e5, located["longitude"][exact], atol=1e-5)
    assert [names["places"][i] for i in columns["siteName"][first][exact]] == located["place"][exact].tolist()


def test_actors_and_roles_are_those_of_the_rows(dossier):
    header, columns, _, _ = packed(dossier)
    ends = np.cumsum(columns["actorCount"])
    for row in range(len(dossier.events)):
        numbers = columns["actor"][ends[row] - columns["actorCount"][row] : ends[row]]
        names = {header["actors"][number]["name"] for number in numbers}
        event = dossier.events.iloc[row]
        wanted = {
            part for role in ("actor1", "assoc_actor_1", "actor2", "assoc_actor_2") for part in event[role].split("; ")
        }
        assert names == wanted - {""}


def test_every_claim_travels_with_its_source(dossier):
    payload = drawn(dossier, title="T")
    rows, sources = unpack(payload)[3], json.loads(inflate(payload.sources))
    travelled = [claim for row in rows for claim in row.get("claims", [])]
    assert len(travelled) == len(dossier.claims)
    by_id = {claim["id"]: claim for claim in travelled}
    for claim in dossier.claims.itertuples(index=False):
        assert by_id[claim.claim_id]["value"] == claim.value
        if claim.source_id:
            assert sources["id"][by_id[claim.claim_id]["source"]] == claim.source_id


def test_no_event_at_all(dossier):
    header, columns, names, rows = packed(dossier.with_events(dossier.events.head(0)))
    assert header["counts"]["events"] == 0
    assert rows == []
    assert names == {"places": [], "eventIds": []}
    assert all(len(column) == 0 for column in columns.values())


def test_more_events_than_a_block_and_more_than_a_byte(tmp_path):
    rows = [f"e{n},2024-01-{n % 28 + 1:02},A{n % 300},{n * 7},{n / 100:.2f},{n % 80}" for n in range(2100)]
    header = "event_id,event_date,actor1,fatalities,longitude,latitude"
    (tmp_path / "e.csv").write_text("\n".join([header, *rows]), encoding="utf-8")
    dossier = mapper.read(tmp_path / "e.csv")
    payload = drawn(dossier)
    dossier = dossier.replace(events=dossier.events.sort_values("event_date", kind="stable"))
    unpacked_header, columns, names, text = unpack(payload)
    assert len(payload.text) == 3
    assert len(text) == 2100
    assert columns["fatalitiesBest"].tolist() == [value + 1 for value in dossier.events["fatalities_best"]]
    assert len(unpacked_header["actors"]) == 300
    assert names["eventIds"] == dossier.events["event_id"].tolist()


def test_what_the_page_can_tell_by_itself_is_left_out(tmp_path):
    (tmp_path / "e.csv").write_text(
        "event_id,event_date,place,longitude,latitude\na,2024-01-02,Gao,1,2\nb,2024-02,Kidal,3,4\nc,2024,Ber,5,6\n",
        encoding="utf-8",
    )
    _, _, names, rows = packed(mapper.read(tmp_path / "e.csv"))
    assert sorted(names["places"]) == ["Ber", "Gao", "Kidal"]
    assert not any("place" in row or "dateText" in row for row in rows)


@pytest.mark.parametrize(
    "ids",
    [
        ["A1", "A2", "A30", "A4"],
        ["A01", "A02", "A03", "A04"],
        ["1", "2", "3", "12345678901234567890"],
        ["x\n1"] * 5,
        ["é9"] * 8,
    ],
)
def test_ids_come_back_to_the_letter(ids):
    assert event_ids(json.loads(json_text(compact_ids(pd.Series(ids))))) == ids


@pytest.mark.parametrize(
    "source", ["seeds", "tests/data/clean-dossier", "tests/data/acled-months.csv", "tests/data/acled.csv"]
)
def test_the_totals_are_what_counting_event_by_event_gives(source):
    header, columns, _, _ = packed(mapper.read(source))
    kept = (columns["flags"] & by_term("flags", "bit")["context"]) == 0
    assert kept.any()
    assert (source in {"seeds", "tests/data/acled.csv"}) == (not kept.all()), "what is counted is chosen in two of them"
    weight = (kept * columns.get("events", 1)).tolist()
    sites, pairs, types = (columns[name].tolist() for name in ("siteCount", "actorCount", "type"))
    totals = header["totals"]
    assert totals["notStated"] == sum(w for w, k in zip(weight, pairs, strict=True) if k == 0)
    assert totals["located"] == sum(w for w, k in zip(weight, sites, strict=True) if k)
    assert totals["located"] + totals["unlocated"] == sum(weight)
    assert totals["types"] == [
        sum(w for w, t in zip(weight, types, strict=True) if t == k) for k in range(len(header["types"]))
    ]
    involved = np.repeat(weight, pairs).tolist()
    actors = columns["actor"].tolist()
    assert totals["actors"] == [
        sum(w for w, a in zip(involved, actors, strict=True) if a == k) for k in range(len(header["actors"]))
    ]
    assert totals["sources"] == len(set(columns["sourceRef"][np.repeat(kept, columns["sourceCount"])].tolist()))
    dated = header["counts"]["dated"]
    assert totals["undated"] == sum(weight[dated:])
    first = columns["start"]
    last = first + columns["span"]
    begun, ended = ((days.astype("datetime64[D]")).astype("datetime64[M]") for days in (first, last))
    opening = kept[:dated]
    earliest, latest = first[opening].min(), last[opening].max()
    years = [str(day)[5:] for day in (earliest.astype("datetime64[D]"), latest.astype("datetime64[D]"))]
    assert years != ["01-01", "12-31"] or source == "seeds"
    words = {"fromKnown": "month", "toKnown": "month"}
    assert totals["period"] == {"from": earliest, "to": latest, **words}
    month = np.datetime64(header["months"]["first"])
    for number, events in enumerate(totals["months"]):
        begin, end = (
            (month + np.timedelta64(k, "M")).astype("datetime64[D]").astype(int) for k in (number, number + 1)
        )
        touching = (first < end) & (last >= begin)
        assert events == np.array(weight[:dated])[touching].sum()
        longer = touching & (begun != ended)
        assert totals["monthsLonger"][number] == np.array(weight[:dated])[longer].sum()


@pytest.mark.parametrize("text", ["</script>", "<!--", "\u2028", "\ud800", "\x00", "{{1}}", '"\\'])
def test_no_text_can_leave_its_script_element(text):
    written = json_text({"a": text})
    assert "<" not in written
    written.encode("ascii")
    assert json.loads(written)["a"] == text.replace("\ud800", "\ufffd")


def test_a_claim_says_what_kind_of_claimant_makes_it_and_a_figure_what_it_rests_on(dossier):
    _, _, names, rows = packed(dossier)
    ambush = rows[names["eventIds"].index("kidal-region-2025-06-13")]
    losses = [claim for claim in ambush["claims"] if claim["field"] in {"fatalities", "casualties"}]
    assert {(claim["claimant"], claim["kind"]) for claim in losses} == {
        ("local reports", "reports"), ("the article on the convoy ambush", "outlet"), ("FLA", "party"),
        ("Malian army", "party"),
        ("Mohamed Maouloud Ramadan (FLA)", "party"),
    }  # fmt: skip
    ambush = rows[names["eventIds"].index("tinzaouaten-2024-07")]
    rests = {figure: said(basis) for figure, basis in ambush["rests"].items()}
    assert rests == {"best": "more than 100 (the article on the air campaign)"}


def test_of_several_places_the_one_found_stays_one_of_several(tmp_path):
    file = tmp_path / "events.csv"
    file.write_text("event_id,place,country\na,Ansongo;Qxzvwkjville,ML\nb,Ansongo,ML\n", encoding="utf-8")
    _, columns, names, rows = unpack(drawn(mapper.read(file)))
    flags, cards = (dict(zip(names["eventIds"], values, strict=True)) for values in (columns["flags"], rows))
    assert columns["siteCount"].tolist() == [1, 1]
    assert (flags["a"] & 4, flags["b"] & 4) == (4, 0)
    assert cards["a"]["alternatives"] == ["Ansongo", "Qxzvwkjville"]
    assert "Qxzvwkjville: not in the gazetteer" in said(cards["a"]["reason"])


def test_a_card_says_why_coordinates_cannot_be_right(tmp_path):
    file = tmp_path / "events.csv"
    file.write_text(
        "event_id,country,place,latitude,longitude\na,Mali,Gao,-0.0447,16.2717\nb,Mali,Gao,16.2717,-0.0447\nc,Mali,,0,0\n",
        encoding="utf-8",
    )
    with gazetteer.Gazetteer.open() as places:
        doubted = with_doubts(mapper.read(file), places)
    _, columns, names, rows = unpack(drawn(doubted))
    cards = dict(zip(names["eventIds"], rows, strict=True))
    doubtful = columns["flags"] & by_term("flags", "bit")["doubtful"]
    assert dict(zip(names["eventIds"], doubtful.tolist(), strict=True)) == {"a": 16, "b": 0, "c": 16}
    assert said(cards["a"]["doubt"]).startswith("Latitude and longitude look swapped")
    assert said(cards["c"]["doubt"]) == "The record’s coordinates, 0, 0, are no place, and are not used."
    assert "doubt" not in cards["b"]


def test_rows_that_are_counts_say_of_how_many_events_and_no_others_do(dossier):
    assert "events" not in packed(dossier)[1]
    _, columns, _, rows = packed(counts_only(dossier))
    assert columns["events"].sum() == len(dossier.events) > len(rows)
    assert [row["title"].split()[0] for row in rows] == columns["events"].astype(str).tolist()


def test_sources_travel_as_columns_with_what_is_stated_of_them(tmp_path):
    table = tmp_path / "events.csv"
    table.write_text("event_id,date,source\na,2025-06-01,Radio Kidal; ORTM\nb,2025-06-02,ORTM\n", encoding="utf-8")
    payload = drawn(mapper.read(table), title="T")
    header, columns, *_ = unpack(payload)
    assert header["counts"]["sources"] == 2
    assert json.loads(inflate(payload.sources)) == {"id": ["", ""], "publisher": ["Radio Kidal", "ORTM"]}
    assert columns["sourceCount"].tolist() == [2, 1]
    assert columns["sourceRef"].tolist() == [0, 1, 1]


@pytest.mark.parametrize("interface", ["EventText", "Claim"])
def test_all_that_the_page_reads_of_an_events_texts_is_in_the_documentation(interface):
    types = (ROOT / "mapper" / "viewer" / "src" / "data" / "types.d.ts").read_text(encoding="utf-8")
    body = types.split(f"export interface {interface} {{")[1].split("\n}")[0]
    names = re.findall(r"^  (\w+)\??:", body, re.MULTILINE)
    documented = (ROOT / "docs" / "design" / "payload.md").read_text(encoding="utf-8").split("## Texts")[1]
    assert names
    assert [name for name in names if not re.search(rf"\b{name}\b", documented.split("\n## ")[0])] == []


def test_the_page_knows_each_column_of_texts_and_each_field_of_a_claim(dossier):
    types = (ROOT / "mapper" / "viewer" / "src" / "data" / "types.d.ts").read_text(encoding="utf-8")
    *_, rows = unpack(drawn(dossier))
    claims = [claim for row in rows for claim in row.get("claims", ())]
    assert claims
    for name in {name for each in (*rows, *claims) for name in each}:
        assert re.search(rf"^  {name}\??:", types, re.MULTILINE), name
