"""`decisions.csv`: findings that an editor has settled, and why.

A decision names its finding's id and fingerprint. It holds while the evidence of the finding is unchanged. Once a claim
involved is edited the finding is open again; the old decision stays in the file as history.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import pandas as pd

from gazetteer.files import publish
from mapper.atomic import staging
from mapper.errors import Fault, FormatError, OutputError, ParameterError
from mapper.model.dossier import empty_table
from mapper.model.schema import DECISION_COLUMNS
from mapper.readers.tables.opening import read_bytes, read_table
from mapper.report.findings import Finding

__all__ = ["FILE_NAME", "accept", "read_decisions"]

FILE_NAME: Final = "decisions.csv"


def read_decisions(sources: Iterable[str | Path]) -> pd.DataFrame:
    """Return the decisions of all dossier folders among the sources, in order; other sources have no decisions.

    >>> list(read_decisions([])) == list(DECISION_COLUMNS)
    True
    """
    tables = [_read(Path(source) / FILE_NAME) for source in sources if (Path(source) / FILE_NAME).is_file()]
    return pd.concat(tables, ignore_index=True) if tables else empty_table(DECISION_COLUMNS)


def accept(folder: str | Path, finding_id: str, why: str, *, findings: Iterable[Finding]) -> Path:
    """Record in a dossier folder that a finding is settled, and why; return the path of the file.

    Parameters
    ----------
    folder
        The dossier's folder.
    finding_id
        The id that `mapper check` shows.
    why
        The reason in a sentence, for the next reader of the dossier.
    findings
        The open findings of the dossier (`Report.contradictions`).

    Raises
    ------
    ParameterError
        No open finding has this id, or no reason is given.
    OutputError
        The path is not a folder, or the file cannot be written.
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise OutputError(
            f"{str(folder)!r} is no dossier folder, where decisions are kept",
            f"make one of it by `mapper export {shlex.quote(str(folder))} -o dossier/`, then settle the finding there",
        )
    known = {finding.id: finding for finding in findings}
    if finding_id not in known:
        such_as = f", such as {min(known)}" if known else "; none is open"
        raise ParameterError("finding_id", finding_id, f"the id of an open finding{such_as}")
    if not why.strip():
        raise ParameterError("why", why, "the reason in a sentence")
    finding = known[finding_id]
    row = (finding.id, finding.fingerprint, finding.event_id, finding.field, why.strip(), finding.explanation)
    decisions = pd.concat([read_decisions([folder]), pd.DataFrame([row], columns=list(DECISION_COLUMNS))])
    _write(decisions, folder)
    return folder / FILE_NAME


def _read(path: Path) -> pd.DataFrame:
    table = read_table(read_bytes(str(path)), str(path))
    if len(table.rejects):  # the next decision would be written without them
        raise FormatError(str(Fault(*table.rejects.iloc[0])))
    return table.frame.reindex(columns=list(DECISION_COLUMNS), fill_value="").astype("str")


def _write(decisions: pd.DataFrame, folder: Path) -> None:
    with staging(folder / FILE_NAME) as hidden:
        made = hidden / FILE_NAME
        decisions.to_csv(made, index=False, encoding="utf-8", lineterminator="\n")
        publish([made], folder)
