"""The editor's report: what was read, what could not be used, and what in the record cannot all be true."""

from mapper.report.check import Report, check

__all__ = ["Report", "check"]
