"""Who speaks: a party to the conflict, an official, the UN, a rights group or an outlet."""

import pytest

from mapper.claims.claimants import claimant_kinds
from tests.claims.tables import actors, claims, sources

KNOWN = actors(
    {"name": "White Army", "short_name": "WA", "aliases": "Armée blanche"},
    {"name": "Government of Freedonia", "aliases": "Freedonia"},
)
SOURCES = sources(
    {"source_id": "article-1"},
    {"source_id": "x", "publisher": "The New Humanitarian"},
    {"source_id": "hrw", "publisher": "Human Rights Watch"},
)


@pytest.mark.parametrize(
    ("claimant", "kind"),
    [
        ("WA", "party"),
        ("A. Person (WA)", "party"),
        ("General Staff of the White Army", "party"),
        ("Freedonia", "official"),
        ("foreign ministry", "official"),
        ("an army officer, to The Daily Times", "official"),
        ("United Nations", "UN"),
        ("UN Security Council", "UN"),
        ("human rights organisations", "rights group"),
        ("The New Humanitarian", "outlet"),
        ("Article 1", "outlet"),
        ("state media", "outlet"),
        ("", "outlet"),
        ("A. Scholar (Some University)", "unknown"),
        ("a WA spokesman", "party"),
        ("spokesperson for WA", "party"),
        ("WA statement", "party"),
        ("porte-parole de la WA", "party"),
        ("porte-parole de l’Armée blanche", "party"),
        ("le porte-parole du JNIM", "party"),
        ("porte-parole du CSP", "party"),
        ("un responsable de la CMA", "party"),
        ("porte-parole d’AQMI", "party"),
        ("spokesman of Freedonia", "official"),
        ("un porte-parole du gouvernement", "official"),
        ("gouvernement freedonien", "official"),
        ("ministère de la Défense", "official"),
        ("gouverneur de Mopti", "official"),
        ("état-major des armées", "official"),
        ("HRW", "rights group"),
        ("Human Rights Watch", "rights group"),
        ("CICR", "rights group"),
        ("Médecins sans frontières", "rights group"),
        ("une ONG locale", "rights group"),
        ("ONU", "UN"),
        ("porte-parole des Nations unies", "UN"),
        ("UNICEF", "UN"),
        ("UNITA", "unknown"),
        ("AFP", "outlet"),
        ("réseaux sociaux", "reports"),
        ("un habitant, à la presse", "reports"),
        ("sources locales", "reports"),
        ("witnesses", "reports"),
    ],
)
def test_the_kind_of_a_claimant(claimant, kind):
    table = claims({"field": "place", "claimant": claimant})
    assert claimant_kinds(table, sources=SOURCES, actors=KNOWN).tolist() == [kind]
