"""How findings call the events that they are about."""

import mapper
from mapper.report.events import event_notes
from mapper.report.findings import Finding
from mapper.report.words import Message


def test_a_heading_names_no_day_that_stands_for_a_month(tmp_path):
    """ACLED writes a day for what it knows to the month (time precision 3)."""
    file = tmp_path / "events.csv"
    rows = ["a,2025-01-24,month", "b,2025-01-24,year", "c,2025-01-24,day", "d,,"]
    file.write_text("event_id,event_date,date_precision\n" + "\n".join(rows) + "\n", encoding="utf-8")
    about = [Finding("example", name, "place", "low", (), Message("same-day"), Message("more")) for name in "abcd"]
    notes = event_notes(mapper.read(file), about)
    headings = {name: note.heading() for name, note in notes.items()}
    assert headings == {"a": "a (January 2025)", "b": "b (2025)", "c": "c (24 January 2025)", "d": "d"}
