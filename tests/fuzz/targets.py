"""What is fuzzed: each target takes any bytes, may refuse them in its own words, and never fails otherwise."""

from __future__ import annotations

import random
import tempfile
import unicodedata
import zlib
from collections.abc import Callable
from pathlib import Path

import pandas as pd

from gazetteer.errors import GazetteerError
from gazetteer.lock import read_lock
from gazetteer.names.normalise import normal_form, spelling_key
from gazetteer.names.toponym import read_toponym
from gazetteer.sources.dumps import Dump
from gazetteer.sources.user import UserPlaces
from mapper.claims.values import Answer, compare, read_value
from mapper.claims.wording import in_words
from mapper.errors import MapperError
from mapper.exports.text import valid_xml
from mapper.model.dates import read_column, read_date
from mapper.model.figures import read_figure
from mapper.model.text import terminal_safe
from mapper.readers import read_sources
from tests.fuzz.commands import check_call
from tests.fuzz.dossiers import unpacked
from tests.fuzz.whole import FORMATS, bounded, check_sentence, check_whole

__all__ = ["CORPUS", "TARGETS"]

CORPUS = Path(__file__).with_name("corpus")


def source(data: bytes) -> None:
    """A source of events: every row is used, a duplicate, or a reject with a line; a refusal is one sentence."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "events.csv"
        file.write_bytes(data)
        try:
            with bounded():
                dossier = read_sources([file])
        except MapperError as error:
            check_sentence(str(error), file.name)
            return
    counts = dossier.counts
    assert counts.read == counts.used + counts.duplicates + counts.rejected
    assert len(dossier.events) <= counts.used
    assert len(dossier.rejects) == counts.rejected
    assert dossier.events["event_id"].is_unique
    assert (dossier.events["event_id"] != "").all()
    assert dossier.events["longitude"].dropna().abs().le(180).all()
    assert dossier.events["latitude"].dropna().abs().le(90).all()
    assert (dossier.events["event_date"].dropna() <= dossier.events["end_date"].dropna()).all()


def program(data: bytes) -> None:
    """All that the program does with a source of events: it is checked, drawn, exported, read back and filtered."""
    some = random.Random(zlib.crc32(data)).sample(FORMATS, 2)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "events.csv"
        file.write_bytes(data)
        check_whole(file, formats=tuple(some))


def dossier(data: bytes) -> None:
    """All that the program does with a dossier of several tables."""
    some = random.Random(zlib.crc32(data)).sample(FORMATS, 2)
    with tempfile.TemporaryDirectory() as folder:
        if unpacked(data, Path(folder) / "dossier"):
            check_whole(Path(folder) / "dossier", formats=tuple(some))


def companion(data: bytes) -> None:
    """The other tables of a dossier."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "events.csv").write_text("event_id,actor1,source\na,A,s\n", encoding="utf-8")
        for name in ("claims", "sources", "actors"):
            (Path(folder) / f"{name}.csv").write_bytes(data)
            try:
                assert len(read_sources([folder]).events) == 1
            except MapperError as error:
                check_sentence(str(error), f"{name}.csv")
            (Path(folder) / f"{name}.csv").unlink()


def places(data: bytes) -> None:
    """What `gazetteer add` and `resolved.csv` take."""
    with tempfile.TemporaryDirectory() as folder:
        for name, read in {
            "p.csv": lambda path: list(UserPlaces(path).entries()),
            "p.geojson": lambda path: list(UserPlaces(path).entries()),
            "p.zip": lambda path: (Dump(path).info(), list(Dump(path).entries())),
            "resolved.csv": read_lock,
        }.items():
            file = Path(folder) / name
            file.write_bytes(data)
            try:
                read(file)
            except GazetteerError as error:
                check_sentence(str(error), name)


def words(data: bytes) -> None:
    """Text that is no file: toponyms, dates and figures, and what is shown of them."""
    text = data.decode("utf-8", "replace")
    for reading in read_toponym(text):
        spelling_key(normal_form(reading.name))
    try:
        period = read_date(text)
        assert period.first <= period.last
        assert read_date(period.standard()).standard() == period.standard() or period.open
    except ValueError:
        pass
    try:
        figure = read_figure(text)
        assert 0 <= figure.low <= figure.high
    except ValueError:
        pass
    assert len(read_column(pd.Series([text], dtype="str")).standard()) == 1
    for field in ("fatalities", "event_date", "actor1", "place", "outcome"):
        value = read_value(field, text)
        assert compare(value, value) is Answer.AGREES
        in_words(text, field=field)
    assert not {unicodedata.category(c) for c in terminal_safe(text)} & {"Cc", "Cf", "Cs", "Zl", "Zp"}
    assert not {*valid_xml(text)} & {chr(code) for code in (0, 8, 11, 27, 0xFFFE)}


def command(data: bytes) -> None:
    """A call of the program with the files that it finds: done, or refused in a sentence."""
    with bounded():
        check_call(data)


TARGETS: dict[str, Callable[[bytes], None]] = {
    target.__name__: target for target in (source, program, dossier, companion, places, words, command)
}
