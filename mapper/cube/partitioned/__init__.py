"""A dossier whose events stay in their files: a lazy Dask frame, a file or batch of one a partition."""

from mapper.cube.partitioned.dossier import PartitionedDossier, look_through

__all__ = ["PartitionedDossier", "look_through"]
