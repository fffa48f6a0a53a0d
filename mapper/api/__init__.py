"""The Python interface: read, filter, export, count. `import mapper` offers these functions; `mapper.maps` draws."""

from mapper.api.filtering import filter
from mapper.api.reading import LOCK_NAME, read
from mapper.api.writing import count, export

__all__ = ["LOCK_NAME", "count", "export", "filter", "read"]
