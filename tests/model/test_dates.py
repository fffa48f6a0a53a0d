"""The grammar of dates: what each text means, in each language, and what means nothing."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapper.model.dates import Period, read_date
from mapper.model.lexicon import as_written
from mapper.model.unread import UnreadError


def days(text: str, *, reference: dt.date | None = None) -> str:
    """A date's first and last day with its precision; of a day or period with an open end what there is of it."""
    period = read_date(text, reference=reference)
    first = "" if period.first == dt.date.min else period.first.isoformat()
    last = "" if period.last == dt.date.max else period.last.isoformat()
    return f"{first}/{last} {period.precision}"


def code(text: str, *, reference: dt.date | None = None) -> str:
    with pytest.raises(UnreadError) as caught:
        read_date(text, reference=reference)
    return caught.value.code


ABSOLUTE = {
    "2025-06-13/2025-06-13 day": [
        "2025-06-13", "2025/06/13", "20250613", "2025-6-13", "13 June 2025", "13 june 2025", "13. June 2025",
        "June 13, 2025", "June 13 2025", "13-June-2025", "Friday 13 June 2025", "Friday, 13 June 2025",
        "Fri, 13 Jun 2025", "13 June 2025 (Friday)", "13 June 2025, Friday", "the 13th of June 2025", "13th June, 2025",
        "on 13 June 2025", "2025 June 13", "13/06/2025", "6/13/2025", "13.06.2025", "13 06 2025", "13 June 2025.",
        "2025-06-13T08:30:00Z", "2025-06-13 00:00:00.000", "6/13/2025 12:00:00 AM", "13 June 2025, 14:30",
        "2025-06-13T08:30:00+02:00", "13 juin 2025", "vendredi 13 juin 2025", "le 13 juin 2025", "13 JUIN 2025",
        "13 juin 2025 à 14h30", "le vendredi 13 juin 2025", "13 juin 2025 vers 14h", "13 June 2025 (around 2pm)",
        "13 juin 2025, vers 14 h 30", "13 de junio de 2025 a las 14:30", "13 июня 2025 около 14:00",
    ],
    "2023-01-12/2023-01-12 day": [
        "121530ZJAN23", "12 1530Z JAN 2023", "121530Z JAN 23", "121530AJANV2023", "121530JAN23",
    ],
    "2000-12-31/2000-12-31 day": ["312359ZDEC00", "312359ZDEC2000"],
    "2018-02-09/2018-02-09 day": ["9 février 2018", "9 fevrier 2018", "9 févr. 2018", "9 Feb 2018"],
    "2025-08-01/2025-08-01 day": ["1er août 2025", "1 aout 2025", "1st August 2025", "August 1st, 2025"],
    "2025-06-01/2025-06-30 month": [
        "2025-06", "June 2025", "June, 2025", "June-2025", "06/2025", "6/2025", "06.2025", "2025 June", "juin 2025",
        "in June 2025", "en juin 2025", "au mois de juin 2025", "2025-06-XX",
    ],
    "2024-01-01/2024-12-31 year": ["2024", "in 2024", "the year 2024", "en 2024", "l'année 2024", "2024-XX-XX"],
    "2023-09-01/2023-11-30 season": ["autumn 2023", "fall 2023", "autumn of 2023", "2023 autumn", "l'automne 2023"],
    "2024-06-01/2024-08-31 season": ["Summer 2024", "été 2024", "à l'été 2024", "summer, 2024"],
    "2024-12-01/2025-02-28 season": ["winter 2024-2025", "winter 2024-25", "winter 2024/25", "hiver 2024-2025"],
    "2025-04-01/2025-06-30 range": [
        "Q2 2025", "2025-Q2", "2025 Q2", "second quarter of 2025", "T2 2025", "deuxième trimestre 2025", "2025Q2",
    ],
    "2025-01-01/2025-06-30 range": [
        "H1 2025", "first half of 2025", "premier semestre 2025", "Q1-Q2 2025", "2025-01..2025-06",
    ],
    "2025-06-01/2025-06-10 range": [
        "early June 2025", "the beginning of June 2025", "début juin 2025", "au début de juin 2025",
    ],
    "2025-06-11/2025-06-20 range": ["mid-June 2025", "mid June 2025", "mi-juin 2025", "à la mi-juin 2025"],
    "2025-06-21/2025-06-30 range": ["late June 2025", "end of June 2025", "fin juin 2025", "à la fin de juin 2025"],
    "2025-06-01/2025-06-15 range": [
        "first half of June 2025", "première quinzaine de juin 2025", "1ère quinzaine de juin 2025",
        "first fortnight of June 2025",
    ],
    "2025-06-16/2025-06-30 range": ["2ème quinzaine de juin 2025", "2e quinzaine du mois de juin 2025"],
    "2025-01-01/2025-04-30 range": ["early 2025", "début 2025"],
    "2025-06-01/2025-06-20 range": ["early to mid-June 2025"],
    "2025-06-11/2025-06-30 range": ["mid to late June 2025", "mid-June 2025 to late"],
    "2025-06-22/2025-06-28 range": ["fourth week of June 2025"],
    "2025-02-01/2025-02-28 range": ["late winter 2024-2025"],
    "2025-05-10/2025-05-12 range": [
        "10-12 May 2025", "10–12 May 2025", "10 — 12 May 2025", "10 - 12 May, 2025", "May 10-12, 2025",
        "10..12 May 2025", "10/12 May 2025", "10 to 12 May 2025", "from 10 to 12 May 2025", "10 and 12 May 2025",
        "between 10 and 12 May 2025", "2025-05-10/2025-05-12", "2025-05-10..2025-05-12", "2025-05-10 - 2025-05-12",
        "2025-05-10, 2025-05-12", "2025-05-10/12", "du 10 au 12 mai 2025", "10 et 12 mai 2025", "10 au 12 mai 2025",
        "entre le 10 et le 12 mai 2025", "10 May–12 May 2025", "Saturday 10 – Monday 12 May 2025", "10-12.05.2025",
    ],
    "2025-05-30/2025-06-02 range": [
        "30 May – 2 June 2025", "2025-05-30/2025-06-02", "30 May 2025 to 2 June 2025", "du 30 mai au 2 juin 2025",
        "from May 30 to June 2, 2025", "30/05/2025 - 02/06/2025",
    ],
    "2025-05-01/2025-06-30 range": ["May–June 2025", "May/June 2025", "May to June 2025", "de mai à juin 2025"],
    "2025-06-12/2025-06-13 range": [
        "the night of 12 June 2025", "night of 12 to 13 June 2025", "nuit du 12 au 13 juin 2025", "12/13 June 2025",
        "12 or 13 June 2025",
    ],
    "2023-01-01/2024-12-31 range": ["2023-2024", "2023–2024", "2023/2024", "from 2023 to 2024", "de 2023 à 2024"],
    "1990-01-01/1999-12-31 range": ["1990s", "the 1990s", "199X", "années 1990", "les années 1990"],
    "2025-06-10/2025-06-19 range": ["2025-06-1X", "2025-06-1x"],
    "2025-10-01/2025-12-31 range": ["2025-1X"],
    "2025-06-09/2025-06-15 week": [
        "2025-W24", "week of 9 June 2025", "semaine du 9 juin 2025", "week 24 of 2025", "Week 24, 2025", "2025W24",
        "W24 2025", "24th week of 2025", "semaine 24 2025", "Semaine n° 24, 2025", "2025-S24", "semana 24 de 2025",
        "KW 24/2025", "24. Woche 2025", "неделя 24 2025", "24 тиждень 2025", "hafta 24 2025",
    ],
    "2025-06-10/2025-06-16 range": [
        "circa 13 June 2025", "c. 13 June 2025", "~2025-06-13", "vers le 13 juin 2025", "13 June 2025?",
        "2025-06-13 (?)", "13/06/2025 (approx.)", "2025-06-13 approx.", "2025-06-13 à confirmer", "13 June 2025 (TBC)",
        "13/06/2025 - estimated", "13 de junio de 2025 (fecha aproximada)", "13 червня 2025 (уточнюється)",
        "13 June 2025 (exact day unknown)",
    ],
    "/2024-08-31 range": [
        "by August 2024", "<=2024-08", "≤ 2024-08", "until August 2024", "no later than August 2024", "d'ici août 2024",
        "jusqu'en août 2024", "August 2024 or earlier",
    ],
    "/2021-12-31 range": ["before 2022", "<2022", "prior to 2022", "avant 2022"],
    "2020-01-01/ range": [
        "since 2020", ">=2020", "from 2020", "2020 onwards", "depuis 2020", "à partir de 2020", "2020 or later",
    ],
    "2025-06-14/ range": ["after 13 June 2025", "> 2025-06-13", "après le 13 juin 2025"],
    "2025-08-13/2025-08-13 day": [
        "١٣ أغسطس ٢٠٢٥", "٢٠٢٥-٠٨-١٣", "۲۰۲۵/۰۸/۱۳", "١٣/٠٨/٢٠٢٥", "13-го августа 2025 г.", "13 августа 2025, 14:30",
        "13.08.2025 14 Uhr", "13 August 2025, 2 pm", "13 August 2025 evening", "13 ağustos 2025 Çarşamba",
    ],
    "2025-08-10/2025-08-12 range": [
        "10.-12. August 2025", "١٠-١٢ أغسطس ٢٠٢٥", "10 ve 12 Ağustos 2025", "с 10 по 12 августа 2025",
        "2025-08-10T22:00/2025-08-12T03:00", "2025-08-10 22:00 - 2025-08-12 03:00", "vom 10. bis 12. August 2025",
        "з 10 по 12 серпня 2025 року", "من 10 إلى 12 أغسطس 2025", "del 10 al 12 de agosto de 2025",
    ],
    "2025-08-10/2025-08-11 range": ["overnight 10/11 August 2025"],
    "2025-08-13/2025-08-14 range": ["13.08.-14.08.2025", "13/08-14/08/2025", "13/08 to 14/08/2025"],
    "2025-08-01/2025-08-10 range": [
        "Ağustos 2025 başı", "Ağustos başında 2025", "Anfang August 2025", "в начале августа 2025",
    ],
    "2025-08-21/2025-08-31 range": ["Ağustos ayının sonu 2025", "2025 Ağustos sonu", "наприкінці серпня 2025 року"],
    "2025-08-01/2025-08-07 range": ["first week of August 2025"],
    "2025-08-25/2025-08-31 range": ["last week of August 2025"],
    "2025-08-01/2025-08-31 month": [
        "2025-08-00", "00/08/2025", "2025-08-??", "??/08/2025", "XX.08.2025", "2025/08/xx", "?? August 2025",
        "00 Aug 2025",
    ],
    "2025-01-01/2025-12-31 year": ["2025-00-00", "00/00/2025", "??/??/2025", "2025-??-??", "٢٠٢٥"],
}  # fmt: skip
REFERENCE = dt.date(2025, 6, 15)  # a Sunday
RELATIVE = {
    "2025-06-14/2025-06-14 day": ["yesterday", "hier", "1 day ago", "Saturday", "last Saturday", "samedi dernier"],
    "2025-06-13/2025-06-13 day": [
        "Friday", "on Friday", "vendredi dernier", "two days ago", "il y a deux jours", "13 June", "avant-hier",
    ],
    "2025-06-15/2025-06-15 day": ["today", "this morning", "aujourd'hui", "Sunday"],
    "2025-06-08/2025-06-08 day": ["last Sunday", "dimanche dernier"],
    "2025-06-14/2025-06-15 range": ["overnight", "last night", "la nuit dernière"],
    "2025-06-02/2025-06-08 week": ["last week", "la semaine dernière", "a week ago", "il y a une semaine"],
    "2025-06-09/2025-06-15 week": ["this week", "cette semaine"],
    "2025-05-01/2025-05-31 month": ["last month", "le mois dernier", "May", "last May", "mai dernier"],
    "2025-06-01/2025-06-30 month": ["this month", "June", "ce mois-ci"],
    "2024-01-01/2024-12-31 year": ["last year", "l'année dernière", "il y a un an"],
    "2024-06-20/2024-06-20 day": ["20 June"],
    "2025-06-12/2025-06-13 range": ["12-13 June", "du 12 au 13 juin"],
    "/2025-06-12 range": ["before Friday"],
}  # fmt: skip
REFUSED = {
    "no-date": [
        "", " ", "soon", "13", "0", "12-06", "2,024", "June 2,024", "13 June 2 025", "13 June 2025 x", "x 13 June 2025",
        "13 June 2025 13 June 2025", "-2025", "²025", "½", "202506", "2025-05-10-12",
        "2025-06-12 2025-06-14", "June 2025 July 2025", "10-12-14 May 2025", "early Friday 2025", "the", "to", "..",
        "2025..", "..2025", "20xx", "13 June 2025 25:00", "12 trucks",
        "2025-x1-05", "May 2025, June 2025", "first half of summer 2025",
    ],
    "no-year": [
        "June", "June 6", "12-13 June", "10..12 May", "13 juin", "Jun-25", "summer", "Q2", "Friday 13 June", "mid-June",
    ],
    "no-such-day": [
        "2025-02-30", "2025-13", "32/01/2025", "31 June 2025", "0000", "2025-W54", "31/31/2025", "2025-06-4x",
        "99-06-2025", "29 February 2023", "2025-13-00", "20250800", "12/00/2025",
    ],
    "day-or-month": ["04/05/2025", "4.5.2025", "05/06/2025 - 07/06/2025"],
    "short-year": ["13/06/25", "13-Jun-25", "25-06-13"],
    "two-winters": ["winter 2024", "hiver 2024", "first half of winter 2024-2025"],
    "backwards": ["2024-07-27..2024-07-01", "12-10 May 2025", "30 December – 2 January 2025", "2024 to 2023"],
    "relative": ["yesterday", "last week", "Friday", "vendredi dernier", "overnight", "two days ago", "this month"],
    "serial": ["45821"],
    "epoch": ["1749772800", "1749772800000"],
}  # fmt: skip


def cases(table: dict[str, list[str]]) -> list[tuple[str, str]]:
    return [(text, meaning) for meaning, texts in table.items() for text in texts]


@pytest.mark.parametrize(("text", "meaning"), cases(ABSOLUTE))
def test_what_a_text_means(text, meaning):
    assert days(text) == meaning
    assert read_date(text).text == text


@pytest.mark.parametrize(("text", "meaning"), cases(RELATIVE))
def test_what_a_text_means_on_the_day_it_was_written(text, meaning):
    assert days(text, reference=REFERENCE) == meaning
    assert code(text) in {"relative", "no-year"}


@pytest.mark.parametrize(("text", "reason"), cases(REFUSED))
def test_what_is_no_date_and_why(text, reason):
    assert code(text) == reason
    assert UnreadError(reason).reason
    assert UnreadError(reason).remedy


@pytest.mark.parametrize("text", ["2025-06-13", "10-12 May 2025", "before 2022", "autumn 2023"])
def test_the_day_of_writing_changes_nothing_that_is_complete(text):
    assert read_date(text, reference=REFERENCE) == read_date(text)


def test_a_rough_date_is_marked_and_has_more_days_in_a_comparison():
    rough = read_date("circa 2020")
    assert (rough.approximate, rough.precision, read_date("2020").approximate) == (True, "year", False)
    assert rough.overlaps(read_date("2021-03"))
    assert not rough.overlaps(read_date("2022"))
    assert not read_date("2020").overlaps(read_date("2021-03"))


@pytest.mark.parametrize("text", ["about 10 June 2025 to 12 June 2025", "10 June 2025 to about 12 June 2025"])
def test_a_range_with_one_rough_end_is_rough(text):
    assert read_date(text).approximate
    assert not read_date(text.replace("about ", "")).approximate


def test_weekdays_are_kept_right_or_wrong():
    assert read_date("Friday 13 June 2025").weekdays == ((dt.date(2025, 6, 13), 4),)
    assert read_date("lundi 13 juin 2025").weekdays == ((dt.date(2025, 6, 13), 0),)
    assert [number for _, number in read_date("Friday 13 – Sunday 15 June 2025").weekdays] == [4, 6]
    assert read_date("13 June 2025").weekdays == ()


MONTHS = [(name, int(number)) for number, names in as_written("dates", "months").items() for name in names]


@pytest.mark.parametrize(("name", "number"), MONTHS)
def test_month_names_of_every_language(name, number):
    first = dt.date(2025, number, 13)
    for text in (f"13 {name} 2025", f"{name} 13, 2025", f"13. {name.upper()} 2025", f"13-{name}-2025"):
        assert read_date(text).first == first, text
    assert read_date(f"{name} 2025").precision == "month"


@pytest.mark.parametrize(
    "text",
    [
        "13 de junio de 2025", "13 de junho de 2025", "sexta-feira, 13 de junho de 2025", "13 червня 2025 р.",
        "venerdì 13 giugno 2025", "13 июня 2025 года",
        "13 يونيو 2025", "13 حزيران 2025", "13 Haziran 2025", "Freitag, 13. Juni 2025",
    ],
)  # fmt: skip
def test_days_in_further_languages(text):
    assert days(text) == "2025-06-13/2025-06-13 day"


DAYS = st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31))
MONTHS_OF = (
    "January February March April May June July August September October November December",
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
)
WEEKDAYS_OF = (
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    "lundi mardi mercredi jeudi vendredi samedi dimanche",
)


@given(DAYS, st.sampled_from([0, 1]))
def test_a_day_is_read_back_from_every_style(day, language):
    name, weekday = MONTHS_OF[language].split()[day.month - 1], WEEKDAYS_OF[language].split()[day.weekday()]
    written = f"{day.day} {name} {day.year}"
    styles = [
        day.isoformat(), f"{day:%Y%m%d}", f"{day:%Y/%m/%d}", f"{day.isoformat()} 12:30:05", written,
        f"{name} {day.day}, {day.year}", f"{weekday} {written}", f"{weekday.title()}, {written}",
    ]  # fmt: skip
    for text in styles:
        period = read_date(text)
        assert (period.first, period.last, period.precision) == (day, day, "day"), text
        assert all(date.weekday() == number for date, number in period.weekdays)


@given(DAYS)
def test_a_week_is_read_back_from_every_style(day):
    year, week, weekday = day.isocalendar()
    monday = day - dt.timedelta(days=weekday - 1)
    for text in (f"{year}-W{week:02d}", f"week {week} of {year}", f"semaine {week}, {year}", f"KW{week} {year}"):
        period = read_date(text)
        assert (period.first, period.last, period.precision) == (monday, monday + dt.timedelta(days=6), "week"), text
    assert read_date(f"{year}-W{week:02d}-{weekday}").first == day


@given(DAYS, st.integers(1, 400), st.sampled_from([0, 1]))
def test_a_range_is_read_back_from_every_style(first, length, language):
    last = min(first + dt.timedelta(days=length), dt.date(2100, 12, 31))
    months = MONTHS_OF[language].split()
    begin, end = (f"{day.day} {months[day.month - 1]} {day.year}" for day in (first, last))
    opening, between = (("from ", " to "), ("du ", " au "))[language]
    styles = [f"{opening}{begin}{between}{end}", f"{begin} – {end}", f"{first}/{last}", f"{first}..{last}"]
    if first.year == last.year:
        styles.append(f"{begin.removesuffix(f' {first.year}')}{between}{end}")
    if first.month == last.month and first.year == last.year:
        styles += [f"{first.day}–{end}", f"{first.day}-{end}", f"{first.day}..{end}", f"{first}/{last.day:02d}"]
    for text in styles if first < last else ():
        period = read_date(text)
        assert (period.first, period.last) == (first, last), text


ALL_TEXTS = [text for text, _ in cases(ABSOLUTE)]


@given(st.sampled_from(ALL_TEXTS), st.sampled_from(["tanks", "99", "soldats", "!", "§", "km", "(", "'", "soon"]))
def test_a_text_with_something_left_over_is_refused(text, trash):
    for spoilt in (f"{text} {trash}", f"{trash} {text}"):
        with pytest.raises(UnreadError):
            read_date(spoilt)


@pytest.mark.slow
@given(st.text(max_size=60))
def test_any_text_is_a_period_or_refused_with_a_reason(text):
    try:
        period = read_date(text)
    except UnreadError:
        assert UnreadError(code(text)).remedy
        return
    assert isinstance(period, Period)
    assert period.first <= period.last
    assert period.open or read_date(period.standard()).standard() == period.standard()


@pytest.mark.parametrize(
    ("text", "standard"),
    [
        ("principios de junio de 2025", "2025-06-01/2025-06-10"), ("otoño de 2023", "2023-09-01/2023-11-30"),
        ("del 10 al 12 de mayo de 2025", "2025-05-10/2025-05-12"),
        ("segundo trimestre de 2025", "2025-04-01/2025-06-30"),
        ("alrededor del 13 de junio de 2025", "2025-06-10/2025-06-16"),
        ("meados de junho de 2025", "2025-06-11/2025-06-20"),
        ("dal 3 al 5 giugno 2025", "2025-06-03/2025-06-05"),
        ("verão de 2024", "2024-06-01/2024-08-31"), ("10 a 12 de maio de 2025", "2025-05-10/2025-05-12"),
        ("начало июня 2025", "2025-06-01/2025-06-10"), ("с 10 по 12 мая 2025", "2025-05-10/2025-05-12"),
        ("II квартал 2025", "2025-04-01/2025-06-30"), ("около 13 июня 2025", "2025-06-10/2025-06-16"),
        ("наприкінці червня 2025", "2025-06-21/2025-06-30"), ("літо 2024", "2024-06-01/2024-08-31"),
        ("з 10 по 12 травня 2025", "2025-05-10/2025-05-12"), ("أوائل يونيو 2025", "2025-06-01/2025-06-10"),
        ("صيف 2024", "2024-06-01/2024-08-31"), ("yaz 2024", "2024-06-01/2024-08-31"),
        ("ikinci çeyrek 2025", "2025-04-01/2025-06-30"),
    ],
)  # fmt: skip
def test_vague_dates_in_the_languages_of_the_field(text, standard):
    assert read_date(text).standard() == standard


@pytest.mark.parametrize(
    ("text", "standard"),
    [
        ("1ère semaine de mai 2025", "2025-05-01/2025-05-07"),
        ("2e semaine d'avril 2025", "2025-04-08/2025-04-14"),
        ("troisième semaine du mois de mai 2025", "2025-05-15/2025-05-21"),
        ("dernière semaine de juin 2025", "2025-06-24/2025-06-30"),
        ("2ème trimestre 2025", "2025-04-01/2025-06-30"),
        ("2ème semestre 2025", "2025-07-01/2025-12-31"),
        ("le 5 mai 2025 au matin", "2025-05-05"),
        ("lundi 5 mai 2025, en fin d'après-midi", "2025-05-05"),
        ("05/05/2025 (soir)", "2025-05-05"),
        ("5 May 2025, in the evening", "2025-05-05"),
        ("3e semaine 2025", "2025-01-13/2025-01-19"),
    ],
)
def test_parts_of_a_month_in_french_and_parts_of_a_day(text, standard):
    assert read_date(text).standard() == standard


@pytest.mark.parametrize(
    "text", ["première quinzaine de 2025", "2e semaine de 2025", "5 mai 2025 dans la nuit", "5 mai 2025 avant midi"]
)
def test_a_part_that_is_not_certain_is_no_date(text):
    with pytest.raises(UnreadError):
        read_date(text)
