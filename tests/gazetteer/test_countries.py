"""Names of countries as data sets write them."""

from __future__ import annotations

import pytest

from gazetteer.countries import country_or_blank


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("West Bank and Gaza Strip", "PS"),
        ("Congo, Dem. Rep.", "CD"),
        ("Congo, Democratic Republic of the", "CD"),
        ("Congo, Rep.", "CG"),
        ("Korea, Dem. People's Rep.", "KP"),
        ("Korea, Republic of", "KR"),
        ("Yemen, Rep.", "YE"),
        ("(North) Yemen", "YE"),
        ("Yemen (North Yemen)", "YE"),
        ("DR Congo (Zaire)", "CD"),
        ("Russia (Soviet Union)", "RU"),
        ("Kingdom of eSwatini (Swaziland)", "SZ"),
        ("Cambodia (Kampuchea)", "KH"),
        ("Gambia, The", "GM"),
        ("Central African Rep.", "CF"),
        ("Tanzania, United Republic of", "TZ"),
        ("Burma/Myanmar", "MM"),
        ("Slovak Republic", "SK"),
        ("Türkiye", "TR"),
    ],
)
def test_data_sets_names_of_countries(name, code):
    assert country_or_blank(name) == code


@pytest.mark.parametrize(
    "name",
    ["Korea", "Congo", "Israel/Palestine", "Mali/Niger", "Mali, Niger", "Niger State", "Republic", "Islamic State",
     "Yugoslavia", "Soviet Union", "Czechoslovakia"],
)  # fmt: skip
def test_what_is_no_one_country_is_none(name):
    assert country_or_blank(name) == ""
