"""Ask every address that the documents name whether it answers: `python scripts/links.py`. It needs a network.

Links within the documentation are held by `tests/docs`, those of the package's page by `tests/house/test_release.py`.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

ROOT = Path(__file__).parents[1]
REFUSES_PROGRAMS = {401, 403, 405, 429}
"""Answers of servers that are there and want a browser."""


def addresses() -> dict[str, list[str]]:
    """The addresses that documents in git link to, and where; not those of code, nor of the project's future home."""
    command = ["git", "ls-files", "*.md"]
    named = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, encoding="utf-8")
    found: dict[str, list[str]] = {}
    for name in named.stdout.splitlines():
        text = (ROOT / name).read_text(encoding="utf-8")
        prose = re.sub(r"^```.*?^```$|`[^`\n]*`", "", text, flags=re.MULTILINE | re.DOTALL)
        for address in sorted(set(re.findall(r"https?://(?!localhost)[^\s<>()\"'|]+[^\s<>()\"'|.,;:]", prose))):
            found.setdefault(address, []).append(name)
    return found


def fault(address: str) -> str:
    """Return why an address does not answer, empty where it does."""
    try:
        with urlopen(Request(address, headers={"User-Agent": "links"}), timeout=30):  # noqa: S310 (http, from our documents)
            return ""
    except HTTPError as error:
        return "" if error.code in REFUSES_PROGRAMS else str(error)
    except (URLError, OSError) as error:
        return str(error)


def main() -> int:
    """Print the addresses that do not answer; return 1 where there is one."""
    found = addresses()
    dead = {address: why for address in found if (why := fault(address))}
    for address, why in dead.items():
        print(f"{', '.join(found[address])}: {address}: {why}", file=sys.stderr)
    print(f"{len(found)} addresses, {len(dead)} of them do not answer")
    return 1 if dead else 0


if __name__ == "__main__":
    sys.exit(main())
