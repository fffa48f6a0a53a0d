"""Place names of conflict reports, resolved offline, with reasons and refusals.

from gazetteer import Gazetteer, Query
with Gazetteer.open() as places:
    [answer] = places.resolve([Query("Kidal region", country="ML")])
"""

from gazetteer.countries import country_code, country_name
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
from gazetteer.model import Candidate, Layer, Place, Query, Resolution
from gazetteer.normalise import normal_form, spelling_key

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
    "Place",
    "Query",
    "QuotaExceededError",
    "Resolution",
    "TableError",
    "UnknownCountryError",
    "country_code",
    "country_name",
    "normal_form",
    "spelling_key",
]
