"""Static HTML pages: a Content-Security-Policy allows only the page's own style and script; hidden text is shown."""

from __future__ import annotations

import base64
import hashlib
import re
from typing import Final

from markupsafe import Markup

from mapper.version import GENERATOR

__all__ = ["csp_hash", "page", "visible"]

_PAGE: Final = Markup(
    '<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
    '<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
    '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    '<meta name="generator" content="{generator}">\n'
    '<meta name="referrer" content="no-referrer">\n<title>{title}</title>\n<style>{style}</style>\n</head>\n'
    "<body>\n{body}{script}</body>\n</html>\n"
)
_SCRIPT: Final = Markup("<script>{}</script>\n")
_UNSEEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]")
"""Control characters, lone surrogates, and characters that change the direction of the text after them."""


def page(title: str, body: Markup, *, style: str, script: str = "", language: str = "en") -> str:
    """Return a page that loads nothing from a network and runs only `script`.

    Parameters
    ----------
    title
        Plain text.
    body
        The content of `<body>`.
    style, script
        The page's style sheet and script.
    language
        The language of the page, for `<html lang>`.

    >>> page("Drafts & more", Markup("<h1>Drafts</h1>"), style="h1 { margin: 0 }").count("Drafts &amp; more")
    1
    """
    allowed = f"style-src {csp_hash(style)}"
    if script:
        allowed += f"; script-src {csp_hash(script)}"
    return str(
        _PAGE.format(
            generator=GENERATOR,
            language=language,
            policy=f"default-src 'none'; {allowed}; base-uri 'none'; form-action 'none'",
            title=title,
            style=Markup(style),  # noqa: S704 - ours
            body=body,
            script=_SCRIPT.format(Markup(script)) if script else "",  # noqa: S704 - ours
        )
    )


def csp_hash(text: str) -> str:
    """Return the source expression that allows exactly this script or style sheet.

    >>> csp_hash("")
    "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
    """
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode('ascii')}'"


def visible(text: str) -> str:
    r"""Return text with visible marks in place of invisible characters and of those that change text direction.

    >>> visible("rm \u202etxt.exe") == "rm \ufffdtxt.exe"
    True
    """
    return _UNSEEN.sub("\ufffd", text)
