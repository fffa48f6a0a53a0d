"""Other data sets of the field, each read by its codebook (`mapper/data/codebooks/`)."""

from __future__ import annotations

from mapper.readers.formats.others.codebook import OTHERS

__all__ = ["OTHERS"]
