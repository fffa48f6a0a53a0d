"""Rows such as copied text can be: markup, templates, expressions, control and direction characters, huge words."""

import csv
from pathlib import Path

HOSTILE = [
    {"notes": "<img src=x onerror=\"alert('notes')\" data-hostile=1>"},
    {"place": "<script>alert('place')</script>"},
    {"actor1": "</script><script>alert('actor')</script>"},
    {"event_type": "<svg/onload=alert(1) data-hostile=1>"},
    {"event_id": 'id"><img src=x onerror=alert(2)>'},
    {"source_url": "javascript:alert(3)"},
    {"source_url": "JaVa\tScRiPt:alert(4)"},
    {"source_url": 'https://example.org/" onmouseover="alert(5)" data-hostile="1'},
    {"notes": "{{7777*7}} {% for x in y %} {# comment"},
    {"actor2": "{{7777*7}}", "title": "${7777*7} `${alert(6)}`"},
    {"notes": "</textarea></title></style><base href=//evil.example/><!-- <![CDATA["},
    {"event_type": "__proto__", "actor1": "constructor", "actor2": "hasOwnProperty", "place": "toString"},
    {"event_id": "__proto__"},
    {"notes": "bell \x07 escape \x1b[31m nul \x00 c1 \x85"},
    {"place": "\u202egnol eht fo dne\u202c", "notes": "\u2066isolate\u2069 \u2028 line \u2029 paragraph"},
    {"notes": "=HYPERLINK(\"http://evil.example\")", "actor1": "=cmd|' /C calc'!A0"},
    {"notes": "A" * 20_000, "place": "P" * 300, "actor1": "Q" * 1_000},
    {"actor1": "NULL()", "actor2": "None()", "notes": "nan()", "place": "true"},
    {"fatalities": "-1", "notes": "a negative figure"},
    {"actor1": "", "actor2": "", "event_type": "", "notes": "", "place": ""},
]  # fmt: skip
COLUMNS = ["event_id", "event_date", "place", "latitude", "longitude", "actor1", "actor2", "event_type", "fatalities",
           "title", "source_url", "notes"]  # fmt: skip


def write_hostile_rows(file: Path) -> list[dict[str, str]]:
    """Write one valid event for each hostile value, and return the rows."""
    rows = []
    for number, values in enumerate(HOSTILE, 1):
        row = {
            "event_id": f"H{number:02}", "event_date": f"2024-{number % 12 + 1:02}-11", "place": f"Testville {number}",
            "latitude": f"{40 + number / 10:.2f}", "longitude": f"{20 + number * 7 % 20:.2f}", "actor1": "Group A",
            "actor2": "Group B", "event_type": "Battles", "fatalities": "1", "title": "", "source_url": "",
            "notes": "note",
        }  # fmt: skip
        rows.append(row | values)
    with file.open("w", newline="", encoding="utf-8") as handle:
        writer = csv.DictWriter(handle, COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
    return rows
