"""The editor's report: what was read, what could not be used, and which parts of the record contradict each other."""

from mapper.report.check import Report, check
from mapper.report.decisions import accept, read_decisions
from mapper.report.html import report_html
from mapper.report.rules.location_conflicts import doubting, with_doubts
from mapper.report.unlocated import unlisted_names

__all__ = ["Report", "accept", "check", "doubting", "read_decisions", "report_html", "unlisted_names", "with_doubts"]
