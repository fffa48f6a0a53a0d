"""The page words a message as the program does: the same catalogues, read by two programs."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from gazetteer.words import LANGUAGES, Argument
from gazetteer.words import Message as GazetteerMessage
from gazetteer.words.catalogue import parsed
from hatch_build import node_and_npm
from mapper.words import Message
from tests.words.test_catalogues import MARKS, sentences, slots

VIEWER = Path(__file__).parents[2] / "mapper" / "viewer"
PROGRAM = """
import { readFileSync } from "node:fs";
import { createTranslator } from "./src/i18n/index.js";
const words = ["en", "fr"].map(createTranslator);
const said = JSON.parse(readFileSync(0, "utf8")).map((message) => words.map((t) => t.message(message)));
process.stdout.write(JSON.stringify(said));
"""
NASTY = (
    "N'Tillit",
    'a "b"',
    'it\'s "b"',
    "a\\b\tc\nd",
    "zero\u200bwidth",
    "\x07\x9f",
    "Ménaka\u00a0!",
    "😀",
    "{name}[x]",
)


def in_the_page(messages: list[GazetteerMessage]) -> list[list[str]]:
    node, _ = node_and_npm()
    done = subprocess.run(
        [node, "--input-type=module", "--eval", PROGRAM],
        cwd=VIEWER,
        input=json.dumps([message.as_json() for message in messages]),
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    said: list[list[str]] = json.loads(done.stdout)
    return said


def samples() -> Iterator[GazetteerMessage]:
    """Every sentence of the catalogues that the page has, with arguments of the kinds that it takes."""
    for package, kind in (("gazetteer", GazetteerMessage), ("mapper", Message)):
        for code, entry in sentences(package, "en").items():
            if MARKS.fullmatch(code):
                continue
            every = {slot for text in entry.values() for slot in slots(parsed(text))}
            every |= {slot for text in sentences(package, "fr")[code].values() for slot in slots(parsed(text))}
            for n in (0, 1, 2):
                yield kind(code, **{slot.name: argument(slot.form, n) for slot in every} | {"n": n})


def argument(form: str, n: int) -> Argument:
    if form == "plain":
        return (200, 12.5, 1234.0)[n]
    if form == "capital":
        return GazetteerMessage("spelling-main")
    if form in ("and", "or", "to", "semicolons", "clauses", "sentences"):
        return ("One.", "two.", GazetteerMessage("place"))[: n + 1]
    return ("", 12345, "Kidal")[n]


def test_every_sentence_is_the_same_in_the_page():
    messages = list(samples()) + [GazetteerMessage("unknown", name=name) for name in NASTY]
    said = in_the_page(messages)
    for message, words in zip(messages, said, strict=True):
        assert words == [message.text(language) for language in LANGUAGES], message


def test_every_sentence_of_the_example_is_the_same_in_the_page(example: Any):
    from mapper.claims.summaries import claim_summaries

    summaries = claim_summaries(example)
    tables = (*summaries.sentences.values(), *summaries.provenance.values())
    messages = [*example.messages.values(), *(message for table in tables for message in table.values())]
    for message, words in zip(messages, in_the_page(messages), strict=True):
        assert words == [message.text(language) for language in LANGUAGES]
