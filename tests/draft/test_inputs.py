"""Word documents, PDFs and saved pages are read as the articles they hold, counted as the text that is kept of them."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from mapper.draft.folder import read_drafts
from mapper.draft.texts import read_articles
from tests.program import run

ENGLISH = ("Gunmen killed four farmers in Tessit on Friday.", "Nobody <script>alert(1)</script> claimed the attack.")
FRENCH = ("Des hommes armés ont tué sept villageois à Tessit vendredi, selon le maire.", "« Rien ne va plus », dit-il.")
HOSTILE = "\u202eGunmen killed 3 men in Gao on Friday </p><img src=x onerror=alert(2)> {{7*7}}"


def word(paragraphs: tuple[str, ...]) -> bytes:
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph("")
        document.add_paragraph(paragraph)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def pdf(lines: tuple[str, ...]) -> bytes:
    """A PDF of one page, by hand: each line of text below the other."""
    shown = " T* ".join(f"({line}) Tj" for line in lines).replace("alert(1)", r"alert\(1\)")
    stream = f"BT /F1 9 Tf 40 780 Td 14 TL {shown} ET".encode("cp1252")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
            b"/Resources << /Font << /F1 5 0 R >> >> >>"
        ),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    body, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % len(body)
    return body + b"xref\n0 6\n0000000000 65535 f \n" + table + end


def page(paragraphs: tuple[str, ...]) -> bytes:
    text = "".join(f"<p>{one.replace('<', '&lt;')} {'And so on for quite a while. ' * 4}</p>" for one in paragraphs)
    return (
        "<!doctype html><html><head><title>Attack in Tessit</title>"
        '<meta property="article:published_time" content="2025-06-15">'
        '<meta property="og:site_name" content="The Daily">'
        "</head><body><nav><a href=/>Home</a> <a href=/sport>Sport</a></nav><article><h1>Attack in Tessit</h1>"
        f"{text}</article><aside>Most read: army kills 99 in Gao</aside><footer>Cookies. Subscribe now.</footer>"
        "<script>alert('Gunmen killed 88 people in Kidal.')</script></body></html>"
    ).encode()


@pytest.mark.parametrize("paragraphs", [ENGLISH, FRENCH, (HOSTILE, *ENGLISH)], ids=["english", "french", "hostile"])
@pytest.mark.parametrize(("suffix", "made"), [(".docx", word), (".html", page)])
def test_paragraphs_are_those_of_the_file(
    tmp_path: Path, suffix: str, made: Callable[[tuple[str, ...]], bytes], paragraphs: tuple[str, ...]
) -> None:
    file = tmp_path / f"article{suffix}"
    file.write_bytes(made(paragraphs))
    (article,) = read_articles([str(file)], {})
    own = [text for text in article.paragraphs if text != "Attack in Tessit"]
    for text, one in zip(own, paragraphs, strict=True):  # trafilatura leaves out what turns the direction of writing
        assert text.lstrip("\u202e").startswith(one.lstrip("\u202e"))
    assert article.locators == tuple(f"para {number}" for number in range(1, len(article.paragraphs) + 1))
    assert not {"99", "88", "Cookies"} & set(" ".join(article.paragraphs).split())


def test_a_saved_page_says_when_and_by_whom_it_was_published(tmp_path: Path) -> None:
    (tmp_path / "saved.html").write_bytes(page(ENGLISH))
    (article,) = read_articles([str(tmp_path / "saved.html")], {})
    assert (article.published, article.publisher, article.language) == ("2025-06-15", "The Daily", "en")


@pytest.mark.parametrize("lines", [ENGLISH, FRENCH], ids=["english", "french"])
def test_a_pdf_is_counted_by_page_and_line(tmp_path: Path, lines: tuple[str, ...]) -> None:
    (tmp_path / "article.pdf").write_bytes(pdf(lines))
    (article,) = read_articles([str(tmp_path / "article.pdf")], {})
    assert article.paragraphs == lines
    assert article.locators == ("page 1 line 1", "page 1 line 2")


@pytest.mark.slow
def test_all_kinds_of_files_are_drafted_in_one_run(tmp_path: Path) -> None:
    files = {"a.docx": word(ENGLISH), "b.pdf": pdf(FRENCH), "c.html": page(ENGLISH)}
    for name, raw in files.items():
        (tmp_path / name).write_bytes(raw)
    own = tmp_path / "own"
    done = run("draft", *(tmp_path / name for name in files), "--into", own, "--published", "2025-06-15")
    assert done.returncode == 0, done.stderr
    drafts = read_drafts(own)
    tolls = {claim["source_id"]: claim for claim in drafts.claims if claim["field"] == "fatalities"}
    assert {name: claim["value"] for name, claim in tolls.items()} == {"a": "4", "b": "7", "c": "4"}
    assert tolls["b"]["locator"] == "page 1 line 1"
    for claim in drafts.claims:
        kept = (own / "drafts" / "text" / f"{claim['source_id']}.txt").read_text("utf-8")
        assert claim["quote"] in kept


@pytest.mark.parametrize("name", ["a.docx", "a.pdf"])
def test_what_is_no_such_file_is_said_in_a_sentence(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"no such file")
    done = run("draft", tmp_path / name, "--into", tmp_path / "own")
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert name in done.stderr


def test_tables_of_a_word_document_are_read(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Published on 14 June 2025")
    document.add_table(1, 2).rows[0].cells[1].text = "Gunmen killed 12 civilians in Tessit on Friday."
    document.save(str(tmp_path / "a.docx"))
    [article] = read_articles([str(tmp_path / "a.docx")], {})
    assert article.published == "2025-06-14"
    assert article.paragraphs[-1] == "Gunmen killed 12 civilians in Tessit on Friday."


def test_a_dateline_in_a_pdf_begins_a_paragraph_and_dates_the_article(tmp_path: Path) -> None:
    lines = ("Rebels ambush a convoy", "BAMAKO, 14 June 2025 - Rebels ambushed a convoy near", "Tessit on Wednesday.")
    (tmp_path / "article.pdf").write_bytes(pdf(lines))
    (article,) = read_articles([str(tmp_path / "article.pdf")], {})
    assert article.paragraphs == (lines[0], f"{lines[1]} {lines[2]}")
    assert article.published == "2025-06-14"


def test_another_article_of_the_same_name_is_another_source(tmp_path: Path) -> None:
    own, text = tmp_path / "own", "Gunmen killed {} civilians in Tessit on 3 June 2025."
    (tmp_path / "gossi.txt").write_text(text.format(4), encoding="utf-8")
    (tmp_path / "gossi.md").write_text(text.format(9), encoding="utf-8")
    for name in ("gossi.txt", "gossi.md", "gossi.txt", "gossi.md"):
        assert run("draft", tmp_path / name, "--into", own).returncode == 0
    drafts = read_drafts(own)
    assert [row["draft_why"] for row in drafts.sources] == ["gossi.txt", "gossi.md"]
    assert [claim["value"] for claim in drafts.claims if claim["field"] == "fatalities"] == ["4", "9"]
    assert {row["draft_status"] for row in drafts.events} == {"new"}
