"""Tables of counts by area and period, as HDX HAPI and others publish them."""

from __future__ import annotations

import pytest

import mapper
from mapper.options import ReadOptions
from mapper.readers import read_sources
from tests.readers.sources import read_text

HAPI = (
    "location_code,has_hrp,provider_admin1_name,admin1_code,admin1_name,admin2_code,admin2_name,admin_level,event_type,"
    "events,fatalities,reference_period_start,reference_period_end\n"
)
ROW = "MLI,Y,Gao,ML07,Gao,ML0701,Ansongo,2,political_violence,5,3,2025-05-01,2025-05-31\n"


def test_hapi_is_read_as_counts_by_area(tmp_path):
    dossier = read_text(tmp_path, HAPI + ROW)
    (event,) = dossier.events.to_dict("records")
    assert (event["place"], event["admin1"], event["country"]) == ("Ansongo", "Gao", "ML")
    assert (event["date_text"], event["date_precision"]) == ("2025-05", "month")
    assert (event["events"], event["fatalities_best"], event["geo_precision"]) == ("5", 3, 3)
    assert (event["event_type"], event["data_set"]) == ("Political violence", "ACLED")
    assert event["admin2_code"] == "ML0701"


def test_the_header_of_tags_and_times_of_day_change_nothing(tmp_path):
    tags = "#country+code" + "," * 12 + "\n"
    times = ROW.replace("05-01", "05-01T00:00:00").replace("05-31", "05-31T23:59:59")
    (event,) = read_text(tmp_path, HAPI + tags + times).events.to_dict("records")
    assert (event["date_text"], event["end_date"].isoformat()[:10]) == ("2025-05", "2025-05-31")


def test_a_period_that_is_no_month_is_a_range(tmp_path):
    (event,) = read_text(tmp_path, HAPI + ROW.replace("05-31", "06-15")).events.to_dict("records")
    assert (event["date_precision"], event["end_date"].isoformat()[:10]) == ("range", "2025-06-15")


def test_what_hapi_counts_twice_is_said(tmp_path):
    both = ROW + ROW.replace("political_violence", "civilian_targeting")
    assert "counted twice" in read_text(tmp_path, HAPI + both).notices[0]
    assert read_text(tmp_path, HAPI + ROW).notices == ()


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("ADM0_EN,ADM1_EN,ADM2_EN,Year,Month,n_events", "Mali,Gao,Ansongo,2025,5,5"),
        ("location_name,admin1_name,admin2_name,year,month,events", "Mali,Gao,Ansongo,2025,May,5"),
        ("iso3,adm1_name,adm2_name,reference_period_start,reference_period_end,events",
         "MLI,Gao,Ansongo,2025-05-01,2025-05-31,5"),
    ],
)  # fmt: skip
def test_panels_of_others(tmp_path, header, row):
    dossier = read_text(tmp_path, f"{header}\n{row}\n")
    (event,) = dossier.events.to_dict("records")
    assert (event["place"], event["admin1"], event["country"]) == ("Ansongo", "Gao", "ML")
    assert (event["date_text"], event["geo_precision"], event["events"]) == ("2025-05", 3, "5")


def test_a_table_with_points_is_no_panel(tmp_path):
    text = "date,country,events,latitude,longitude,month\n2025-05-03,Mali,2,16.2717,-0.0447,5\n"
    (event,) = read_text(tmp_path, text).events.to_dict("records")
    assert (event["latitude"], event["date_text"]) == (16.2717, "2025-05-03")


def test_an_area_that_is_not_known_is_shown_for_the_one_it_is_in(tmp_path):
    file = tmp_path / "hapi.csv"
    file.write_text(HAPI + ROW.replace("Ansongo", "Xyzzyland") + ROW.replace("Ansongo", "Gao"))
    unknown, known = mapper.read(file).events.to_dict("records")
    assert (unknown["location_kind"], unknown["geo_precision"]) == ("area", 4)
    assert "Xyzzyland is not known here; shown for Gao, which it is in" in unknown["place_reason"]
    assert (known["location_kind"], known["geo_precision"]) == ("area", 3)


def test_an_area_in_an_area_that_is_not_known_stays_off_the_map(tmp_path):
    file = tmp_path / "hapi.csv"
    file.write_text(HAPI + "MLI,Y,,ML99,Nowhereland,ML9901,Xyzzyland,2,demonstration,1,0,2025-05-01,2025-05-31\n")
    (event,) = mapper.read(file).events.to_dict("records")
    assert event["location_kind"] == "unlocated"


def test_a_country_that_is_given_by_its_code_is_no_place_of_that_name(tmp_path):
    file = tmp_path / "hapi.csv"
    file.write_text(HAPI + "MEX,Y,,,,,,0,political_violence,5,3,2025-05-01,2025-05-31\n", "utf-8")
    (event,) = mapper.read(file).events.to_dict("records")
    assert (event["place"], event["country"], event["location_kind"]) == ("Mexico", "MX", "unlocated")
    assert "only the country is known" in event["place_reason"]


def test_a_table_that_names_only_areas_is_drawn_in_the_smallest_of_them(tmp_path):
    file = tmp_path / "areas.csv"
    rows = "2025-01-03,Mali,Gao,Ansongo\n2025-01-04,Mali,Gao,\n2025-01-05,Mali,,\n"
    file.write_text("date,country,region,cercle\n" + rows, "utf-8")
    dossier = mapper.read(file)
    told = ["place", "admin1", "geo_precision", "location_kind"]
    second, first, none = dossier.events[told].astype("object").fillna("").values.tolist()
    assert second == ["Ansongo", "Gao", 3, "area"]
    assert first == ["Gao", "Gao", 4, "area"]
    assert (none[0], none[3]) == ("", "unlocated")


def test_an_area_beside_a_place_or_a_point_is_not_taken_for_the_place(tmp_path):
    placed = read_text(tmp_path, "date,country,region,town\n2025-01-03,Mali,Gao,\n")
    assert placed.events["place"].tolist() == [""]
    points = read_text(tmp_path, "date,region,lat,lon\n2025-01-03,Gao,16.27,-0.04\n", name="b.csv")
    assert points.events["place"].tolist() == [""]


def test_postal_codes_of_states_are_their_names(tmp_path):
    text = "date,city,state\n2015-01-03,Savannah,GA\n2015-01-04,Dallas,TX\n2015-01-05,Aurora,CO\n2015-01-06,Salem,OR\n"
    dossier = read_text(tmp_path, text)
    assert dossier.events["admin1"].tolist() == ["Georgia", "Texas", "Colorado", "Oregon"]
    assert dossier.events["admin1_in_file"].tolist() == ["GA", "TX", "CO", "OR"]


def test_postal_codes_of_brazil_are_its_states(tmp_path):
    rows = "2015-01-03,Manaus,AM\n2015-01-04,Rio,RJ\n2015-01-05,Santos,SP\n2015-01-06,Altamira,PA\n"
    dossier = read_text(tmp_path, "date,city,state\n" + rows)
    assert dossier.events["admin1"].tolist() == ["Amazonas", "Rio de Janeiro", "São Paulo", "Pará"]


@pytest.mark.parametrize(
    "text",
    [
        "date,city,state\n2015-01-03,Belém,PA\n2015-01-04,Arame,MA\n2015-01-05,Maceió,AL\n2015-01-06,Lages,SC\n",
        "date,city,state,country\n2015-01-03,a,GA,India\n2015-01-04,b,AR,India\n2015-01-05,c,MN,India\n",
        "date,city,state\n2015-01-03,Savannah,GA\n",
    ],
)
def test_codes_that_may_be_another_country_s_stay_as_they_are(tmp_path, text):
    assert all(len(area) == 2 for area in read_text(tmp_path, text).events["admin1"])


PROVINCES = ["Chaco", "Chubut", "Corrientes", "Formosa", "Jujuy", "La Pampa", "La Rioja", "Mendoza", "Misiones",
             "Neuquén", "Salta", "San Juan", "San Luis", "Santa Cruz", "Buenos Aires", "Córdoba", "CABA"]  # fmt: skip


def test_places_that_are_all_areas_of_one_country_are_areas_of_it(tmp_path):
    rows = [f"2025-05-{day:02},{name}" for day, name in enumerate(PROVINCES, start=1)]
    dossier = read_text(tmp_path, "\n".join(["fecha,lugar", *rows]) + "\n")
    assert dossier.events["admin1"].tolist() == PROVINCES
    assert set(dossier.events["country"].astype("str")) == {"AR"}
    assert set(dossier.events["geo_precision"]) == {4}
    assert any("lugar names areas of AR and of no other country" in notice for notice in dossier.notices)


@pytest.mark.parametrize(
    ("heading", "rows"),
    [
        ("village", PROVINCES),
        ("lugar", PROVINCES[:6]),
        ("lugar", [*PROVINCES, "Gao", "Kidal", "Tessit"]),
        ("place", ["Gao", "Kidal", "Mopti", "Ségou", "Sikasso"]),
    ],
)
def test_places_that_may_be_towns_are_not_taken_for_areas(tmp_path, heading, rows):
    text = "\n".join([f"date,{heading}", *(f"2025-05-03,{name}" for name in rows)]) + "\n"
    assert read_text(tmp_path, text).events["geo_precision"].isna().all()


def test_a_country_that_is_stated_goes_before_that_of_the_areas(tmp_path):
    rows = [f"2025-05-03,{name},Chile" for name in PROVINCES]
    dossier = read_text(tmp_path, "\n".join(["fecha,provincia,pais", *rows]) + "\n")
    assert set(dossier.events["country"].astype("str")) == {"CL"}


def test_rows_that_only_another_column_tells_apart_are_all_counted(tmp_path):
    rows = "12,2024,Nord-Kivu,Rutshuru,5,7\n13,2024,Nord-Kivu,Masisi,3,0\n13,2024,Ituri,Irumu,1,1\n"
    dossier = read_text(tmp_path, "Epi week,Year,Province,Zone,Incidents,Killed\n" + rows)
    assert (dossier.counts.read, dossier.counts.used) == (3, 3)
    assert dossier.events["fatalities_best"].sum() == 8
    ids = dossier.events["event_id"].tolist()
    assert ids[0].endswith("/Rutshuru")
    assert ids[2].endswith("/Ituri/2024")


def test_a_count_that_is_given_twice_with_other_numbers_is_one_count(tmp_path):
    dossier = read_text(tmp_path, "year,province,incidents,killed\n2024,Ituri,5,7\n2024,Ituri,6,8\n")
    assert (dossier.counts.used, dossier.counts.duplicates) == (1, 1)
    assert dossier.faults["field"].tolist() == ["event_id"]


GOVERNORATES = ["Abyan", "Aden", "Amran", "Bayda", "Dhamar", "Hajja", "Hudaydah", "Ibb", "Jawf", "Lahj", "Marib",
                "Mahwit", "Raymah", "Saada", "Sanaa", "Shabwa", "Taiz", "Capital", "Dhalie", "Maharah"]  # fmt: skip


def test_names_known_nowhere_hide_no_country_of_areas(tmp_path):
    """Al Jawf is a region of Saudi Arabia too: read without a country, raids of Yemen were drawn there."""
    rows = [f"2015-05-{day:02},{name}" for day, name in enumerate(GOVERNORATES, start=1)]
    dossier = read_text(tmp_path, "\n".join(["Date,Governorate", *rows]) + "\n")
    assert set(dossier.events["country"].astype("str")) == {"YE"}


def test_a_table_without_a_country_says_how_to_name_it_for_all_rows(tmp_path):
    file = tmp_path / "strikes.csv"
    places = ["Jani Khel", "Degan", "Marga", "Wana", "Saidgai"]
    file.write_text("\n".join(["date,place", *(f"2009-05-16,{place}" for place in places)]) + "\n", "utf-8")
    (notice,) = [each for each in read_sources([file]).notices if "every country" in each]
    assert 'as in `columns={"country": "ML"}`' in notice
    named = read_sources([file], ReadOptions(columns={"country": "Pakistan"}))
    assert set(named.events["country"]) == {"PK"}
    assert not any("every country" in each for each in named.notices)


def test_a_column_goes_before_a_country_of_its_name(tmp_path):
    file = tmp_path / "strikes.csv"
    file.write_text("date,place,Mali,country\n2009-05-16,Gao,NE,5\n", "utf-8")
    event = read_sources([file], ReadOptions(columns={"country": "Mali"})).events.iloc[0]
    assert (event["country"], event["country_in_file"]) == ("NE", "5")
