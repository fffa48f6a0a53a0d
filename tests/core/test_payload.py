"""The payload: what Python packs is what the page will unpack, block by block."""

import base64
import json
import zlib

import numpy as np
import pytest

import mapper
from mapper.render.packing import json_text
from mapper.render.payload import in_payload_order, pack

TYPES = {"u8": "u1", "u16": "<u2", "u32": "<u4", "i32": "<i4"}


def inflate(text):
    return zlib.decompress(base64.b64decode(text), wbits=-15)


def unpack(payload):
    """Read a payload as docs/design/payload.md says, independently of the code that wrote it."""
    header, raw, columns, offset = json.loads(payload.header), inflate(payload.core), {}, 0
    for column in header["columns"]:
        dtype = np.dtype(TYPES[column["type"]])
        size = column["length"] * dtype.itemsize
        planes = np.frombuffer(raw[offset : offset + size], np.uint8).reshape(dtype.itemsize, -1)
        values = np.ascontiguousarray(planes.T).view(dtype).ravel()
        columns[column["name"]] = np.cumsum(values, dtype=dtype) if column["delta"] else values
        offset += size
    assert offset == len(raw)
    rows = [row for block in payload.text.split("\n") if block for row in json.loads(inflate(block))]
    return header, columns, json.loads(inflate(payload.names)), rows


def packed(dossier):
    return unpack(pack(in_payload_order(dossier), {"title": "T"}, areas={}, displays={}))


@pytest.fixture(scope="module")
def dossier():
    return in_payload_order(mapper.read("seeds"))


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
        expected = [0 if value is mapper.model.dossier.pd.NA else value + 1 for value in dossier.events[column]]
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
    header, _, _, rows = packed(dossier)
    travelled = [claim for row in rows for claim in row.get("claims", [])]
    assert len(travelled) == len(dossier.claims)
    by_id = {claim["id"]: claim for claim in travelled}
    for claim in dossier.claims.itertuples(index=False):
        assert by_id[claim.claim_id]["value"] == claim.value
        if claim.source_id:
            assert header["sources"][by_id[claim.claim_id]["source"]]["id"] == claim.source_id


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
    dossier = in_payload_order(mapper.read(tmp_path / "e.csv"))
    payload = pack(dossier, {}, areas={}, displays={})
    unpacked_header, columns, _, text = unpack(payload)
    assert len(payload.text.split("\n")) == 3
    assert len(text) == 2100
    assert columns["fatalitiesBest"].tolist() == [value + 1 for value in dossier.events["fatalities_best"]]
    assert len(unpacked_header["actors"]) == 300


@pytest.mark.parametrize("text", ["</script>", "<!--", "\u2028", "\ud800", "\x00", "{{1}}", '"\\'])
def test_no_text_can_leave_its_script_element(text):
    written = json_text({"a": text})
    assert "<" not in written
    written.encode("utf-8")
    assert json.loads(written)["a"] == text.replace("\ud800", "\ufffd")
