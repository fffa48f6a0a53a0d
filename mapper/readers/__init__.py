"""From files to a `Dossier`: open, recognise, type, check; every row is used, a duplicate, or rejected."""

from mapper.readers.dossier.read import read_sources

__all__ = ["read_sources"]
