"""Who says what where somebody claims a deed, denies one in the next sentence, or gives an official toll."""

from __future__ import annotations

import pandas as pd
import pytest

from mapper.claims import disagreements
from mapper.draft import language_of
from tests.draft.conftest import Drafted

DEED = {
    "en": "Gunmen killed 20 people in Tessit on Saturday.",
    "fr": "Une vingtaine de civils ont été tués samedi dans une attaque contre le village de Tessit.",
}


def told(drafted: Drafted, text: str) -> list[dict[str, str]]:
    """Return the claims of a text, each with its event's place as `of`."""
    drafts = drafted(text, published="2024-06-11", language=language_of(text), country="ML")
    places = {row["event_id"]: row["place"] for row in drafts.events}
    return [claim | {"of": places[claim["event_id"]]} for claim in drafts.claims]


def values(claims: list[dict[str, str]], field: str) -> set[str]:
    return {claim["value"] for claim in claims if claim["field"] == field}


@pytest.mark.parametrize(
    "claimed",
    [
        DEED["en"] + " Islamic State in the Sahel claimed the attack on Monday and said it had killed 25 soldiers.",
        DEED["en"] + " The rebels claimed responsibility for the attack on Monday.",
        DEED["fr"] + " L'État islamique au Sahel a revendiqué l'attaque lundi et affirme avoir tué 25 miliciens.",
        DEED["fr"] + " Les rebelles ont revendiqué lundi l'attaque de samedi.",
    ],
)
def test_the_day_of_a_claim_is_not_that_of_the_deed(drafted: Drafted, claimed: str) -> None:
    claims = told(drafted, claimed)
    assert values(claims, "event_date") == {"2024-06-08"}
    assert values(claims, "announced") == {"2024-06-10"}
    assert {claim["of"] for claim in claims} == {"Tessit"}


@pytest.mark.parametrize(
    "denial",
    [
        DEED["en"] + " Islamic State claimed the attack on Monday. The army denies having bombed Ansongo.",
        DEED["en"] + " The army rejects accusations of having bombed Ansongo.",
        DEED["fr"] + " Les rebelles ont revendiqué lundi l'attaque. L'armée malienne dément avoir bombardé Ansongo.",
        DEED["fr"] + " L'armée nie avoir tué des civils à Ansongo.",
    ],
)
def test_a_denied_deed_is_none_of_another_sentence(drafted: Drafted, denial: str) -> None:
    claims = [claim for claim in told(drafted, denial) if claim["of"] == "Ansongo"]
    assert claims
    assert {(claim["stance"], claim["claimant"]) for claim in claims} <= {("denies", "army"), ("denies", "armée")}
    assert not values(claims, "event_date")


@pytest.mark.parametrize(
    ("text", "figure", "claimant"),
    [
        (
            "Officials said 12 people died in Gao on Sunday. The rebels said 30 soldiers died.",
            "30",
            "rebels",
        ),
        ("Police said 12 people died in Gao on Sunday. The militants said 30 soldiers died.", "30", "militants"),
        (
            "Des élus ont dit que 12 civils ont été tués à Gao dimanche. Les rebelles disent avoir tué 30 soldats.",
            "30",
            "rebelles",
        ),
        (
            "L’armée dit dans un communiqué que 12 soldats sont morts. Le texte ajoute que 30 civils ont été tués.",
            "30",
            "armée",
        ),
        (
            "The government said in a statement that 12 died in Gao. Awa Ba blamed rebels. The statement said 15 died.",
            "15",
            "government",
        ),
        (
            "Quinze civils ont été tués samedi à Gao, indique un bilan fourni par l’état-major des armées.",
            "15",
            "état-major des armées",
        ),
        ("Le maire a confirmé le raid de samedi à Tessit. « Il y a eu quinze morts », a-t-il indiqué.", "15", "maire"),
        ("« Des hommes armés ont tué 12 civils à Tessit », a déclaré Ali Sow, maire.", "12", "Ali Sow"),
        ("Samedi, 12 civils sont morts à Tessit, a annoncé le porte-parole du gouvernement, Awa Ba.", "12", "Awa Ba"),
        ("Samedi, 12 civils sont morts à Tessit, a-t-on appris auprès de la gendarmerie.", "12", "gendarmerie"),
        ("Le ministre, Ali Sow, a fait état de 12 soldats tués samedi à Tessit.", "12", "Ali Sow"),
        ("Un élu a confirmé le raid de samedi à Tessit, avançant de son côté un bilan de 19 morts.", "19", "élu"),
        (
            "Douze civils sont morts samedi à Tessit, a appris l'AFP de sources sécuritaires.",
            "12",
            "sources sécuritaires",
        ),
        ("Le bilan enregistré fait état de 12 soldats tués samedi à Tessit.", "12", ""),
        ("Douze civils ont été tués samedi à Tessit, rapporte l'Agence France Presse.", "12", "Agence France Presse"),
        ("An attack hit Tessit on Saturday. The official death toll stands at 14 dead.", "14", "official death toll"),
        ("Une attaque a visé Tessit samedi. Le bilan officiel fait état de 14 morts.", "14", "bilan officiel"),
        ("Gunmen attacked Tessit on Friday, Ali Sow, a mayor, said. Six people died, Mr. Sow said.", "6", "Ali Sow"),
    ],
)
def test_who_gives_a_figure(drafted: Drafted, text: str, figure: str, claimant: str) -> None:
    claims = told(drafted, text)
    assert {claim["claimant"] for claim in claims if claim["value"] == figure} == {claimant}


@pytest.mark.parametrize(
    "text",
    [
        "On 7 June 2024, five aid workers were abducted near Menaka; three were freed on 9 June.",
        "Five aid workers were abducted near Menaka on 7 June 2024, and three of them were released on 9 June.",
        "Le 7 juin 2024, cinq humanitaires ont été enlevés près de Ménaka ; trois ont été libérés le 9 juin.",
    ],
)
def test_the_day_of_a_release_is_not_that_of_the_abduction(drafted: Drafted, text: str) -> None:
    assert values(told(drafted, text), "event_date") == {"2024-06-07"}


def test_words_for_one_deed_are_no_rivals(drafted: Drafted) -> None:
    text = "At least 14 killed in raid on village\nGunmen attacked Tessit on Saturday, killing 14, officials said."
    assert len({value.lower() for value in values(told(drafted, text), "event_type")}) == 1
    text = "Une attaque a visé Tessit samedi. Quinze civils y ont été tués, selon un élu."
    assert values(told(drafted, text), "event_type") == {"attaque"}


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("Gunmen killed 14 people in Tessit on Saturday. A source said that 17 bodies were found.", {""}),
        ("Gunmen killed 14 soldiers in Tessit on Saturday.", {"soldiers"}),
        ("Une attaque a fait 14 morts à Tessit samedi. Un élu a dit que 17 personnes ont été tuées.", {""}),
        ("Des hommes armés ont tué 14 civils à Tessit samedi.", {"civils"}),
    ],
)
def test_words_that_name_no_group_are_no_group(drafted: Drafted, text: str, units: set[str]) -> None:
    claims = told(drafted, text)
    assert {claim["unit_or_group"] for claim in claims if claim["field"] == "fatalities"} == units


def test_a_name_and_its_short_name_beside_it_are_one_party(drafted: Drafted) -> None:
    text = "The Green Dawn Front (GDF) attacked soldiers near Tessit on Friday, killing 12. Later the GDF fled."
    assert values(told(drafted, text), "actor1") == {"Green Dawn Front (GDF)"}
    text = "Rebels ambushed a patrol near Tessit on Friday. The Green Dawn Front (GDF) claimed responsibility for it."
    assert "GDF" not in values(told(drafted, text), "actor1")


def test_an_article_of_one_voice_has_no_disagreement_on_names(drafted: Drafted) -> None:
    text = (
        "Green Band rebels ambushed a convoy of Malian and Danish troops near Tessit and Gao on Friday, killing 12. "
        "The ambush by the Green Dawn Front (GDF) destroyed four vehicles of the Danish force."
    )
    drafts = drafted(text, country="ML")
    assert len(values(drafts.claims, "actor2") | values(drafts.claims, "actor1")) > 2
    assert disagreements(pd.DataFrame(drafts.claims), events=pd.DataFrame(drafts.events)).empty


@pytest.mark.parametrize(
    ("quoted", "dead"),
    [
        ("Ali Sow said he was horrified.\n“They shot at everybody, killing at least 70 people.", {(">=70", "Ali Sow")}),
        ('"They came at dusk. Twelve people died that night. We ran," said Awa Ba.', {("12", "Awa Ba")}),
        ("It was raining.\n“There were accounts of that. At least 100 people had died.”", set()),
        ('"The provisional toll is 43 victims," the statement read in part.', {("43", "statement")}),
    ],
)
def test_what_is_quoted_is_whose_words_they_are(drafted: Drafted, quoted: str, dead: set[tuple[str, str]]) -> None:
    text = f"Gunmen attacked Tessit on Saturday.\n{quoted}"
    claims = [claim for claim in told(drafted, text) if claim["field"] == "fatalities"]
    assert {(claim["value"], claim["claimant"]) for claim in claims} == dead


def test_an_unknown_village_lies_in_the_only_country_that_is_named(drafted: Drafted) -> None:
    told_of = "Gunmen killed 12 villagers in Barabad on Friday, in the north of Burkina Faso"
    assert [row["country"] for row in drafted(f"{told_of}.").events] == ["BF"]
    assert [row["country"] for row in drafted(f"{told_of}, having come from Niger.").events] == [""]


def test_a_party_of_a_row_is_one_that_a_claim_names(drafted: Drafted) -> None:
    text = "Six farmers were killed in Tessit on Friday. “The rebels attacked the village at dawn with machine guns.”"
    [row] = drafted(text, country="ML").events
    named = {claim["value"] for claim in drafted(text, country="ML").claims if claim["field"] == "actor1"}
    assert {row["actor1"]} - {""} <= named


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Fighters from the Tolan Front killed nine farmers in Tessit on Friday.", "Tolan Front"),
        ("Gunmen killed nine farmers in Tessit on Friday. The Tolan Front claimed responsibility.", "Tolan Front"),
        ("Soldiers killed nine farmers in Tessit on Friday. The Tolan Front claimed responsibility.", "Soldiers"),
    ],
)
def test_a_side_is_shown_by_its_name(drafted: Drafted, text: str, shown: str) -> None:
    assert [row["actor1"] for row in drafted(text, country="ML").events] == [shown]


@pytest.mark.parametrize(
    ("text", "claimant"),
    [
        ("The North Kolo state government said nine farmers died in Tessit on Friday.", "North Kolo state government"),
        (
            "The Group for the Support of Kolo and Hadar (JNKO) said it had killed nine soldiers in Tessit on Friday.",
            "Group for the Support of Kolo and Hadar (JNKO)",
        ),
    ],
)
def test_a_part_of_a_name_is_nobody(drafted: Drafted, text: str, claimant: str) -> None:
    assert claimant in {claim["claimant"] for claim in told(drafted, text) if claim["field"] == "fatalities"}


def test_a_group_owns_up_under_its_whole_name(drafted: Drafted) -> None:
    text = (
        "Neuf civils ont été tués vendredi dans une attaque contre Tessit.\n"
        "Le Groupe de soutien au Kolo et aux musulmans (JNKO) a revendiqué samedi l'attaque."
    )
    assert values(told(drafted, text), "actor1") == {"Groupe de soutien au Kolo et aux musulmans (JNKO)"}
