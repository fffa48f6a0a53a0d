"""Place names of conflict reports, resolved offline, with reasons and refusals.

from gazetteer import Gazetteer, Query
with Gazetteer.open() as places:
    [answer] = places.resolve([Query("Kidal region", country="ML")])
"""

from typing import TYPE_CHECKING, Any

from gazetteer.countries import country_code, country_message, country_name
from gazetteer.errors import (
    ArgumentError,
    CacheError,
    DownloadError,
    DumpError,
    Fault,
    FileError,
    GazetteerError,
    MissingFileError,
    OnlineError,
    QuotaExceededError,
    TableError,
    UnknownCountryError,
)
from gazetteer.gazetteer import Gazetteer
from gazetteer.index.cache import added_folder
from gazetteer.model import Candidate, Place, Query, Resolution, SourceInfo
from gazetteer.names.normalise import normal_form, spelling_key
from gazetteer.words import Message

if TYPE_CHECKING:
    from gazetteer.lock import read_lock, write_lock
    from gazetteer.sources.added import add, add_country, remove
    from gazetteer.sources.download import download_dump
    from gazetteer.sources.online import OnlineGeocoder

__all__ = [
    "ArgumentError",
    "CacheError",
    "Candidate",
    "DownloadError",
    "DumpError",
    "Fault",
    "FileError",
    "Gazetteer",
    "GazetteerError",
    "Message",
    "MissingFileError",
    "OnlineError",
    "OnlineGeocoder",
    "Place",
    "Query",
    "QuotaExceededError",
    "Resolution",
    "SourceInfo",
    "TableError",
    "UnknownCountryError",
    "add",
    "add_country",
    "added_folder",
    "country_code",
    "country_message",
    "country_name",
    "download_dump",
    "normal_form",
    "read_lock",
    "remove",
    "spelling_key",
    "write_lock",
]

# Imported when first used, so that a single look-up starts quickly.
_LATER = {
    "add": "sources.added",
    "add_country": "sources.added",
    "remove": "sources.added",
    "download_dump": "sources.download",
    "read_lock": "lock",
    "write_lock": "lock",
    "OnlineGeocoder": "sources.online",
}


def __getattr__(name: str) -> Any:
    if name not in _LATER:
        raise AttributeError(f"module 'gazetteer' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"gazetteer.{_LATER[name]}"), name)
