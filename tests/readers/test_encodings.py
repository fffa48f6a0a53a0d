"""Text of before Unicode is recognised and named, or a fault; text that was decoded twice is reported."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import mapper
from gazetteer.tables.decoded import decoded_twice
from gazetteer.tables.legacy import recognised
from mapper.errors import SourceError
from tests.readers.sources import listed, read_text

HEADER = "event_id,event_date,place,actor1,notes\n"


@pytest.mark.parametrize(
    ("encoding", "name", "place", "notes"),
    [
        ("cp1251", "Windows-1251", "Харків", "Обстріл міста, загинули троє цивільних"),
        ("cp1251", "Windows-1251", "Донецк", "Обстрел города, погибли трое"),
        ("mac_roman", "Mac Roman", "Ségou", "Attaque signalée à l’aube"),
        ("mac_roman", "Mac Roman", "Cúcuta", "Combate en el año 2025"),
        ("cp1250", "Windows-1250", "Łódź", "Walki w mieście"),
        ("cp1250", "Windows-1250", "Čačak", "Sukob u Nišu, žrtve"),
        ("cp1254", "Windows-1254", "Şırnak", "Çatışma çıktı"),
        ("cp1256", "Windows-1256", "الخرطوم", "اشتباكات في المدينة قتل فيها ثلاثة"),
        ("koi8_r", "KOI8-U", "Бахмут", "Обстрел города, погибли трое"),
        ("cp866", "CP866", "Харьков", "Обстрел города"),
        ("iso8859_6", "ISO 8859-6", "حلب", "اشتباكات في المدينة"),
        ("cp1252", "Windows-1252", "Ménaka", "Côte d’Ivoire – « été »"),
        ("cp1252", "Windows-1252", "São João", "Não há informação"),
    ],
)
def test_an_encoding_is_recognised_and_named(tmp_path, encoding, name, place, notes):
    text = f'{HEADER}a,2025-05-03,{place},Group A,"{notes}"\nb,2025-05-04,Gao,Group B,plain\n'
    dossier = read_text(tmp_path, text.encode(encoding))
    assert dossier.events[["place", "notes"]].iloc[0].tolist() == [place, notes]
    assert f"read as {name}; if its words look wrong" in dossier.notices[0]
    assert dossier.faults.empty


def test_what_no_encoding_turns_into_words_is_a_fault(tmp_path):
    dossier = read_text(tmp_path, HEADER.encode() + b"a,2025,S\xb0\xb1gou\xa4x,\xb6Gr\xa7\xf7oup,\xacA\xb2b\xb3\n")
    assert dossier.faults["remedy"].item().endswith("--encoding windows-1251 or --encoding mac-roman")


def test_an_encoding_can_be_stated(tmp_path):
    file = tmp_path / "a.csv"
    file.write_bytes(f"{HEADER}a,2025-05-03,Győr,Group A,\n".encode("cp1250"))
    stated = mapper.read(file, encoding="Windows-1250")
    assert stated.events["place"].item() == "Győr"
    assert stated.notices == ()
    assert mapper.read(file, encoding="mac roman").events["place"].item() == "Gyır"
    with pytest.raises(SourceError, match="is not utf-8 at byte"):
        mapper.read(file, encoding="utf-8")
    with pytest.raises(SourceError, match="no encoding is called 'base64'"):
        mapper.read(file, encoding="base64")


def test_text_that_was_decoded_twice_is_reported_and_kept(tmp_path):
    dossier = read_text(tmp_path, HEADER + "a,2025,SÃ©gou,Groupe Ã‰,déjà vu\nb,2025,Gao,Ð“Ñ€ÑƒÐ¿Ð°,été\n")
    assert dossier.events["place"].tolist() == ["SÃ©gou", "Gao"]
    assert dossier.faults[["line", "field"]].to_numpy().tolist() == [[2, "place"], [2, "actor1"], [3, "actor1"]]
    assert dossier.faults["reason"].tolist()[0] == "text that was decoded twice (it was Ségou)"
    assert "Група" in dossier.faults["reason"].tolist()[2]


@pytest.mark.parametrize("text", ["Ségou", "SÃO JOÃO", "Ñemby", "Łódź", "Київ", "Âge", "Ã", "“été”", "№ 5"])
def test_text_that_was_decoded_once_is_not(text):
    assert decoded_twice(text) == ""


@given(st.text(st.characters(min_codepoint=0xC0, max_codepoint=0x24F, categories=["L"]), min_size=1, max_size=20))
def test_what_was_decoded_twice_is_found_again(text):
    try:
        wrong = text.encode("utf-8").decode("cp1252")
    except UnicodeDecodeError:
        return
    assert decoded_twice(wrong) == text


@given(st.lists(st.sampled_from(["Ségou", "Ménaka", "Léré", "forêt", "préfet", "été", "À"]), min_size=1, max_size=30))
def test_french_in_latin_1_stays_what_it_is(words):
    assert recognised(" ".join(words).encode("latin-1")) == ("cp1252", True)


@given(st.binary(max_size=200))
def test_no_bytes_are_too_odd(data):
    assert data.decode(recognised(data).encoding, "replace") is not None


@pytest.mark.parametrize("text", ["S\ufffdgou", "Attaque signal\ufffde", "\ufffd\ufffd\ufffd"])
def test_letters_that_were_lost_before_are_a_fault(tmp_path, text):
    dossier = read_text(tmp_path, f"date,place\n2025-05-03,Gao\n2025-05-04,{text}\n")
    assert listed(dossier.faults) == [(3, "place", text)]
    assert dossier.events["place"].tolist() == ["Gao", text]
