"""Put one small fault after another into a module and say which of them the tests miss.

::

    python -m tests.mutants mapper/processing/filters/where.py tests/processing/test_conditions.py
    python -m tests.mutants --most 40 --line "west|east" mapper/processing/filters/where.py tests/processing

A fault changes one operator, number, Boolean, condition or method: ``<`` becomes ``<=``, ``and`` becomes ``or``, 5
becomes 6, ``not`` goes. No file is changed: each fault is tried in a fork of this process, whose import of the module
finds it. Tests that start the program anew do not see it. A fault that lives is a test to write, or code that does not
matter.
"""

from __future__ import annotations

import argparse
import ast
import importlib.abc
import importlib.machinery
import importlib.util
import os
import re
import select
import signal
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
LIBRARIES = ("lxml.etree", "numpy", "pandas", "pyarrow", "pyarrow.parquet", "rich", "shapely", "typer")
SECONDS = 120  # a loop without an end is a fault found

COMPARISONS: dict[type[ast.AST], str] = {
    ast.Lt: "<=", ast.LtE: "<", ast.Gt: ">=", ast.GtE: ">", ast.Eq: "!=", ast.NotEq: "==",
    ast.In: "not in", ast.NotIn: "in", ast.Is: "is not", ast.IsNot: "is",
}  # fmt: skip
OPERATORS: dict[type[ast.AST], str] = {
    ast.BitAnd: "|", ast.BitOr: "&", ast.Add: "-", ast.Sub: "+", ast.Mult: "/", ast.Div: "*",
}  # fmt: skip
METHODS = {
    "all": "any", "any": "all", "first": "last", "last": "first", "min": "max", "max": "min",
    "startswith": "endswith", "endswith": "startswith", "lower": "upper", "strip": "rstrip",
}  # fmt: skip


@dataclass(frozen=True, order=True)
class Fault:
    """Bytes of the source from `start` to `end`, and what stands there instead."""

    start: int
    end: int
    instead: bytes


class Faults(ast.NodeVisitor):
    """Collects the faults that can be put into a source."""

    def __init__(self, source: str) -> None:
        self.found: set[Fault] = set()
        self._starts = [0]
        for line in source.encode().splitlines(keepends=True):
            self._starts.append(self._starts[-1] + len(line))
        self.visit(ast.parse(source))

    def _add(self, start: int, end: int, instead: str) -> None:
        self.found.add(Fault(start, end, instead.encode()))

    def _start(self, node: ast.expr | ast.stmt) -> int:
        return self._starts[node.lineno - 1] + node.col_offset

    def _end(self, node: ast.expr | ast.stmt) -> int:
        return self._starts[(node.end_lineno or node.lineno) - 1] + (node.end_col_offset or 0)

    def _between(self, left: ast.expr, right: ast.expr, instead: str | None) -> None:
        if instead:
            self._add(self._end(left), self._start(right), f" {instead} ")

    def visit_Compare(self, node: ast.Compare) -> None:
        for operator, left, right in zip(node.ops, [node.left, *node.comparators], node.comparators, strict=False):
            self._between(left, right, COMPARISONS.get(type(operator)))
        self.generic_visit(node)

    def visit_BoolOp(self, node: ast.BoolOp) -> None:
        for left, right in zip(node.values, node.values[1:], strict=False):
            self._between(left, right, "or" if isinstance(node.op, ast.And) else "and")
        self.generic_visit(node)

    def visit_BinOp(self, node: ast.BinOp) -> None:
        if not isinstance(node.left, (ast.Constant, ast.JoinedStr)):
            self._between(node.left, node.right, OPERATORS.get(type(node.op)))
        self.generic_visit(node)

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        if type(node.op) in OPERATORS:
            self._between(node.target, node.value, f"{OPERATORS[type(node.op)]}=")
        self.generic_visit(node)

    def visit_UnaryOp(self, node: ast.UnaryOp) -> None:
        if isinstance(node.op, (ast.Not, ast.Invert)):
            self._add(self._start(node), self._start(node.operand), "")
        self.generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> None:
        if isinstance(node.value, bool):
            self._add(self._start(node), self._end(node), str(not node.value))
        elif isinstance(node.value, (int, float)):
            self._add(self._start(node), self._end(node), str(node.value + 1))

    def visit_IfExp(self, node: ast.IfExp) -> None:
        self._add(self._start(node.test), self._end(node.test), "True")
        self.generic_visit(node)

    def visit_If(self, node: ast.If) -> None:
        if ast.unparse(node.test) == "TYPE_CHECKING":  # false while a program runs
            return
        self._add(self._start(node.test), self._end(node.test), "False")
        self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        if isinstance(node.func, ast.Attribute):
            end = self._end(node.func)
            if instead := METHODS.get(node.func.attr):
                self._add(end - len(node.func.attr), end, instead)
            elif node.func.attr == "fillna":
                self._add(self._end(node.func.value), self._end(node), "")
        self.generic_visit(node)

    def visit_Expr(self, node: ast.Expr) -> None:
        if not isinstance(node.value, ast.Constant):  # no docstring
            self.generic_visit(node)

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None:
        """Leave it: Python 3.11 does not say where the values in an f-string stand."""

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        """Leave its types."""
        for part in (*node.args.defaults, *filter(None, node.args.kw_defaults), *node.decorator_list, *node.body):
            self.visit(part)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if node.value:
            self.visit(node.value)


class Loader(importlib.machinery.SourceFileLoader):
    """Compiles another source than that of its file."""

    source = b""

    def get_code(self, fullname: str) -> Any:
        return compile(self.source, self.path, "exec", dont_inherit=True)


class Finder(importlib.abc.MetaPathFinder):
    """Has the import of one module find another source."""

    def __init__(self, path: Path, source: bytes) -> None:
        self._name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        self._loader = Loader(self._name, str(path))
        self._loader.source = source

    def find_spec(self, fullname: str, path: Any, target: ModuleType | None = None) -> Any:
        return importlib.util.spec_from_loader(fullname, self._loader) if fullname == self._name else None


class FirstFailure:
    """A plugin that keeps the name of the first test that fails."""

    name = ""

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed and not self.name:
            self.name = report.nodeid


def killer(path: Path, source: bytes, tests: Sequence[str]) -> str:
    """Name the first test that fails with a source in place of the file's; an empty text where none does."""
    ours, theirs = os.pipe()
    child = os.fork()
    if not child:
        _try(path, source, tests, theirs)
    os.close(theirs)
    if select.select([ours], [], [], SECONDS)[0]:
        name = os.read(ours, 10_000).decode()
    else:
        os.kill(child, signal.SIGKILL)
        name = "no end"
    os.close(ours)
    os.waitpid(child, 0)
    return name


def _try(path: Path, source: bytes, tests: Sequence[str], answer: int) -> None:
    """In a process of its own: run the tests, write the name of the killer, and leave."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    sys.meta_path.insert(0, Finder(path, source))
    first = FirstFailure()
    try:
        code = pytest.main(["-x", "-q", "-p", "no:cacheprovider", *tests], plugins=[first])
        name = first.name or ("" if code == pytest.ExitCode.OK else "collection")
    except BaseException as error:  # noqa: BLE001 - a fault may raise anything
        name = f"collection: {error!r}"
    os.write(answer, name.encode()[:9_000])
    os._exit(0)


def faults(source: str, line: str, most: int) -> Iterator[Fault]:
    """The faults of the lines that match, at most so many, evenly spread over the file."""
    lines = source.encode().splitlines()
    found = sorted(Faults(source).found)
    found = [each for each in found if re.search(line, lines[source.encode().count(b"\n", 0, each.start)].decode())]
    step = max(1, -(-len(found) // most))
    return iter(found[::step])


def main() -> int:
    """Try the faults, name each with its killer, and return how many live."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--most", type=int, default=1000, help="try at most so many, evenly spread over the file")
    parser.add_argument("--line", default="", help="only in lines that this pattern matches")
    parser.add_argument("module", type=Path)
    parser.add_argument("tests", nargs="+")
    chosen = parser.parse_args()
    for library in LIBRARIES:
        importlib.import_module(library)
    path = chosen.module.resolve()
    whole = path.read_bytes()
    if found := killer(path, whole, chosen.tests):
        parser.error(f"the tests fail without a fault: {found}")
    tried = living = 0
    for fault in faults(whole.decode(), chosen.line, chosen.most):
        source = whole[: fault.start] + fault.instead + whole[fault.end :]
        name = killer(path, source, chosen.tests)
        tried, living = tried + 1, living + (not name)
        number = whole.count(b"\n", 0, fault.start)
        line, change = whole.splitlines()[number].decode().strip(), whole[fault.start : fault.end].decode()
        print(
            f"{'dead' if name else 'LIVE'} {number + 1}: {line} | {change!r} -> {fault.instead.decode()!r} | {name}",
            flush=True,
        )
    print(f"{chosen.module}: {tried - living} of {tried} killed", flush=True)
    return living


if __name__ == "__main__":
    sys.exit(min(main(), 100))
