r"""Detect the encoding of text from before Unicode.

Windows-1252, which includes Latin-1, is the commonest; another is taken only if it turns impossible words (SŽgou, £ódŸ,
Êè¿â) into words (Ségou, Łódź, Київ). Between encodings that do so equally well the package charset-normalizer decides.
If no encoding gives words, the text stays undecided.

>>> recognised("Київ, Харків".encode("cp1251")).encoding, recognised("Ségou, signalée".encode("mac_roman")).encoding
('cp1251', 'mac_roman')
>>> recognised("Ségou, signalée".encode("latin-1"))
Recognised(encoding='cp1252', certain=True)
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from typing import Final, NamedTuple

__all__ = ["WESTERN", "Recognised", "known_encoding", "recognised", "spoken"]

WESTERN: Final = "cp1252"
_CANDIDATES: Final = (
    WESTERN, "cp1251", "cp1250", "mac_roman", "cp1254", "cp1256", "cp1253", "koi8_u", "cp866", "cp850", "iso8859_5",
    "mac_cyrillic", "iso8859_2", "iso8859_6", "cp857", "mac_turkish", "gb18030", "shift_jis", "euc_kr",
)  # fmt: skip
"""The commonest first: of encodings that fit equally, and that charset-normalizer does not tell apart, it is taken."""
_NAMES: Final = {
    "cp1252": "Windows-1252", "cp1251": "Windows-1251", "cp1250": "Windows-1250", "cp1254": "Windows-1254",
    "cp1256": "Windows-1256", "cp1253": "Windows-1253", "mac_roman": "Mac Roman", "mac_cyrillic": "Mac Cyrillic",
    "mac_turkish": "Mac Turkish", "koi8_u": "KOI8-U", "cp866": "CP866", "cp850": "CP850", "cp857": "CP857",
    "iso8859_2": "ISO 8859-2", "iso8859_5": "ISO 8859-5", "iso8859_6": "ISO 8859-6", "gb18030": "GB 18030",
    "shift_jis": "Shift JIS", "euc_kr": "EUC-KR",
}  # fmt: skip
_LATIN: Final = frozenset({WESTERN, "cp1250", "mac_roman", "cp1254", "cp850", "iso8859_2", "cp857", "mac_turkish"})
_OF_SIGNS: Final = frozenset({"gb18030", "shift_jis", "euc_kr"})
"""Encodings in which nearly all bytes are valid ideographs: they are taken only if no alphabetic encoding fits."""
_NO_SCRIPTS: Final = frozenset({"HALFWIDTH", "FULLWIDTH", "?"})
_SAMPLE: Final = 1 << 18
"""Bytes of the sample of lines that are not ASCII."""
_WORD: Final = re.compile(rb"[^\s,;|\t\"'()\[\]/\\<>=+*&%$#@!?:.\-0-9]+")
_ENOUGH: Final = 0.75
"""The share of words that must be plausible for an encoding to be certain."""
_OF_ONE_LANGUAGE: Final = (0.95, 0.75)
"""Another encoding is taken if at least the first share of its words is of one language, and as Windows-1252 less than
the second share is."""
_AROUND_WORDS: Final = "«»“”‘’„‚–—…•·°§©®™№€£¥¿¡\u00a0،؛؟、。，：；（）"
_RARE: Final = frozenset("ЂЃЉЊЌЋЏЅђѓљњќћџѕЈј")
"""Letters of Serbian and Macedonian, which Russian, Ukrainian and Belarusian have not."""
_CASES: Final = re.compile(r"u?l*|u+l?")
"""Upper and lower case as in words: Gao, GAO, gao, GAOs."""
_NO_ARABIC: Final = re.compile("^[ءؤئةى]|[ةى](?=[ء-ي])")
"""Letters in positions where no Arabic word has them; Cyrillic decoded as Arabic does."""
_ALPHABETS: Final = tuple(
    map(
        frozenset,
        (
            "àâçéèêëîïôœùûüÿæ", "áéíñóúüªº", "ãâáàçéêíóôõúü", "äöüß", "åäöé", "æøåéö", "àèéìíòóùú", "àçèéíïòóúü",
            "ëïéóöü", "ąćęłńóśźż", "áčďéěíňóřšťúůýžäĺľŕô", "áéíóöőúüű", "ăâîșțşţ", "čćđšž", "çğıöşüâîû", "çë",
        ),
    )
)  # fmt: skip
"""Letters beyond A to Z of languages of the Latin script: French, Spanish, Portuguese, German, Swedish, Danish and
Norwegian, Italian, Catalan, Dutch; Polish, Czech and Slovak, Hungarian, Romanian, Serbo-Croatian, Turkish, Albanian."""


class Recognised(NamedTuple):
    """An encoding as Python calls it, and whether it turns nearly all into words."""

    encoding: str
    certain: bool


def known_encoding(name: str) -> str:
    """Return Python's name of a text encoding that a user names; `""` if Python knows none.

    >>> known_encoding("Windows-1251"), known_encoding("Mac Roman"), known_encoding("base64"), known_encoding("utf9")
    ('cp1251', 'mac-roman', '', '')
    """
    for spelling in (name.strip(), name.strip().replace(" ", "-"), name.strip().replace(" ", "")):
        try:
            found = codecs.lookup(spelling)
        except (LookupError, ValueError):
            continue
        return found.name if getattr(found, "_is_text_encoding", True) else ""
    return ""


def spoken(encoding: str) -> str:
    """Return the common name of an encoding.

    >>> spoken("cp1251"), spoken("utf-16")
    ('Windows-1251', 'utf-16')
    """
    return _NAMES.get(encoding.replace("-", "_"), encoding)


def recognised(data: bytes) -> Recognised:
    """Return the encoding of text that is not UTF-8."""
    words = Counter(word for word in _WORD.findall(_sample(data)) if not word.isascii()).most_common(2_000)
    if not words:
        return Recognised(WESTERN, certain=True)
    fits = {encoding: _fit(words, encoding) for encoding in _CANDIDATES}
    best = max(fit.words for fit in fits.values())
    if best < _ENOUGH:
        return Recognised(WESTERN, certain=False)
    fitting = [encoding for encoding, fit in fits.items() if fit.words == best]
    if fitting[0] == WESTERN:
        of_another, of_western = _OF_ONE_LANGUAGE
        better = [name for name in fitting[1:] if fits[name].of_one_language >= of_another]
        fitting = better if better and fits[WESTERN].of_one_language < of_western else [WESTERN]
    of_letters = [name for name in fitting if name not in _OF_SIGNS] or fitting
    of_scripts = [name for name in of_letters if name not in _LATIN] or of_letters
    if of_letters[0] in _LATIN or len(of_scripts) == 1:
        return Recognised(of_letters[0], certain=True)
    odd = {encoding: _odd_signs(words, encoding) for encoding in of_scripts}
    least = [encoding for encoding in of_scripts if odd[encoding] == min(odd.values())]
    return Recognised(_by_language(data, least) if len(least) > 1 else least[0], certain=True)


def _sample(data: bytes) -> bytes:
    if len(data) <= _SAMPLE:
        return data
    return b"\n".join(_lines(data))


def _lines(data: bytes) -> Iterator[bytes]:
    size = 0
    for line in data.split(b"\n"):
        if not line.isascii():
            yield line
            size += len(line)
            if size > _SAMPLE:
                return


class _Fit(NamedTuple):
    """The share of words that are plausible in an encoding, and the largest share that is of one language."""

    words: float
    of_one_language: float


def _fit(words: list[tuple[bytes, int]], encoding: str) -> _Fit:
    """Return how well an encoding fits; each spelling counts once."""
    good, of_language = 0, Counter[int]()
    for raw, _ in words:
        try:
            languages = _languages(raw.decode(encoding))
        except UnicodeDecodeError:
            continue
        good += bool(languages)
        of_language.update(languages)
    return _Fit(good / len(words), max(of_language.values(), default=0) / len(words))


def _odd_signs(words: list[tuple[bytes, int]], encoding: str) -> int:
    """Return how many non-ASCII characters of the words are not letters, or are rare Cyrillic letters."""
    letters = "".join(raw.decode(encoding, "ignore") for raw, _ in words)
    return sum(not c.isalpha() or c in _RARE for c in letters if not c.isascii())


def _languages(text: str) -> frozenset[int]:
    """Return the languages (numbers of `_ALPHABETS`; -1 of another script) that a text may be a word of."""
    parts = re.split("[’‘·]", unicodedata.normalize("NFC", text.strip(_AROUND_WORDS)))
    return frozenset.intersection(*map(_languages_of_part, parts))


def _languages_of_part(text: str) -> frozenset[int]:
    letters = [c for c in text if not unicodedata.combining(c)]
    if not all(map(str.isalpha, letters)) or len({_script(c) for c in letters}) > 1:
        return frozenset()
    cases = "".join("u" if c.isupper() else "l" for c in letters if c.isupper() or c.islower())
    if not _CASES.fullmatch(cases) or _NO_ARABIC.search(text):
        return frozenset()
    if letters and not text.isascii() and _script(letters[0]) != "LATIN":
        return frozenset() if _script(letters[0]) in _NO_SCRIPTS else frozenset({-1})
    beyond = {c for c in "".join(letters).replace("İ", "i").lower() if not c.isascii()}
    return frozenset(number for number, alphabet in enumerate(_ALPHABETS) if beyond <= alphabet)


def _script(letter: str) -> str:
    return unicodedata.name(letter, "?").split()[0]


def _by_language(data: bytes, encodings: list[str]) -> str:
    """Return the encoding in which charset-normalizer finds a language, else the first."""
    from charset_normalizer import from_bytes

    found = from_bytes(_sample(data), cp_isolation=encodings, preemptive_behaviour=False, language_threshold=0.0).best()
    return found.encoding if found is not None and found.encoding in encodings else encodings[0]
