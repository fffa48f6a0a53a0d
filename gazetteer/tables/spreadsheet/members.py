"""The members of an Excel file (`.xlsx`): which one is a sheet, and what it refers to."""

from __future__ import annotations

import posixpath
import zipfile

from lxml import etree

__all__ = ["related", "sheet_path"]

_OF_OFFICE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def sheet_path(archive: zipfile.ZipFile, sheet: str) -> str:
    """Return the member of an archive that is the sheet of this name. Raises KeyError if there is none."""
    book = _parsed(archive.read("xl/workbook.xml"))
    keys = {each.get("name"): each.get(_OF_OFFICE) for each in book.iter("{*}sheet")}
    return related(archive, "xl/workbook.xml")[str(keys[sheet])]


def related(archive: zipfile.ZipFile, member: str) -> dict[str, str]:
    """Return key → target of the references of a member: the path of another member, or an external address."""
    folder, name = posixpath.split(member)
    path = f"{folder}/_rels/{name}.rels"
    if path not in archive.namelist():
        return {}
    return {
        str(each.get("Id")): target
        if each.get("TargetMode") == "External"
        else posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        for each in _parsed(archive.read(path)).iter("{*}Relationship")
        if (target := each.get("Target"))
    }


def _parsed(xml: bytes) -> etree._Element:
    return etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True))
