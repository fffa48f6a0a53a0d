"""Headers in several languages are recognised where their columns hold what they say; dates may be in three columns."""

from __future__ import annotations

import ast
import json
from typing import Any

import pandas as pd
import pytest

import mapper
from mapper.readers.formats.headers import guessed_columns
from tests.readers.sources import read_text


@pytest.mark.parametrize(
    ("header", "row", "wanted"),
    [
        ("Incident_Date;ADM0_FR;ADM1_FR;ADM1_PCODE;ADM2_FR;Localite;Type incident;Auteur presume;Nb_morts;Nb_blesses",
         "13/05/2025;Mali;Gao;ML07;Gao;Gao;Attaque;Groupe A;3;1",
         {"event_date": "Incident_Date", "country": "ADM0_FR", "admin1": "ADM1_FR", "admin2": "ADM2_FR",
          "place": "Localite", "event_type": "Type incident", "actor1": "Auteur presume", "fatalities": "Nb_morts"}),
        ("fecha_hecho;municipio;departamento;pais;presunto_responsable;muertos;heridos;latitud;longitud",
         "13/05/2025;Cali;Valle del Cauca;Colombia;Grupo A;3;1;3,42;-76,52",
         {"event_date": "fecha_hecho", "place": "municipio", "admin1": "departamento", "country": "pais",
          "actor1": "presunto_responsable", "fatalities": "muertos", "latitude": "latitud", "longitude": "longitud"}),
        ("Fecha del hecho;Departamento;Municipio;Vereda;Supuesto autor;Muertos",
         "13/05/2025;Valle;Cali;La Paz;Grupo A;3",
         {"event_date": "Fecha del hecho", "admin1": "Departamento", "admin2": "Municipio", "place": "Vereda",
          "actor1": "Supuesto autor", "fatalities": "Muertos"}),
        ("When?;Province/State;District/County;Village/Town;Who was responsible?;How many people were killed?",
         "13/05/2025;Gao;Gao;Gao;Group A;3",
         {"event_date": "When?", "admin1": "Province/State", "admin2": "District/County", "place": "Village/Town",
          "actor1": "Who was responsible?", "fatalities": "How many people were killed?"}),
        ("Дата події;Область;Населений пункт;Ймовірний винуватець;Кількість загиблих",
         "13.05.2025;Харківська;Чугуїв;А;3",
         {"event_date": "Дата події", "admin1": "Область", "place": "Населений пункт",
          "actor1": "Ймовірний винуватець", "fatalities": "Кількість загиблих"}),
        ("Fecha;Departamento;Municipio;Acción;Responsable;Muertos", "13/05/2025;Cauca;Argelia;Ataque;Grupo A;3",
         {"event_date": "Fecha", "place": "Municipio", "admin1": "Departamento", "event_type": "Acción",
          "actor1": "Responsable", "fatalities": "Muertos"}),
        ("Día del ataque;Ciudad;Grupo responsable;Notas;Fuente de información", "13/05/2025;Cali;Grupo A;x;El País",
         {"event_date": "Día del ataque", "place": "Ciudad", "actor1": "Grupo responsable", "notes": "Notas",
          "source": "Fuente de información"}),
        ("Data e hora;Distrito;Posto Administrativo;Aldeia;Tipo de ocorrência;Observações",
         "13/05/2025 10:00;Palma;Olumbi;Pundanhar;Ataque;x",
         {"event_date": "Data e hora", "admin2": "Distrito", "admin3": "Posto Administrativo", "place": "Aldeia",
          "event_type": "Tipo de ocorrência", "notes": "Observações"}),
        ("تاريخ الواقعة;البلدة;نوع الانتهاك;المسؤول عن الانتهاك;رابط المصدر",
         "2025-05-13;غزة;قصف;مجموعة أ;https://example.org/a",
         {"event_date": "تاريخ الواقعة", "place": "البلدة", "event_type": "نوع الانتهاك",
          "actor1": "المسؤول عن الانتهاك", "source_url": "رابط المصدر"}),
        ("Дата обстрілу;Локація;Вид атаки;Примітки", "13.05.2025;Чугуїв;ракета;x",
         {"event_date": "Дата обстрілу", "place": "Локація", "event_type": "Вид атаки", "notes": "Примітки"}),
        ("Data_de_Inicio_do_protesto;Data_termino_do_protesto;Cidade, UF;Tipo_Protesto",
         "2011-01-13;2011-01-14;Olinda, PE;Passeata",
         {"event_date": "Data_de_Inicio_do_protesto", "end_date": "Data_termino_do_protesto", "place": "Cidade, UF",
          "event_type": "Tipo_Protesto"}),
        ("Location of death (state);Location of death (city);Date;Place of birth (county)",
         "Ohio;Dayton;2025-05-13;Erie",
         {"event_date": "Date", "place": "Location of death (city)", "admin1": "Location of death (state)"}),
        ("EventStart;EventEnd;LocationText;SourcePublishedAt",
         "2025-01-24;2025-01-25;Ryazan;2025-02-01",
         {"event_date": "EventStart", "end_date": "EventEnd", "place": "LocationText"}),
        ("Data do evento;Município;Estado;País;Autor;Mortos;Descrição",
         "13/05/2025;Recife;Pernambuco;Brasil;Grupo A;2;x",
         {"event_date": "Data do evento", "place": "Município", "admin1": "Estado", "country": "País",
          "actor1": "Autor", "fatalities": "Mortos", "notes": "Descrição"}),
        ("Дата;Місто;Область;Країна;Загиблі;Широта;Довгота", "13.05.2025;Харків;Харківська;Україна;3;50,0;36,2",
         {"event_date": "Дата", "place": "Місто", "admin1": "Область", "country": "Країна",
          "fatalities": "Загиблі",
          "latitude": "Широта",
          "longitude": "Довгота"}),
        ("التاريخ;المدينة;المحافظة;القتلى;الفاعل", "2025-05-13;غزة;غزة;3;مجموعة أ",
         {"event_date": "التاريخ", "place": "المدينة", "admin1": "المحافظة", "fatalities": "القتلى",
          "actor1": "الفاعل"}),
        ("Olay tarihi;İlçe;İl;Ölü;Enlem;Boylam", "13.05.2025;Cizre;Şırnak;2;37,3;42,2",
         {"event_date": "Olay tarihi", "place": "İlçe", "admin1": "İl", "fatalities": "Ölü", "latitude": "Enlem",
          "longitude": "Boylam"}),
        ("Date;Région;Cercle;Commune;Village", "2025-05-13;Gao;Ansongo;Tessit;Tadjalalt",
         {"event_date": "Date", "place": "Village", "admin1": "Région", "admin2": "Cercle", "admin3": "Commune"}),
        ("Date;Province;Commune;Localité", "2025-05-13;Soum;Arbinda;Wouri",
         {"event_date": "Date", "place": "Localité", "admin1": "Province", "admin2": "Commune"}),
        ("Date;Département;Arrondissement;Commune;Lieu", "2025-05-13;Alibori;Kandi;Malanville;Guene",
         {"event_date": "Date", "place": "Lieu", "admin2": "Département", "admin3": "Commune"}),
        ("date;adm1_name;adm2_name;adm3_name;settlement", "2025-05-13;Donetsk;Pokrovsk;Myrnohrad;Myrnohrad",
         {"event_date": "date", "place": "settlement", "admin1": "adm1_name", "admin2": "adm2_name",
          "admin3": "adm3_name"}),
        ("Date of Incident;Reported Perpetrator Name;Country Name;Total killed", "2025-05-13;Group A;Mali;4",
         {"event_date": "Date of Incident", "actor1": "Reported Perpetrator Name", "country": "Country Name",
          "fatalities": "Total killed"}),
    ],
)  # fmt: skip
def test_headers_of_several_languages_are_recognised(header, row, wanted):
    frame = pd.DataFrame([row.split(";")], columns=header.split(";"), dtype="str")
    assert guessed_columns(header.split(";"), frame) == wanted


@pytest.mark.parametrize(
    ("columns", "wanted"),
    [
        ({"region": ["11", "12"], "provstate": ["Gao", "Kidal"]}, {"admin1": "provstate"}),
        ({"country": ["123", "45"], "country_txt": ["Mali", "Niger"]}, {"country": "country_txt"}),
        ({"date": ["3", "17"], "start_date": ["2025-05-03", "2025-05-04"]}, {"event_date": "start_date"}),
        ({"actor": ["1", "2"], "group": ["A", "B"]}, {"actor1": "group"}),
        ({"killed": ["yes", "no"], "deaths": ["3", "at least 5"]}, {"fatalities": "deaths"}),
        ({"location": ["", "", "west of it"], "city": ["Gao", "Kidal", "Gao"]}, {"place": "city"}),
        ({"lat": ["north", "south"], "y": ["16.2", "18.4"], "x": ["1", "2"]}, {"latitude": "y", "longitude": "x"}),
        ({"place": ["Gao", "Kidal"], "type": ["boundary", "boundary"]}, {"place": "place"}),
        ({"place": ["Gao", "Kidal"], "type": ["Airstrike", "Airstrike"]}, {"place": "place", "event_type": "type"}),
        ({"place": ["Gao", "Kidal"], "y": ["1997", "1998"]}, {"place": "place"}),
        ({"tag": ["a", "b"], "number of sources": ["2", "3"]}, {}),
    ],
)
def test_a_column_that_does_not_hold_what_its_name_says_is_not_taken(columns, wanted):
    assert guessed_columns(list(columns), pd.DataFrame(columns, dtype="str")) == wanted


def test_dates_and_points_are_found_by_what_they_are(tmp_path):
    text = 'when it was,where it was,what\n13 May 2025,"16.27, -0.04",x\n14 May 2025,"18.44, 1.41",y\n'
    dossier = read_text(tmp_path, text, name="table.csv")
    assert dossier.events["event_date"].dt.day.tolist() == [13, 14]
    assert dossier.events[["latitude", "longitude"]].to_numpy().tolist() == [[16.27, -0.04], [18.44, 1.41]]
    assert dossier.notices[0].endswith('`columns={"event_date": "when it was", "coordinates": "where it was"}`')


def test_numbers_and_several_columns_of_dates_are_not_guessed_by_content():
    frame = pd.DataFrame({"a": ["2024", "2025"], "b": ["45821", "45822"], "c": ["1, 2", "3, 4"]}, dtype="str")
    assert guessed_columns([str(name) for name in frame], frame, by_content=True) == {}
    frame = pd.DataFrame({"published": ["2025-01-01"], "entered": ["2025-01-02"]}, dtype="str")
    assert guessed_columns([str(name) for name in frame], frame, by_content=True) == {}


def test_the_guess_as_it_is_printed_reads_the_same(tmp_path):
    text = "Fecha;Municipio;Pais;Nb_morts;x;y\n13/05/2025;Gao;Mali;3;-0,04;16,27\n01/06/2025;Gao;Mali;1;-0,04;16,27\n"
    guessed = read_text(tmp_path, text, name="table.csv")
    columns = ast.literal_eval(guessed.notices[0].partition("`columns=")[2].rstrip("`"))
    stated = mapper.read(tmp_path / "table.csv", columns=columns)
    assert stated.notices == ()
    read = ["event_date", "place", "country", "fatalities_best", "latitude", "longitude"]
    assert stated.events[read].astype("str").equals(guessed.events[read].astype("str"))


def test_a_country_that_is_not_known_is_taken_from_its_code(tmp_path):
    text = "date,place,Country,Country ISO\n"
    text += "2025-05-03,Gaza,oPt area,PSE\n2025-05-04,Gao,Mali,MLI\n2025-05-05,Nowhere,Atlantis,\n"
    dossier = read_text(tmp_path, text, name="table.csv")
    assert dossier.events["country"].tolist() == ["PS", "ML", ""]
    assert dossier.events["country_in_file"].tolist() == ["oPt area", "Mali", "Atlantis"]
    assert dossier.faults["value"].tolist() == ["Atlantis"]


@pytest.mark.parametrize(
    ("header", "rows", "dates"),
    [
        ("iyear,imonth,iday", ["2025,5,3", "2025,5,0", "2025,0,0", "2025,-9,-9"],
         ["2025-05-03/2025-05-03 day", "2025-05-01/2025-05-31 month", "2025-01-01/2025-12-31 year",
          "2025-01-01/2025-12-31 year"]),
        ("Year,Month,Day", ["2025,June,13", "2025,June,", "2024,2,29"],
         ["2025-06-13/2025-06-13 day", "2025-06-01/2025-06-30 month", "2024-02-29/2024-02-29 day"]),
        ("annee,mois", ["2025,6", "2025,juin", ",6"],
         ["2025-06-01/2025-06-30 month", "2025-06-01/2025-06-30 month", ""]),
        ("year", ["2025.0", "2024"], ["2025-01-01/2025-12-31 year", "2024-01-01/2024-12-31 year"]),
        ("year,month,day", ["2025,13,1", "2025,2,30"], ["2025-13-01", "2025-02-30"]),
    ],
)  # fmt: skip
def test_a_date_in_several_columns(tmp_path, header, rows, dates):
    text = f"place,{header}\n" + "".join(f"Gao,{row}\n" for row in rows)
    dossier = read_text(tmp_path, text, name="table.csv")
    assert [period(row) for row in dossier.events.to_dict("records")] == dates


def period(row: dict[Any, Any]) -> str:
    if pd.isna(row["event_date"]):
        return str(row["date_text"])
    return f"{row['event_date']:%Y-%m-%d}/{row['end_date']:%Y-%m-%d} {row['date_precision']}"


def test_a_date_of_its_own_goes_before_a_year(tmp_path):
    dossier = read_text(tmp_path, "date,year,place\n2025-05-03,2024,Gao\n", name="table.csv")
    assert str(dossier.events["event_date"].item().date()) == "2025-05-03"


def test_parts_of_a_date_can_be_named(tmp_path):
    file = tmp_path / "a.csv"
    file.write_text("A,M,J,place\n2025,5,3,Gao\n", "utf-8")
    dossier = mapper.read(file, columns={"year": "A", "month": "M", "day": "J"})
    assert str(dossier.events["event_date"].item().date()) == "2025-05-03"


def test_the_account_knows_columns_of_points_and_of_parts_of_a_date(tmp_path):
    dossier = read_text(tmp_path, 'GPS,iyear,imonth,killed\n"16.27, -0.04",2025,5,1\n', name="table.csv")
    fields = {row["column"]: (row["became"], row["fields"]) for row in dossier.account.to_dict("records")}
    assert fields["GPS"] == ("field", "latitude; longitude")
    assert fields["iyear"] == fields["imonth"] == ("field", "event_date")


@pytest.mark.parametrize(
    ("header", "fields"),
    [
        (
            "DATE INCIDENT;VILLAGE;AUTEURS PRESUMES;NBRE DE MORTS;SOURCE D'INFORMATION",
            "event_date place actor1 fatalities source",
        ),
        (
            "Fecha del hecho;Municipio;Presunto responsable;No. de víctimas mortales",
            "event_date place actor1 fatalities",
        ),
        (
            "Data do evento;Distrito;Localidade;Autor presumido;Nº de mortos",
            "event_date admin2 place actor1 fatalities",
        ),
        ("Дата події;Населений пункт;Кількість загиблих;Джерело", "event_date place fatalities source"),
        ("Дата происшествия;Населённый пункт;Число погибших", "event_date place fatalities"),
        ("تاريخ الحادث;المدينة;عدد القتلى;الجهة المسؤولة", "event_date place fatalities actor1"),
        ("Olay Tarihi;İlçe;Ölü Sayısı;Kaynak", "event_date place fatalities source"),
        (
            "Data dell'attacco;Luogo;Regione;Tipo di attacco;Responsabile;Numero di morti;Feriti;Descrizione",
            "event_date place admin1 event_type actor1 fatalities notes",
        ),
        ("ReportedDate;GPSLat;GPSLong;PerpetratorGroup;AttackType", "latitude longitude actor1 event_type"),
        ("incident_date;loc_name;perp;n_killed;src", "event_date place actor1 fatalities source"),
    ],
)
def test_headers_that_registers_of_several_languages_have(header, fields):
    assert set(guessed_columns(header.split(";"))) >= set(fields.split())


@pytest.mark.parametrize(
    ("field", "headings"),
    [
        (
            "source_url",
            "Lien source;Lien de la source;Lien vers la source;Source (lien);URL source;Source link;Hyperlink",
        ),
        ("notes", "Commentaires;Observations;Résumé des faits;Description des faits;Remarque;Remarks;Additional notes"),
        ("actor1", "Acteur 1;Acteur n°1;ACTEURS;Auteur(s) présumé(s);Partie 1;Party A;Groupes armés;Nom de l'acteur 1"),
        ("actor2", "Acteur 2;acteur2;Partie 2;Belligérant 2;Cibles;Adversaire;Side 2;Nom de l'acteur 2"),
        ("event_date", "Date des faits;Dates;Quand"),
        ("place", "Lieu des faits;Localités;Endroit"),
        ("event_type", "Nature de l'incident;Nature des faits"),
        ("fatalities", "Personnes tuées;Tué(s);Bilan (morts)"),
    ],
)
def test_french_and_english_headings_in_their_forms(field, headings):
    for heading in headings.split(";"):
        assert guessed_columns([heading, "x1"]) == {field: heading}


def test_a_heading_of_links_is_believed_where_it_holds_addresses():
    columns = {"Liens": ["frère de A", "voisin"], "Site web": ["www.rfi.fr/a", "https://example.org/b"]}
    assert guessed_columns(list(columns), pd.DataFrame(columns, dtype="str")) == {"source_url": "Site web"}
    assert guessed_columns(["Liens"], pd.DataFrame({"Liens": columns["Liens"]}, dtype="str")) == {}


@pytest.mark.parametrize("heading", ["Victimes", "Objet", "Parties", "Précisions"])
def test_a_heading_that_may_mean_two_things_is_not_guessed(heading):
    assert guessed_columns([heading], pd.DataFrame({heading: ["12", "3"]}, dtype="str")) == {}


def test_a_list_of_persons_is_no_number_of_dead(tmp_path):
    persons = [{"name": "A", "age": 30}, {"name": "B", "age": 4}]
    rows = [{"city": f"Town {number}", "deaths": persons, "death_count": 2} for number in range(3)]
    dossier = read_text(tmp_path, json.dumps(rows), name="a.json")
    assert dossier.events["fatalities_best"].tolist() == [2, 2, 2]
    assert dossier.faults.empty


def test_when_a_form_was_filled_in_is_no_end_of_the_event(tmp_path):
    text = "start,end,date_of_incident,place\n2025-05-09T09:00,2025-05-09T09:10,2025-05-03,Gao\n"
    dossier = read_text(tmp_path, text)
    assert f"{dossier.events['end_date'].item():%Y-%m-%d}" == "2025-05-03"


@pytest.mark.parametrize(
    "header", ["Civils tués", "civilians killed", "soldats_tués", "Killed (men)", "civiles muertos", "morti civili"]
)
def test_a_count_of_some_of_the_dead_is_not_taken_for_all_of_them(tmp_path, header):
    dossier = read_text(tmp_path, f"date,place,{header}\n2025-05-13,Gao,3\n")
    assert dossier.events["fatalities_best"].isna().all()
    assert dossier.events[header].tolist() == ["3"]
    assert any(f"{header} counts a part of the dead only" in notice for notice in dossier.notices)
    total = read_text(tmp_path, f"date,place,{header},killed\n2025-05-13,Gao,3,5\n")
    assert total.events["fatalities_best"].tolist() == [5]


@pytest.mark.parametrize(
    ("header", "wanted"),
    [
        ("Attack date;City Or County;Kills",
         {"event_date": "Attack date", "place": "City Or County", "fatalities": "Kills"}),
        ("shooting_date;Cantón;Provincia", {"event_date": "shooting_date", "place": "Cantón", "admin1": "Provincia"}),
        ("DeathDate;InjuryDate;City;homicides",
         {"event_date": "InjuryDate", "place": "City", "fatalities": "homicides"}),
        ("DEPTO_CASO;MUNICIPIO_CASO", {"admin1": "DEPTO_CASO", "place": "MUNICIPIO_CASO"}),
        ("Date of death;Village;Involved Parties",
         {"event_date": "Date of death", "place": "Village", "actor1": "Involved Parties"}),
        ("occurredAt;city;NoOfKills", {"event_date": "occurredAt", "place": "city", "fatalities": "NoOfKills"}),
        ("date;location_name;casualties_deaths;casualties_injured;title;summary",
         {"event_date": "date", "place": "location_name", "fatalities": "casualties_deaths", "title": "title",
          "notes": "summary"}),
        ("תאריך;יישוב;מדינה;הרוגים;פצועים",
         {"event_date": "תאריך", "place": "יישוב", "country": "מדינה", "fatalities": "הרוגים"}),
    ],
)  # fmt: skip
def test_headings_that_tables_of_attacks_and_of_victims_have(header, wanted):
    assert guessed_columns(header.split(";")) == wanted


@pytest.mark.parametrize(
    "heading",
    ["last_updated", "createdAt", "Date added", "dob", "Date of birth", "Fecha de ingreso", "date_processing",
     "FECHA CORTE"],
)  # fmt: skip
def test_when_a_row_was_written_or_a_person_born_is_no_date_of_an_event(tmp_path, heading):
    dossier = read_text(tmp_path, f"place,{heading}\nGao,2025-05-13\n")
    assert dossier.events["event_date"].isna().all()
    found = read_text(tmp_path, "place,observed\nGao,2025-05-13\n", name="b.csv")
    assert found.events["event_date"].notna().all()


def test_a_state_beside_a_region_is_the_first_level_area():
    table = pd.DataFrame({"Region": ["North West", "South East"], "State": ["Katsina", "Imo"]}, dtype="str")
    assert guessed_columns(["Region", "State"], table) == {"admin1": "State"}


def test_a_kind_of_settlement_is_no_place(tmp_path):
    dossier = read_text(
        tmp_path, "date,name,place,lat,lon\n2025-05-13,Gao,town,16.27,-0.04\n2025-05-14,Ber,village,16.8,-2.5\n"
    )
    assert dossier.events["place"].tolist() == ["", ""]
    assert dossier.events["place_in_file"].tolist() == ["town", "village"]
    stated = read_text(tmp_path, "date,place,village\n2025-05-13,town,Ber\n", name="b.csv")
    assert stated.events["place"].tolist() == ["Ber"]


def test_a_part_of_the_world_is_no_first_level_area(tmp_path):
    text = (
        "date,city,region\n2025-05-13,Gao,Sub-Saharan Africa\n2025-05-14,Aleppo,Middle East & North Africa\n"
        "2025-05-15,Lima,South America\n"
    )
    dossier = read_text(tmp_path, text)
    assert dossier.events["region"].tolist() == ["Sub-Saharan Africa", "Middle East & North Africa", "South America"]
    assert not any("admin1=" in notice for notice in dossier.notices)
    stated = read_text(tmp_path, "date,city,region\n2025-05-13,Gao,Gao\n2025-05-14,Ber,Central Africa\n", name="b.csv")
    assert any("admin1=region" in notice for notice in stated.notices)


@pytest.mark.parametrize("heading", ["VICTIMAS", "Victims", "Number of casualties", "Victimes", "Total victims"])
def test_a_count_of_victims_is_told_and_not_taken_for_the_dead(tmp_path, heading):
    dossier = read_text(tmp_path, f"date,place,{heading}\n2025-05-13,Gao,4\n")
    assert dossier.events["fatalities_best"].isna().all()
    assert any(f"{heading} may count the dead, the injured or both" in notice for notice in dossier.notices)
    beside = read_text(tmp_path, f"date,place,{heading},killed\n2025-05-13,Gao,4,1\n", name="b.csv")
    assert beside.events["fatalities_best"].tolist() == [1]
    assert not any("may count the dead" in notice for notice in beside.notices)
    words = read_text(tmp_path, f"date,place,{heading}\n2025-05-13,Gao,a shopkeeper\n", name="c.csv")
    assert not any("may count the dead" in notice for notice in words.notices)


def test_a_locality_is_a_place_where_nothing_else_is(tmp_path):
    alone = guessed_columns(["Date", "Province", "Locality"])
    assert alone == {"event_date": "Date", "place": "Locality", "admin1": "Province"}
    beside = guessed_columns(["Date", "State", "Locality", "Village/Town"])
    assert beside == {"event_date": "Date", "place": "Village/Town", "admin1": "State", "admin2": "Locality"}


def test_a_column_of_single_numbers_holds_no_points(tmp_path):
    dossier = read_text(tmp_path, "date,GPS N,GPS E\n2025-05-03,13.66,25.35\n")
    assert dossier.events[["latitude", "longitude"]].to_numpy().tolist() == [[13.66, 25.35]]
    assert len(dossier.faults) == 0


@pytest.mark.parametrize(
    ("kinds", "names"),
    [("Actor", "Actor name"), ("Perpetrator", "Perpetrator Name"), ("Responsable", "Nombre del responsable")],
)
def test_a_column_of_kinds_of_sides_is_none_of_actors_where_another_has_their_names(kinds, names):
    columns = {kinds: ["NSA", "Political militia", "State"], names: ["JNIM", "Boko Haram", "FAMa"]}
    assert guessed_columns(list(columns), pd.DataFrame(columns, dtype="str")) == {"actor1": names}
    alone = {kinds: columns[kinds]}
    assert guessed_columns([kinds], pd.DataFrame(alone, dtype="str")) == {"actor1": kinds}
