"""Online tiles by their names in xyzservices: a part of a map that is loaded from a network."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import Any

from xyzservices import TileProvider, providers  # type: ignore[import-untyped]

from mapper.errors import ParameterError, UnknownNameError
from mapper.model.text import nearest

__all__ = ["Tiles", "tiles_named"]


@dataclass(frozen=True, slots=True)
class Tiles:
    """A tile service: its template as Leaflet takes it, its credit as plain text, its zooms, and its hosts."""

    url: str
    attribution: str
    min_zoom: int
    max_zoom: int
    subdomains: str
    hosts: tuple[str, ...]

    def header(self) -> dict[str, Any]:
        """Return the description of the tiles for the page."""
        return {
            "url": self.url, "attribution": self.attribution, "minZoom": self.min_zoom, "maxZoom": self.max_zoom,
            "subdomains": self.subdomains,
        }  # fmt: skip


def tiles_named(name: str) -> Tiles:
    """Return the tile service of a name in xyzservices, in any case: `OpenStreetMap.Mapnik`, `Esri WorldImagery`.

    Raises
    ------
    UnknownNameError
        No service has that name; the error has the nearest names.
    ParameterError
        The service needs a key, or is not served by https.

    >>> tiles_named("esri.worldimagery").hosts
    ('https://server.arcgisonline.com',)
    """
    provider = _provider(name)
    url = provider.build_url(fill_subdomain=False)
    subdomains = "".join(provider.get("subdomains", "abc"))
    if not url.startswith("https://"):
        raise ParameterError("tiles", name, "a service that is reached by https")
    origin = url.split("/", 3)[2]
    hosts = [origin.replace("{s}", letter) for letter in subdomains] if "{s}" in origin else [origin]
    zooms = int(provider.get("min_zoom", 0)), int(provider.get("max_zoom", 18))
    return Tiles(url, str(provider.attribution), *zooms, subdomains, tuple(f"https://{host}" for host in hosts))


def _provider(name: str) -> TileProvider:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about a missing key: raised below, in the same way for all services
        try:
            provider = providers.query_name(name)
        except ValueError:
            raise UnknownNameError("tile service", name, _nearest(name)) from None
        if provider.requires_token():
            raise ParameterError("tiles", name, "a service that needs no key, such as OpenStreetMap.Mapnik")
    return provider


def _nearest(name: str) -> list[str]:
    free = (one.name for one in providers.flatten().values() if not one.requires_token())
    names = {" ".join(called.split(".")).casefold(): called for called in free}
    return [names[found] for found in nearest(" ".join(name.split(".")).casefold(), names)]
