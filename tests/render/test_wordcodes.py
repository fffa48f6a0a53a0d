"""Notes coded by words come out to the letter, whatever they hold."""

import base64
import json
import zlib

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

import mapper
from mapper.render.mapdata import map_data
from mapper.render.payload.payload import pack
from mapper.render.payload.text_rows import TEXT_BLOCK
from mapper.render.payload.word_codes import MOST_WORDS, code_notes, common_words
from mapper.render.sites import collect_sites

HOSTILE = ["", " ", "  two  spaces ", "line\nbreak\ttab", "<b>é</b> \u2028 \U0001f600", "a" * 5000, "{{7*7}} </script>"]
EVENTS = 17 * TEXT_BLOCK + 5


def drawn(dossier, **settings):
    data = map_data(dossier)
    return pack(data, collect_sites(data), settings, areas={})


def inflate(text):
    return zlib.decompress(base64.b64decode(text))


def decoded(codes, rare, words):
    """Read coded notes as docs/design/payload.md says, independently of the code that wrote them."""
    numbers, shift, number = [], 0, 0
    for byte in codes:
        number |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            numbers.append(number)
            shift = number = 0
    notes: list[str] = []
    note: list[str] = []
    left = iter(rare)
    for number in numbers:
        if number == 0:
            notes.append(" ".join(note))
            note = []
        else:
            note.append(next(left) if number == 1 else words[number - 2])
    assert next(left, None) is None
    return notes


@pytest.mark.parametrize("words", [[], ["two"], ["", "two", "spaces"], [f"w{n}" for n in range(MOST_WORDS)]])
def test_any_note_survives_any_dictionary(words):
    notes = [*HOSTILE, "w0 w126 w127 w16381", "two spaces"]
    blocks = code_notes(pd.Series(notes), pa.array(words, pa.large_string()), block=3)
    assert [note for block in blocks for note in decoded(block.codes, block.rare, words)] == notes


def test_the_commonest_word_has_the_smallest_number():
    assert common_words(pd.Series(["b a", "a b a", "c"])).to_pylist() == ["a", "b"]


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    """A dossier large enough for coded notes, undated events among them."""
    ids = np.arange(EVENTS)
    notes = [f"{HOSTILE[i % len(HOSTILE)]} attack number {i}" if i % 3 else "" for i in range(EVENTS)]
    file = tmp_path_factory.mktemp("large") / "events.csv"
    dates = [f"20{10 + i % 10}-0{1 + i % 9}-11" if i % 50 else "" for i in ids]
    frame = {"event_id": ids, "event_date": dates, "longitude": ids / 1000, "latitude": ids / 1000, "notes": notes}
    pd.DataFrame(frame).to_csv(file, index=False)
    return mapper.read(file)


@pytest.mark.slow
def test_the_notes_of_a_large_dossier_are_coded_and_whole(large):
    payload = drawn(large)
    words, notes = json.loads(inflate(payload.words)), []
    for block in payload.text:
        raw = inflate(block)
        end = 4 + int.from_bytes(raw[:4], "little")
        columns = json.loads(raw[4:end])
        assert "notes" not in columns
        notes += decoded(raw[end:], columns.get("rareWords", []), words)
    (whole,) = map_data(large).parts(EVENTS)
    assert notes == whole.events["notes"].tolist()


@pytest.mark.slow
@pytest.mark.parametrize("rare", [["unheard"], ["unheard"] * 3, ["unheard", "of"]])
def test_a_block_with_few_rare_words_lists_them(tmp_path, rare):
    file = tmp_path / "events.csv"
    notes = ["a common note"] * EVENTS
    notes[1 : 1 + len(rare)] = rare  # the dictionary is made from a sample that begins with the first
    pd.DataFrame({"event_id": range(EVENTS), "event_date": "2025-06-13", "notes": notes}).to_csv(file, index=False)
    payload = drawn(mapper.read(file))
    words, raw = json.loads(inflate(payload.words)), inflate(payload.text[0])
    end = 4 + int.from_bytes(raw[:4], "little")
    listed = json.loads(raw[4:end]).get("rareWords", [])
    assert isinstance(listed, list)
    assert decoded(raw[end:], listed, words) == notes[:TEXT_BLOCK]


def test_the_same_dossier_gives_the_same_bytes(large):
    assert drawn(large) == drawn(large)
