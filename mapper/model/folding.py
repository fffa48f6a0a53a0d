"""Fold text for comparison: the form in which names and search words are matched."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["fold", "fold_name"]

_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "‐": "-", "‑": "-", "–": "-"})


def fold(text: str) -> str:
    """Drop accents and case: NFKD, no combining marks, lower case. The page folds in the same way.

    >>> fold("Ménaka")
    'menaka'
    """
    if text.isascii():
        return text.lower()
    return "".join(c for c in unicodedata.normalize("NFKD", text) if unicodedata.category(c) != "Mn").lower()


def fold_name(text: str) -> str:
    """Fold a name: as `fold`, with one kind of apostrophe and hyphen and single spaces.

    >>> fold_name(" Jama’at  Nusrat ")
    "jama'at nusrat"
    """
    return re.sub(r"\s+", " ", fold(text.translate(_APOSTROPHES))).strip()
