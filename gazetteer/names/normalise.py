"""Normal forms for comparing text, each dropping more than the one before.

- `tidy_name` drops invisible characters; `plain_name` case too: names of actors with the same one are equal.
- `fold` drops case and accents: for words in running text. The page's search folds in the same way.
- `fold_name` also makes apostrophes, hyphens and spaces alike: for names of actors, types and claimants.
- `normal_form` drops punctuation: for names of places.
- `spelling_key` drops what transliterations disagree about (ou/w, dj/j, kh/k, gh/g, -ene/-en, doubled letters,
  spaces), so that French, English, Arabic and Tamasheq spellings of one name mostly share a key. The index of places is
  built on it.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

__all__ = ["ELISION", "fold", "fold_name", "normal_form", "plain_digits", "plain_name", "spelling_key", "tidy_name"]

ELISION = re.compile(r"\b([dl])['’]", re.IGNORECASE)
"""A French article or preposition without its vowel: l'hôtel, d'Ansongo."""

_ALIKE = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "‐": "-", "‑": "-", "–": "-"})

# The digits of Arabic, and those of Persian and Urdu.
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "0123456789" * 2)

# Letters that Unicode does not decompose into a plain letter and a mark.
_LETTERS = {
    "ɓ": "b", "ɖ": "d", "ɗ": "d", "đ": "d", "ð": "d", "ɛ": "e", "ǝ": "e", "ə": "e", "ɣ": "g", "ħ": "h",
    "ı": "i", "ɨ": "i", "ƙ": "k", "ł": "l", "ŋ": "n", "ɲ": "n", "ɔ": "o", "ø": "o", "ʃ": "s", "ŧ": "t",
    "ʋ": "v", "ƴ": "y", "ʒ": "z", "æ": "ae", "œ": "oe", "þ": "th",
}  # fmt: skip
# Signs that are dropped, which joins their neighbours: N'Gouma is written Ngouma, ‘Ayn is written Ayn.
_JOINERS = dict.fromkeys("'’‘`´ʼʻʿʾʹʺ\"“”ˈ·", "")
_TABLE = str.maketrans({**_LETTERS, **_JOINERS})

_BETWEEN_WORDS = re.compile(r"[\W_]+")
_REPEATED = re.compile(r"(\D)\1+")

# Applied in this order. Each line is a disagreement between ways of writing one sound.
_FOLDS = (
    ("tch", "c"), ("sch", "s"), ("ch", "s"), ("sh", "s"),  # Tchintabaraden, Chinagodrar
    ("dj", "j"), ("dy", "j"), ("gy", "j"), ("dia", "ja"), ("die", "je"), ("dio", "jo"),  # Djibo, Dyibo, Jibo
    ("kh", "k"), ("gh", "g"), ("ph", "f"), ("th", "t"),    # Khasham, Ghana
    ("gue", "ge"), ("gui", "gi"), ("que", "ke"), ("qui", "ki"),
    ("mb", "nb"), ("mp", "np"),  # the nasal before a lip sound is written either way
    ("ck", "k"), ("q", "k"), ("ca", "ka"), ("co", "ko"), ("cu", "ku"),
    ("oo", "u"), ("ou", "u"), ("w", "u"), ("y", "i"), ("h", ""),  # Ouagadougou, Wagadugu
)  # fmt: skip


def plain_digits(text: str) -> str:
    """Return a text with the digits of Arabic, Persian and Urdu as 0 to 9.

    >>> plain_digits("٢٠٢٥-٠٨-١٣")
    '2025-08-13'
    """
    return text if text.isascii() else text.translate(_DIGITS)


def fold(text: str) -> str:
    """Return `text` without accents and case: NFKD, no combining marks, lower case.

    >>> fold("Ménaka")
    'menaka'
    """
    if text.isascii():
        return text.lower()
    return "".join(char for char in unicodedata.normalize("NFKD", text) if unicodedata.category(char) != "Mn").lower()


@lru_cache(maxsize=1 << 16)  # tables repeat their names
def tidy_name(name: str) -> str:
    r"""Return a name in composed letters with single spaces, without invisible characters and blanks around it.

    >>> tidy_name(" JNIM\u200b\u00a0 (Mali)")
    'JNIM (Mali)'
    """
    if name.isascii():
        return " ".join(name.split())
    composed = unicodedata.normalize("NFC", name)
    return " ".join("".join(char for char in composed if unicodedata.category(char) != "Cf").split())


@lru_cache(maxsize=1 << 16)
def plain_name(name: str) -> str:
    r"""Return the key by which two names are equal: tidy, without case, with one kind of apostrophe and hyphen.

    >>> plain_name("JAMA’AT\u00a0Nusrat"), plain_name("E\u0301tat") == plain_name("état")
    ("jama'at nusrat", True)
    """
    return tidy_name(name).translate(_ALIKE).casefold()


@lru_cache(maxsize=1 << 16)
def fold_name(name: str) -> str:
    """Return a folded name with one kind of apostrophe and hyphen and single spaces.

    >>> fold_name(" Jama’at  Nusrat ")
    "jama'at nusrat"
    """
    return " ".join(fold(tidy_name(name).translate(_ALIKE)).split())


@lru_cache(maxsize=1 << 14)  # one look-up asks for the forms of the same few names a dozen times
def normal_form(name: str) -> str:
    """Return `name` without case, accents, apostrophes and punctuation, words separated by one space.

    >>> normal_form("Ti-n-Zaouâtene"), normal_form("N’Gouma"), normal_form("  ")
    ('ti n zaouatene', 'ngouma', '')
    """
    text = name.casefold()
    if not text.isascii():
        # Some letters fold or decompose only after another did: repeat until nothing moves.
        for _ in range(3):
            marked = unicodedata.normalize("NFKD", text)
            text = "".join(char for char in marked if not unicodedata.combining(char)).casefold()
    text = text.translate(_TABLE)
    if not text.isalnum():
        text = _BETWEEN_WORDS.sub(" ", text).strip()
    return text


@lru_cache(maxsize=1 << 14)
def spelling_key(normal: str) -> str:
    """Return a key that different transliterations of a name share; `normal` is a normal form.

    Names in other scripts only lose their spaces.

    >>> spelling_key("boulikessi") == spelling_key("bulikesi") != spelling_key("boulkessy")
    True
    >>> {spelling_key(normal_form(n)) for n in ("Tin Zaouatene", "Ti-n-Zaouâten", "Tin-Zawaten")}
    {'tinzauaten'}
    """
    key = normal.replace(" ", "")
    if not key.isascii():
        return key
    for written, folded in _FOLDS:
        if written in key:
            key = key.replace(written, folded)
    if key.endswith("ene"):
        key = key[:-1]
    elif key.endswith("c"):
        key = key[:-1] + "k"
    return _REPEATED.sub(r"\1", key)
