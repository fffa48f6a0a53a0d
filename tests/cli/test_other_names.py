"""`--place` goes by what the record says; other names of the same place are told."""

from __future__ import annotations

import pytest

ROWS = """event_id,event_date,place,country
a,2025-06-01,Tombouctou,ML
b,2025-06-02,Timbuktu,ML
c,2025-06-03,near Timbuktu,ML
d,2025-06-04,Gao,ML
"""
SAID = 'Other names of the same place, as the gazetteer has it, are not meant; --place "Tombouctou" would be.'


@pytest.mark.parametrize("engine", [(), ("--engine", "files"), ("--engine", "files", "--single-events")])
def test_another_name_of_the_place_is_told_however_files_are_read(run_mapper, tmp_path, engine):
    file = tmp_path / "events.csv"
    file.write_text(ROWS)
    target = ("-o", tmp_path / "out.csv")
    done = run_mapper("export", file, *target, *engine, "--place", "Timbuktu")
    assert SAID in done.stderr
    for names in (("Gao",), ("Timbuktu", "Tombouctou")):
        done = run_mapper("export", file, *target, *engine, *(word for name in names for word in ("--place", name)))
        assert "Other names" not in done.stderr
