"""Which columns are ids, and what becomes of rows that lack one."""

from tests.readers.sources import read_text


def test_ids_that_count_the_rows_of_each_part_anew_are_no_ids(tmp_path):
    rows = [f"{number},{year}-05-{number:02},Gao" for year in (2023, 2024, 2025) for number in range(1, 6)]
    dossier = read_text(tmp_path, "\n".join(["id,date,place", *rows]) + "\n")
    assert len(dossier.events) == len(rows)
    assert dossier.events["id"].tolist()[:6] == ["1", "2", "3", "4", "5", "1"]
    assert any("id counts the rows of each part anew" in notice for notice in dossier.notices)


def test_no_row_is_lost_for_a_reference_that_many_rows_lack(tmp_path):
    rows = "".join(f"2025-05-0{n},Gao,{'p. 12' if n % 2 else ''}\n" for n in range(1, 9))
    dossier = read_text(tmp_path, "date,place,ref\n" + rows)
    assert (len(dossier.events), dossier.counts.rejected) == (8, 0)
    assert any("4 rows have no ref" in notice for notice in dossier.notices)


def test_a_row_that_lacks_the_id_that_the_others_have_is_an_event(tmp_path):
    rows = "".join(f"{n if n != 3 else ''},2025-05-0{n},Gao,{n % 2}\n" for n in range(1, 9))
    dossier = read_text(tmp_path, "Event_id,date,place,type\n" + rows)
    assert dossier.events["event_id"].tolist()[:4] == ["1", "2", "events-4", "4"]
    assert any("1 row without Event_id" in notice for notice in dossier.notices)
    assert set(dossier.events["event_type"]) == {""}, "a number is no type of event"


def test_ids_that_repeat_for_the_victims_of_an_event_or_in_no_order_are_ids(tmp_path):
    victims = "id,date,place,age\n1,2025-05-01,Gao,20\n1,2025-05-01,Gao,30\n2,2025-05-02,Ber,40\n2,2025-05-02,Ber,9\n"
    assert len(read_text(tmp_path, victims).events) == 2
    whole = "id,date,place\n" + "".join(f"{number},2025-05-01,Gao\n" for number in range(9))
    assert read_text(tmp_path, whole, name="c.csv").events["event_id"].tolist() == list(map(str, range(9)))
    versions = "id,date,place\n" + "".join(f"{number},2025-05-01,Gao\n" for number in (3, 1, 5, 2, 4, 1, 5, 3, 2, 4))
    assert len(read_text(tmp_path, versions, name="b.csv").events) == 5
