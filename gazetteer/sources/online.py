"""Nominatim through geopy: one request a second, every answer kept on disk.

OpenStreetMap's usage policy (https://operations.osmfoundation.org/policies/nominatim/) asks for a user agent that names
the program, at most one request a second, and a cache.
"""

from __future__ import annotations

import json
import time
import warnings
from collections.abc import Iterable, Iterator
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gazetteer.errors import OnlineError, QuotaExceededError
from gazetteer.files import write_text
from gazetteer.index.cache import cache_folder
from gazetteer.index.entry import Entry
from gazetteer.model import Place, SourceInfo
from gazetteer.sources.web import open_address, read_within
from gazetteer.tables.json import whole

if TYPE_CHECKING:
    from http.client import HTTPResponse

__all__ = ["OnlineGeocoder"]

_ATTRIBUTION = "© OpenStreetMap contributors, ODbL"
_MOST_ANSWERS = 5
_MOST_BYTES = 2**20

# OpenStreetMap's classes and types (https://wiki.openstreetmap.org/wiki/Map_features) as GeoNames'.
_FEATURES = {
    ("place", "city"): "P.PPL", ("place", "town"): "P.PPL", ("place", "village"): "P.PPL",
    ("place", "hamlet"): "P.PPL", ("place", "isolated_dwelling"): "P.PPL", ("place", "locality"): "L.LCTY",
    ("place", "suburb"): "P.PPLX", ("place", "state"): "A.ADM1", ("place", "region"): "A.ADM1",
    ("place", "county"): "A.ADM2", ("place", "country"): "A.PCLI", ("place", "island"): "T.ISL",
    ("boundary", "administrative"): "A.ADMD", ("waterway", "river"): "H.STM", ("waterway", "stream"): "H.STM",
    ("natural", "water"): "H.LK", ("natural", "peak"): "T.MT", ("military", "base"): "S.MILB",
    ("landuse", "military"): "L.MILB", ("aeroway", "aerodrome"): "S.AIRP", ("man_made", "water_well"): "H.WLL",
}  # fmt: skip
_FEATURE_OF_CLASS = {
    "place": "P.PPL", "boundary": "A.ADMD", "waterway": "H.STM", "natural": "T.",
    "highway": "R.RD", "landuse": "L.AREA",
}  # fmt: skip


class OnlineGeocoder:
    """Asks a Nominatim server for names that no other source knows.

    Parameters
    ----------
    user_agent
        The text that identifies the program to the server, as its policy demands.
    cache_dir
        Where answers are kept, by default the cache folder.
    domain, scheme
        Another server than OpenStreetMap's own.
    timeout
        Seconds to wait for an answer.
    delay
        Seconds between two requests; one is the least that OpenStreetMap's own server allows.
    """

    def __init__(
        self,
        *,
        user_agent: str = "conflict-event-mapper gazetteer",
        cache_dir: Path | str | None = None,
        domain: str = "nominatim.openstreetmap.org",
        scheme: str = "https",
        timeout: float = 10.0,
        delay: float = 1.0,
    ) -> None:
        self._folder = cache_folder(cache_dir) / "online"
        self._domain, self._scheme, self._user_agent = domain, scheme, user_agent
        self._timeout, self._delay = timeout, delay
        self._last = float("-inf")
        self._geocoder: Any = None

    def find(self, name: str, country: str = "") -> list[Place]:
        """Return the server's places for a name, best first; from disk if it was asked before.

        Raises
        ------
        QuotaExceededError
            The server asks us to wait; `retry_after` says how long, if it did.
        OnlineError
            No connection, no answer in time, or an answer that makes no sense.
        """
        key = blake2b(f"{self._domain}\n{name}\n{country}".encode(), digest_size=12).hexdigest()
        kept = self._folder / f"{key}.json"
        with suppress(OSError, ValueError, KeyError, TypeError):  # none yet, or one that is damaged
            return [_place(answer) for answer in json.loads(kept.read_text(encoding="utf-8"))]
        raw = self._ask(name, country)
        write_text(kept, json.dumps(raw, ensure_ascii=False))
        return [_place(answer) for answer in raw]

    def _ask(self, name: str, country: str) -> list[dict[str, Any]]:
        from geopy import exc

        if self._geocoder is None:
            self._geocoder = self._open()
        time.sleep(max(0.0, self._last + self._delay - time.monotonic()))
        try:
            with warnings.catch_warnings(action="ignore"):  # geopy warns of an impossible latitude before it refuses it
                found = self._geocoder.geocode(
                    name,
                    exactly_one=False,
                    limit=_MOST_ANSWERS,
                    addressdetails=True,
                    country_codes=country.lower() or None,
                )
            return [_kept_of(location.raw) for location in found or ()]
        except exc.GeocoderRateLimited as error:
            raise QuotaExceededError(retry_after=error.retry_after) from error
        except exc.GeocoderTimedOut as error:
            raise OnlineError(f"no answer within {self._timeout:g} seconds") from error
        except exc.GeocoderUnavailable as error:
            raise OnlineError(f"no connection to {self._domain}") from error
        except exc.GeopyError as error:
            raise OnlineError(f"{self._domain}: {error}") from error
        except (LookupError, TypeError, ValueError, AttributeError, RecursionError) as error:
            raise OnlineError(f"{self._domain} answered something that is no place") from error
        finally:
            self._last = time.monotonic()

    def _open(self) -> Any:
        from geopy.adapters import URLLibAdapter
        from geopy.geocoders import Nominatim

        class Adapter(URLLibAdapter):  # type: ignore[misc] # geopy has no types
            """Stays with the host that is asked, and reads as much as a list of places may have."""

            def __init__(self, *, proxies: Any, ssl_context: Any) -> None:
                super().__init__(proxies=proxies, ssl_context=ssl_context)
                self.urlopen = self._open_within

            def _open_within(self, request: Any, timeout: float) -> HTTPResponse:
                response = open_address(request.full_url, headers=dict(request.header_items()), timeout=timeout)
                with response:
                    body = read_within(response, most=_MOST_BYTES, seconds=timeout)
                response.read = lambda *_: body  # type: ignore[method-assign]
                return response

        return Nominatim(
            user_agent=self._user_agent,
            domain=self._domain,
            scheme=self._scheme,
            timeout=self._timeout,
            adapter_factory=Adapter,  # the default one repeats failed requests at once, against the policy
        )


class OnlineAnswers:
    """The source `online`: what the server answered.

    >>> OnlineAnswers([]).info().licence
    'ODbL'
    """

    name = "online"

    def __init__(self, answers: Iterable[tuple[str, list[Place]]]) -> None:
        self._answers = [(name, place) for name, places in answers for place in places]

    def digest(self) -> str:
        """Return a hash of the answers."""
        return blake2b(repr(self._answers).encode(), digest_size=8).hexdigest()

    def info(self) -> SourceInfo:
        """Return the description."""
        return SourceInfo(
            self.name,
            "OpenStreetMap through Nominatim",
            0,
            licence="ODbL",
            attribution=_ATTRIBUTION,
            url="https://www.openstreetmap.org/copyright",
        )

    def entries(self) -> Iterator[Entry]:
        """Yield the places, each also under the name that it was found by."""
        names: dict[str, dict[str, None]] = {}
        places: dict[str, Place] = {}
        for asked, place in self._answers:
            places[place.place_id] = place
            names.setdefault(place.place_id, {place.name: None})[asked] = None
        for place_id, place in places.items():
            yield Entry(place, tuple(names[place_id]), (place.admin1, place.admin2))


def _kept_of(raw: dict[str, Any]) -> dict[str, Any]:
    """Return the checked part of an answer that is kept on disk."""
    raw = whole(raw)
    address = raw.get("address") or {}
    return {
        "id": f"{raw['osm_type']}/{int(raw['osm_id'])}",
        "name": str(raw.get("name") or raw["display_name"].split(",")[0]),
        "latitude": _degrees(raw["lat"], 90),
        "longitude": _degrees(raw["lon"], 180),
        "class": str(raw.get("class") or raw.get("category") or ""),
        "type": str(raw.get("type") or ""),
        "country": str(address.get("country_code") or "").upper(),
        "admin1": str(address.get("state") or address.get("region") or ""),
        "admin2": str(address.get("county") or address.get("state_district") or ""),
    }


def _degrees(text: Any, most: float) -> float:
    """Return a coordinate; ValueError for what is none."""
    degrees = float(text)
    if not abs(degrees) <= most:  # nor is NaN
        raise ValueError(f"{degrees} is no coordinate")
    return degrees


def _place(kept: dict[str, Any]) -> Place:
    feature = _FEATURES.get((kept["class"], kept["type"])) or _FEATURE_OF_CLASS.get(kept["class"], "S.")
    feature_class, feature_code = feature.split(".")
    return Place(
        place_id=f"online:{kept['id']}",
        name=kept["name"],
        latitude=kept["latitude"],
        longitude=kept["longitude"],
        country=kept["country"],
        admin1=kept["admin1"],
        admin2=kept["admin2"],
        feature_class=feature_class,
        feature_code=feature_code,
        source=f"OpenStreetMap {kept['id']}, through Nominatim ({_ATTRIBUTION})",
    )
