"""An article as it was read: its numbered paragraphs, and when and where it was published, if known."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from mapper.draft.reading.when.dates import Published

__all__ = ["Article"]


@dataclass(frozen=True, slots=True)
class Article:
    """The text of one source.

    Attributes
    ----------
    source_id
        The id of its row in `sources.csv`.
    paragraphs
        The non-empty lines, counted from 1.
    locators
        The position of each paragraph: `para 3`, in a PDF `page 2 line 14`.
    published
        ISO day, month or year, as told; empty if unknown.
    publisher, title, url, file
        As told or as the page says; may be empty.
    language
        `en` or `fr`.
    country
        The preferred country of its places, ISO 3166-1; may be empty.
    """

    source_id: str
    paragraphs: tuple[str, ...]
    locators: tuple[str, ...]
    published: str = ""
    publisher: str = ""
    title: str = ""
    url: str = ""
    file: str = ""
    language: str = "en"
    country: str = ""

    @classmethod
    def of(cls, text: str, source_id: str, **details: str) -> Article:
        r"""Return the article of a text: each non-empty line is a paragraph.

        >>> Article.of("One.\n\nTwo.", source_id="a").locators
        ('para 1', 'para 2')
        """
        lines = tuple(line.strip() for line in text.splitlines() if line.strip())
        locators = tuple(f"para {number}" for number in range(1, len(lines) + 1))
        return cls(source_id, lines, locators, **details)

    @property
    def when(self) -> Published:
        """Return the date of publication as a first and last possible day."""
        return Published.of(self.published)

    @property
    def digest(self) -> str:
        """Six hexadecimal digits of a hash of its text."""
        return hashlib.sha256("\n".join(self.paragraphs).encode()).hexdigest()[:6]

    def key(self, number: int) -> str:
        r"""Return a key of a paragraph that does not change when another paragraph is inserted before it.

        >>> Article.of("A.\nB.", source_id="a").key(1) == Article.of("New.\nA.\nB.", source_id="a").key(2)
        True
        """
        text = self.paragraphs[number]
        digest = hashlib.sha256(text.encode()).hexdigest()[:6]
        earlier = self.paragraphs[:number].count(text)
        return f"{digest}{earlier + 1 if earlier else ''}"
