"""A dossier whose events stay in their files: read one by one, or a lazy Dask frame of them."""

from mapper.cube.partitioned.dossier import PartitionedDossier, look_through

__all__ = ["PartitionedDossier", "look_through"]
