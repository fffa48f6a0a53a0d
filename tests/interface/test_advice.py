"""What an event without a place is advised to write leads to what is promised."""

from pathlib import Path

import mapper


def reasons(tmp_path: Path, *rows: str) -> list[str]:
    file = tmp_path / "events.csv"
    file.write_text("\n".join(["event_id,country,admin1", *rows]) + "\n", encoding="utf-8")
    return list(mapper.read(file).events["place_reason"])


def test_the_advice_names_what_is_drawn_as_an_area(tmp_path):
    gao, again, region, state, new, nothing = reasons(
        tmp_path, "a,ML,Gao", "b,ML,Gao", "c,ML,Kidal Region", "d,MX,Michoacán", "e,GH,Oti", "f,ML,"
    )
    assert gao == again == 'no place is stated, only Gao: with "Gao region" as the place it is drawn as an area'
    assert '"Kidal Region" as the place' in region
    assert '"Michoacán" as the place it is drawn' in state
    assert new == "no place is stated, only Oti"  # younger than the outlines of the base map
    assert nothing == "no place is stated"


def test_following_the_advice_draws_an_area(tmp_path):
    file = tmp_path / "events.csv"
    file.write_text("event_id,country,admin1,place\na,ML,Gao,Gao region\n", encoding="utf-8")
    assert list(mapper.read(file).events["location_kind"]) == ["area"]
