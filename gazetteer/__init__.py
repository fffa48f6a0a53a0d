"""Place names of conflict reports, resolved offline, with reasons and refusals.

from gazetteer import Gazetteer, Query
with Gazetteer.open() as places:
    [answer] = places.resolve([Query("Kidal region", country="ML")])
"""

from gazetteer.added import add, add_country, added_folder, remove
from gazetteer.countries import country_code, country_name
from gazetteer.download import download_dump
from gazetteer.errors import (
    CacheError,
    DownloadError,
    DumpError,
    Fault,
    GazetteerError,
    OnlineError,
    QuotaExceededError,
    TableError,
    UnknownCountryError,
)
from gazetteer.gazetteer import Gazetteer
from gazetteer.lock import read_lock, write_lock
from gazetteer.model import Candidate, Layer, Place, Query, Resolution
from gazetteer.normalise import normal_form, spelling_key
from gazetteer.online import OnlineGeocoder

__all__ = [
    "CacheError",
    "Candidate",
    "DownloadError",
    "DumpError",
    "Fault",
    "Gazetteer",
    "GazetteerError",
    "Layer",
    "OnlineError",
    "OnlineGeocoder",
    "Place",
    "Query",
    "QuotaExceededError",
    "Resolution",
    "TableError",
    "UnknownCountryError",
    "add",
    "add_country",
    "added_folder",
    "country_code",
    "country_name",
    "download_dump",
    "normal_form",
    "read_lock",
    "remove",
    "spelling_key",
    "write_lock",
]
