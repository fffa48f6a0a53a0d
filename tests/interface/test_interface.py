"""One interface twice: what the Python functions take, the command line takes, with the same types and defaults."""

from __future__ import annotations

import ast
import dataclasses
import datetime as dt
import inspect
import re
import sys
from collections.abc import Callable
from typing import Any, get_args, get_type_hints

import numpy as np
import pandas as pd
import pytest
import typer
from typer.testing import CliRunner

import mapper
from mapper.arguments import Names
from mapper.cli import main
from mapper.cli.program import app
from mapper.errors import EmptySelectionError, ParameterError, UnknownNameError
from mapper.options import ColourBy, Conditions, Drawing, Language, ReadOptions, flag
from mapper.processing.filters import select
from mapper.vocabulary import terms
from mapper.words import LANGUAGES

PUBLIC = (mapper.count, mapper.export, mapper.filter, mapper.map_html, mapper.read, mapper.to_map, mapper.write_map)
AGREEING = [
    (mapper.read, ReadOptions, "list"),
    (mapper.filter, Conditions, "list"),
    (mapper.filter, Conditions, "map"),
    (mapper.filter, Conditions, "export"),
    (mapper.to_map, Drawing, "map"),
    (mapper.map_html, Drawing, "map"),
    (mapper.write_map, Drawing, "map"),
]
WIDER = {  # what Python takes beside what the command line types
    "from_": str | dt.date,
    "to": str | dt.date,
    "bbox": Any,
}


def keywords(function: Callable[..., Any]) -> dict[str, inspect.Parameter]:
    """Its keyword-only parameters, with the types that their annotations mean."""
    found = [one for one in inspect.signature(function).parameters.values() if one.kind is one.KEYWORD_ONLY]
    scope = vars(inspect.getmodule(function))
    return {one.name: one.replace(annotation=eval(str(one.annotation), scope)) for one in found}  # noqa: S307 - ours


def command_options(name: str) -> dict[str, Any]:
    command: Any = typer.main.get_command(app)
    return {option.name: option for option in command.commands[name].params}


@pytest.mark.parametrize("function", PUBLIC, ids=lambda function: function.__name__)
def test_every_parameter_is_named_typed_and_documented(function):
    parameters = inspect.signature(function).parameters
    assert not [one for one in parameters.values() if one.kind is inspect.Parameter.VAR_KEYWORD]
    documented = re.findall(r"^([\w*, ]+?)(?: : .+)?$", inspect.getdoc(function) or "", flags=re.MULTILINE)
    names = {name.lstrip("*") for line in documented for name in line.split(", ")}
    assert set(parameters) <= names
    assert ">>> " in function.__doc__


@pytest.mark.parametrize(("function", "options", "command"), AGREEING)
def test_signature_dataclass_and_command_line_agree(function, options, command):
    signature, hints = keywords(function), get_type_hints(options)
    fields = {field.name: field for field in dataclasses.fields(options)}
    assert set(fields) <= set(signature)
    typed = command_options(command)
    for name, field in fields.items():
        assert signature[name].default == field.default, name
        expected = WIDER.get(name, Names if hints[name] == tuple[str, ...] else hints[name])
        assert expected in (Any, signature[name].annotation), name
        assert flag(name) in typed[name].opts
        assert typed[name].multiple == (hints[name] == tuple[str, ...] or name == "columns")
        assert typed[name].help


@pytest.mark.parametrize(("function", "options"), [(mapper.filter, Conditions), (mapper.to_map, Drawing)])
def test_there_is_no_parameter_that_the_command_line_lacks(function, options):
    assert set(keywords(function)) == {field.name for field in dataclasses.fields(options)}


DRAWN = {
    "title": "T", "colour_by": "month", "measure": "killed", "language": "fr", "notes": "none", "tiles": "",
    "boundaries": "b.geojson", "basemap": "b.pmtiles", "max_mb": 7, "colours": "c.csv", "details": "d",
}  # fmt: skip


@pytest.mark.parametrize("function", [mapper.to_map, mapper.map_html, mapper.write_map])
@pytest.mark.parametrize("given", [DRAWN, DRAWN | {"basemap": None, "tiles": "OpenStreetMap.Mapnik"}])
def test_each_parameter_of_a_drawing_arrives(function, given, example, monkeypatch, tmp_path):
    arrived = []

    def drawn(_: object, drawing: Drawing) -> tuple[()]:
        arrived.append(drawing)
        return ()

    monkeypatch.setattr("mapper.maps.placed_by_boundaries", lambda dossier, _: dossier)
    for name in ("page", "_drawn"):
        monkeypatch.setattr(f"mapper.maps.{name}", drawn)
    function(example, *([tmp_path / "map.html"] if function is mapper.write_map else []), **given)
    assert arrived == [Drawing(**given)]


def test_the_module_lists_what_it_offers():
    assert set(mapper.__all__) <= set(dir(mapper))
    assert {function.__name__ for function in PUBLIC} < set(mapper.__all__)
    assert all(getattr(mapper, name) for name in mapper.__all__)
    assert not [name for name in dir(mapper) if name not in mapper.__all__ and not name.startswith("__")]
    assert callable(mapper.report.check)
    assert mapper.errors.MapperError is mapper.MapperError
    with pytest.raises(AttributeError, match="no attribute 'red'"):
        _ = mapper.red


@pytest.mark.parametrize("source", [3, None, ["a.csv", "b.csv"], b"event_id"])
def test_a_source_that_is_no_name_and_no_frame_is_refused(source):
    with pytest.raises(ParameterError, match=r"read\(\*names\) for a list"):
        mapper.read(source)


def test_reading_nothing_is_told():
    with pytest.raises(ParameterError, match="sources: give at least one file, dossier folder or frame"):
        mapper.read()


@pytest.mark.parametrize("value", ["GeoNames", 5, True, mapper])
def test_a_gazetteer_that_is_none_is_told(example, value):
    for use in (lambda: mapper.read("seeds", gazetteer=value), lambda: mapper.report.check(example, gazetteer=value)):
        with pytest.raises(
            ParameterError, match=r"gazetteer: cannot read .+; give what `gazetteer.Gazetteer.open\(\)`"
        ):
            use()


@pytest.mark.parametrize(
    "conditions",
    [
        {"bbox": (30, 30, 45, 40)},
        {"bbox": "30,30,45,40"},
        {"from_": dt.date(2018, 2, 1), "to": dt.date(2018, 2, 28)},
        {"from_": "2018-02", "to": "2018-02", "type": ("Battles", "Air/drone strike")},
    ],
)
def test_python_takes_dates_and_boxes_as_its_own_types(example, conditions):
    assert mapper.filter(example, **conditions).events["event_id"].tolist() == ["hasham-2018-02"]


OF_NO_KIND: list[Any] = [5.5, None, True, b"JNIM", {"a": 1}, [None], ("a", 2), object()]


@pytest.mark.parametrize(
    ("function", "name"),
    [(function, name) for function in (mapper.filter, mapper.to_map, mapper.export) for name in keywords(function)],
    ids=lambda value: getattr(value, "__name__", value),
)
def test_a_value_of_the_wrong_kind_is_told_by_name_value_and_what_to_give(example, tmp_path, function, name):
    target = [tmp_path / "a.csv"] if function is mapper.export else []
    default = keywords(function)[name].default
    fitting = [value for value in OF_NO_KIND if value is default or (value is True and default is False)]
    assert len(fitting) <= 1
    for value in OF_NO_KIND:
        if not any(value is one for one in fitting):
            with pytest.raises(ParameterError) as caught:
                function(example, *target, **{name: value})
            assert re.fullmatch(rf"{name}: cannot read .+; give .+", str(caught.value))


@pytest.mark.parametrize("value", [5, None, b"map.html"])
def test_a_target_that_is_no_name_of_a_file_is_told(example, value):
    dossier: Any = "seeds"
    for write in (mapper.write_map, mapper.export):
        with pytest.raises(ParameterError, match=r"target: cannot read .+; give the name of a file"):
            write(example, value)
    with pytest.raises(ParameterError, match="dossier: cannot read 'seeds'; give what `read` gave"):
        mapper.filter(dossier)


def test_numbers_of_numpy_and_paths_are_what_they_are(example, tmp_path):
    number: Any = np.int64(1)
    assert mapper.filter(example, min_fatalities=number).events.equals(mapper.filter(example, min_fatalities=1).events)
    assert mapper.filter(example, actor=pd.Series(["JNIM"])).events.equals(mapper.filter(example, actor="JNIM").events)
    assert mapper.export(example, tmp_path / "a.csv") == (tmp_path / "a.csv",)


WRONG = [
    ({"from_": "2025-13"}, "from_: cannot read '2025-13'; give a date"),
    (
        {"from_": "2025", "to": "2024"},
        "to: cannot read '2024'; give a date that is not before 2025, where `from_` begins",
    ),
    ({"month": "2025"}, "month: cannot read '2025'; give a month"),
    ({"bbox": (1, 2, 3)}, "bbox: cannot read '1,2,3'; give four numbers"),
    ({"country": "Atlantis"}, "country: cannot read 'Atlantis'; give an ISO code"),
    (
        {"country": "Malli"},
        "country: cannot read 'Malli'; give an ISO code such as ML, or a name; the nearest known: Mali",
    ),
    ({"with_successors": True}, "with_successors: give the actor to begin with, by `actor`"),
    ({"actor": "qqqq"}, "no actor called 'qqqq'; `dossier.actors` lists those it has"),
]


@pytest.mark.parametrize(("conditions", "message"), WRONG, ids=lambda value: str(value)[:30])
def test_errors_speak_of_parameters(example, conditions, message):
    with pytest.raises((ParameterError, UnknownNameError)) as caught:
        mapper.filter(example, **conditions)
    assert str(caught.value).startswith(message)
    assert "--" not in str(caught.value)


@pytest.mark.parametrize(
    ("drawing", "message"),
    [
        ({"language": "de"}, "language: cannot read 'de'; give one of en, fr"),
        ({"colour_by": "place"}, "colour_by: cannot read 'place'; give one of auto, actor, kind, month, type"),
        ({"tiles": "Thunderforest.Landscape"}, "tiles: cannot read 'Thunderforest.Landscape'; give a service that"),
    ],
)
def test_a_map_is_not_drawn_by_words_that_there_are_not(example, drawing, message):
    with pytest.raises(ParameterError) as caught:
        mapper.to_map(example, **drawing)
    assert str(caught.value).startswith(message)


def test_an_error_carries_its_parts(example):
    with pytest.raises(ParameterError) as caught:
        mapper.filter(example, month="2025")
    error = caught.value
    assert (error.parameter, error.value, error.wanted) == ("month", "2025", "a month such as 2025-06")
    with pytest.raises(EmptySelectionError) as empty:
        select(example, Conditions(actor=("JNIM",), place=("Atlantis",)), allow_empty=False)
    assert empty.value.condition == {"place": ("Atlantis",)}


ASKED = [
    (["list", "seeds", "--from", "2025-13"], "mapper: --from: cannot read '2025-13'; give a date"),
    (["list", "seeds", "--from", "2025", "--to", "2024"], "is not before 2025, where --from begins"),
    (["list", "seeds", "--with-successors"], "mapper: --with-successors: give the actor to begin with, by --actor"),
    (["list", "seeds", "--actor", "qqqq"], "no actor called 'qqqq'; see `mapper actors` for those it has"),
    (
        ["list", "seeds", "--place", "Ici Bas"],
        '--place "Ici Bas" matches none of the 45 events that were left till then (--allow-empty',
    ),
    (["list", "seeds/events.csv", "--format", "acledd"], "mapper: --format: cannot read 'acledd'"),
    (["list", "seeds/events.csv", "--map", "datum"], "mapper: --map: cannot read 'datum'; give FIELD=COLUMN"),
    (["list", "seeds/sources.csv"], 'name them, as in --map "date=Datum,place=Ort"'),
    (["list", "seeds/events.csv", "--format", "acled"], "leave --format out"),
    (["map", "seeds", "--tiles", "Thunderforest.Landscape", "-o", "-"], "mapper: --tiles: cannot read"),
    (["check", "seeds", "--accept", "nothing", "--why", "x"], "mapper: --accept: cannot read 'nothing'"),
    (["list", "-", "-"], "mapper: SOURCE: cannot read '- -'; give - only once"),
]


@pytest.mark.slow
@pytest.mark.usefixtures("seeds_once")
@pytest.mark.parametrize(("arguments", "words"), ASKED, ids=lambda value: str(value)[:50])
def test_the_command_line_speaks_of_its_options(monkeypatch, capsys, seeds_dir, arguments, words):
    monkeypatch.chdir(seeds_dir.parent)
    monkeypatch.setattr(sys, "argv", ["mapper", *arguments])
    with pytest.raises(SystemExit) as left:
        main()
    assert left.value.code in (1, 2)
    said = capsys.readouterr().err
    assert words in said
    assert "`" not in said.replace("`mapper actors`", "")


def test_choices_are_those_of_the_vocabulary():
    assert get_args(ColourBy) == ("auto", *terms("colourings"))
    assert get_args(Language) == LANGUAGES


def test_guessed_columns_are_corrected_by_the_option(monkeypatch, capsys, tmp_path):
    (tmp_path / "a.csv").write_text("Datum,Ort\n13.06.2025,Gao\n", encoding="utf-8")
    monkeypatch.setattr(sys, "argv", ["mapper", "list", str(tmp_path / "a.csv")])
    with pytest.raises(SystemExit):
        main()
    assert 'correct them with --map "event_date=Datum,place=Ort"' in capsys.readouterr().err
    (notice,) = mapper.read(tmp_path / "a.csv").notices
    [(_, name, value)] = re.findall("`((.+)=(.+))`", notice)
    assert mapper.read(tmp_path / "a.csv", **{name: ast.literal_eval(value)}).notices == ()


@pytest.mark.parametrize("name", ["colour_by", "language", "notes"])
def test_the_help_shows_the_choices_of_the_dataclass(name):
    help_text = CliRunner().invoke(app, ["map", "--help"], env={"COLUMNS": "200"}).stdout
    assert re.search(
        rf"{flag(name)} +[<\[]{re.escape('|'.join(get_args(get_type_hints(Drawing)[name])))}[>\]]", help_text
    )


@pytest.mark.parametrize(
    "condition", [{"min_fatalities": "many"}, {"max_geo_precision": "exact"}, {"max_geo_precision": 9}]
)
def test_a_condition_that_is_no_number_is_told_by_its_name(condition):
    [(name, value)] = condition.items()
    with pytest.raises(ParameterError, match=f"{name}: cannot read '{value}'"):
        mapper.filter(mapper.read("seeds"), **condition)
