r"""Text for files: in the language asked for, without characters that the format forbids or text that QGIS would run.

>>> import re
>>> re.sub(XML_FORBIDDEN, REPLACEMENT, "bell \x07, tab \t")
'bell �, tab \t'
"""

from __future__ import annotations

import re
import warnings
from typing import TYPE_CHECKING, Final

from gazetteer.tables.encoding import LONE_SURROGATES

if TYPE_CHECKING:
    from mapper.model.dossier import Dossier

__all__ = [
    "NUL",
    "REPLACEMENT",
    "XML_FORBIDDEN",
    "LimitWarning",
    "ReplacedCharactersWarning",
    "credit_lines",
    "inert",
    "said_in",
    "valid_xml",
    "warn_replaced",
]

REPLACEMENT: Final = "\ufffd"
"""U+FFFD REPLACEMENT CHARACTER, Unicode's own sign for what cannot be represented."""

NUL: Final = "[\x00]"
"""The character at which GDAL's strings end, whatever the format allows."""

XML_FORBIDDEN: Final = "[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]"
"""The complement of `Char` in XML 1.0 §2.2, without surrogates: all tables are UTF-8 text, which has none."""

_EVALUATED_BY_QGIS: Final = re.compile(r"\[(?=%)|<(?=[A-Za-z/!?])")
_WORD_JOINER: Final = "\u2060"


class ReplacedCharactersWarning(UserWarning):
    """Some values hold characters that the format written cannot carry; U+FFFD stands in their place."""


class LimitWarning(UserWarning):
    """The format cannot hold all events as they are; it is said where the others are."""


def warn_replaced(count: int, suffix: str) -> None:
    """Warn that `count` values were changed on the way into a file of this suffix; nothing for 0.

    >>> warn_replaced(0, ".kml")
    """
    if count:
        values = "1 value holds" if count == 1 else f"{count} values hold"
        message = f"{values} characters that {suffix} cannot carry; U+FFFD stands in their place"
        warnings.warn(message, ReplacedCharactersWarning, stacklevel=3)


def said_in(dossier: Dossier, language: str, sentence: str) -> str:
    """Return one of our sentences, such as a credit line or the reason of a place, in a language; other text unchanged.

    >>> import mapper
    >>> dossier = mapper.read("seeds")
    >>> said_in(dossier, "fr", "no place is stated"), said_in(dossier, "fr", "Radio Kidal")
    ('aucun lieu n’est indiqué', 'Radio Kidal')
    """
    message = dossier.messages.get(sentence)
    return message.text(language) if message else sentence


def credit_lines(dossier: Dossier, language: str) -> tuple[str, ...]:
    """Return the credit lines: our own sentences in `language`, citations unchanged.

    >>> import mapper
    >>> credit_lines(mapper.read("seeds"), "fr")[0][:21]
    'GeoNames (CC BY 4.0) '
    """
    return tuple(said_in(dossier, language, credit) for credit in dossier.attributions)


def valid_xml(text: str) -> str:
    r"""Return the text with each character that XML 1.0 forbids replaced by U+FFFD.

    >>> valid_xml("nul \x00 byte")
    'nul � byte'
    """
    return LONE_SURROGATES.sub(REPLACEMENT, re.sub(XML_FORBIDDEN, REPLACEMENT, text))


def inert(text: str) -> str:
    """Return text that QGIS shows as written in places where it would run `[% %]` expressions or read HTML.

    Legend entries, layer names and metadata are such places. An invisible U+2060 WORD JOINER breaks up the opening
    sign; nothing else changes. Field values are left unchanged: QGIS does not evaluate them.

    >>> inert("[% 7777*7 %]").replace("\u2060", "|")
    '[|% 7777*7 %]'
    >>> inert("a < b, <img src=x>").replace("\u2060", "|")
    'a < b, <|img src=x>'
    """
    return _EVALUATED_BY_QGIS.sub(lambda sign: sign[0] + _WORD_JOINER, valid_xml(text))
