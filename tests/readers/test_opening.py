"""What a source may be packed in, and what is said where it cannot be opened."""

from __future__ import annotations

import gzip
import io
import os
import sys
import zipfile

import pytest

from mapper.errors import FormatError, SourceError, SourceMissingError
from mapper.readers import read_sources
from mapper.readers.tables.opening import read_bytes
from tests.readers.sources import read_text

PLAIN = b"event_id,event_date\na,2025-06-01\nb,2025-06-02\n"


def zipped(**members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in members.items():
            archive.writestr(name.replace("_csv", ".csv").replace("_xml", ".xml"), content)
    return buffer.getvalue()


@pytest.mark.parametrize(
    "packed",
    [
        PLAIN,
        gzip.compress(PLAIN),
        zipped(events_csv=PLAIN),
        zipped(**{"events_csv": PLAIN, "__MACOSX/._events_csv": b"x"}),
    ],
    ids=["plain", "gz", "zip", "zip of a Mac"],
)
@pytest.mark.parametrize("name", ["events.csv", "renamed.dat"])
def test_packing_is_recognised_by_content(tmp_path, packed, name):
    assert list(read_text(tmp_path, packed, name=name).events["event_id"]) == ["a", "b"]


@pytest.mark.parametrize("packed", [PLAIN, gzip.compress(PLAIN), zipped(a_csv=PLAIN)], ids=["plain", "gz", "zip"])
def test_standard_input(monkeypatch, packed):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(packed)))
    dossier = read_sources(["-"])
    assert list(dossier.events["event_id"]) == ["a", "b"]
    assert dossier.origins == ("standard input",)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (gzip.compress(PLAIN * 100, mtime=0)[:60], "damaged or cut short"),
        (b"\x1f\x8bnot gzip at all", "damaged or cut short"),
        (b"PK\x03\x04 not a zip", "damaged or cut short"),
        (zipped(a_csv=PLAIN, b_csv=PLAIN), "holds 2 tables"),
        (zipped(), "holds 0 tables"),
        (zipped(**{"[Content_Types]_xml": b"<x/>"}), "spreadsheet"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\xff\xfe", "not a text file"),
        (bytes(range(1, 256)), "not a text file"),
        (b"", "empty"),
        (b"\n\n", "empty"),
        (b"PAR1 cut short", "damaged Parquet"),
        (b'{"type": "Feature"', "not valid JSON"),
        (b"a,b\n1,2\n", "no column event_id"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_one_sentence_with_the_name(tmp_path, content, words):
    with pytest.raises((SourceError, FormatError), match=words) as caught:
        read_text(tmp_path, content, name="events.csv")
    assert "events.csv" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_bomb_is_stopped(tmp_path, monkeypatch):
    file = tmp_path / "bomb.gz"
    file.write_bytes(gzip.compress(bytes(1 << 20)))
    monkeypatch.setattr("gazetteer.tables.bytes.SIZE_LIMIT", 1 << 16)
    with pytest.raises(SourceError, match="unpacks to more than"):
        read_bytes(str(file))


@pytest.mark.parametrize("url", ["https://example.org/a.csv", "http://example.org", "s3://bucket/a.csv", "file:///a"])
def test_a_url_is_never_read(url):
    with pytest.raises(SourceMissingError, match="a URL is never read; download it"):
        read_sources([url])


@pytest.mark.posix
def test_missing_file_folder_without_events_and_pipe(tmp_path, monkeypatch):
    with pytest.raises(SourceMissingError, match=r"nowhere\.csv: no such file"):
        read_sources([tmp_path / "nowhere.csv"])
    with pytest.raises(SourceError, match=r"no events\.csv in this folder"):
        read_sources([tmp_path])
    os.mkfifo(tmp_path / "pipe")
    monkeypatch.setattr("gazetteer.tables.bytes._PATIENCE", 0.0)
    with pytest.raises(SourceError, match="a pipe into which nobody writes"):
        read_sources([tmp_path / "pipe"])


def test_standard_input_can_be_read_only_once(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"event_id\na\n")))
    assert len(read_sources(["-"]).events) == 1
    with pytest.raises(SourceError, match="standard input: it has been read already"):
        read_sources(["-"])
