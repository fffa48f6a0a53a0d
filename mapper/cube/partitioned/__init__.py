"""A dossier whose events stay in their files: read one by one, or a lazy Dask frame of them."""

from mapper.cube.partitioned.dossier import PartitionedDossier, look_through
from mapper.cube.partitioned.gathered import Gathered, gathered

__all__ = ["Gathered", "PartitionedDossier", "gathered", "look_through"]
