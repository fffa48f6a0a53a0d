"""Small GeoNames dumps for tests: true places of Mali in GeoNames' 19 columns (CC BY 4.0)."""

from __future__ import annotations

import gzip
import zipfile
from pathlib import Path

ROWS = [
    "2449066\tTombouctou Region\tTombouctou Region\tRégion de Tombouctou,Tombouctou\t19.7\t-3.6\tA\tADM1\tML\t\t08\t\t\t\t681691\t\t262\tAfrica/Bamako\t2013-10-16",  # noqa: E501
    "2449067\tTimbuktu\tTimbuktu\tTOM,Tombouctou,Tumbuktu\t16.77348\t-3.00742\tP\tPPLA\tML\t\t08\t\t\t\t32460\t\t264\tAfrica/Bamako\t2012-01-18",
    "2454857\tKona\tKona\tKona,Konna\t14.94329\t-3.89474\tP\tPPL\tML\t\t04\t\t\t\t0\t\t268\tAfrica/Bamako\t2012-01-18",
    "2454861\tKona\tKona\t\t11.25\t-8.35\tP\tPPL\tML\t\t00\t\t\t\t0\t\t350\tAfrica/Bamako\t1993-12-22",
    "2449881\tTessi\tTessi\tTessi,Tessit\t15.2238\t0.2925\tS\tCMP\tML\t\t09\t\t\t\t0\t\t261\tAfrica/Bamako\t2012-01-18",
    "6689882\tTi-n-Zamé\tTi-n-Zame\tTin Zamé\t15.0998\t0.3301\tH\tPNDI\tML\t\t09\t\t\t\t0\t\t270\tAfrica/Bamako\t2012-01-20",  # noqa: E501
]


def text(rows: list[str] | None = None) -> bytes:
    return ("\n".join(ROWS if rows is None else rows) + "\n").encode()


def write_txt(path: Path, content: bytes | None = None) -> Path:
    path.write_bytes(text() if content is None else content)
    return path


def write_gz(path: Path, content: bytes | None = None) -> Path:
    path.write_bytes(gzip.compress(text() if content is None else content, mtime=0))
    return path


def write_zip(path: Path, content: bytes | None = None, name: str = "ML.txt") -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("readme.txt", "what the columns mean\n")
        archive.writestr(name, text() if content is None else content)
    return path
