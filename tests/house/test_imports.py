"""The architecture, read from the imports: they point one way, and only the edges touch the world."""

from __future__ import annotations

import ast
import importlib
import importlib.metadata
import re
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

LAYERS = (
    {"errors", "atomic"},
    {"model", "readers"},
    {"claims"},
    {"actors", "attach", "claims", "colours", "counts", "filters", "palette"},
    {"exports", "render", "report"},
    {"api"},
    {"cli", "__main__"},
)
"""The parts of `mapper`, lowest first: a part imports from its own layer and from those before it."""

NETWORK = {
    "aiohttp",
    "ftplib",
    "http",
    "httpx",
    "requests",
    "smtplib",
    "socket",
    "urllib3",
    "urllib.request",
    "geopy",
}
ONLINE = {"gazetteer.download", "gazetteer.online"}
"""The two that a user asks for by name: `mapper gazetteer add --country` and `mapper place --online`."""


@dataclass(frozen=True)
class Module:
    path: Path
    name: str
    tree: ast.Module

    def __str__(self) -> str:
        return self.name

    def imports(self) -> Iterator[str]:
        """Full names of the modules that this one imports, inside functions too."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                base = self._absolute(node)
                yield base
                yield from (f"{base}.{alias.name}" for alias in node.names)

    def libraries_named(self) -> set[str]:
        """What it imports, and words in quotes: a library's data may be read without importing its code."""
        words = {node.value for node in ast.walk(self.tree) if isinstance(node, ast.Constant)}
        return {name.split(".")[0] for name in self.imports()} | {word for word in words if isinstance(word, str)}

    def _absolute(self, node: ast.ImportFrom) -> str:
        if not node.level:
            return node.module or ""
        package = self.name.split(".") if self.path.name == "__init__.py" else self.name.split(".")[:-1]
        parents = package[: len(package) - node.level + 1]
        return ".".join([*parents, *([node.module] if node.module else [])])


def modules() -> list[Module]:
    found = []
    for path in sorted([*ROOT.glob("mapper/**/*.py"), *ROOT.glob("gazetteer/**/*.py")]):
        if "node_modules" in path.parts:
            continue
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        found.append(Module(path, name, ast.parse(path.read_text(encoding="utf-8"))))
    return found


MODULES = modules()
each_module = pytest.mark.parametrize("module", MODULES, ids=str)


def rank(name: str) -> int:
    """The layer of a module of `mapper`; `mapper` itself is the API, below only the command line."""
    part = name.split(".")[1] if "." in name else "api"
    for number, layer in enumerate(LAYERS):
        if part in layer:
            return number
    raise AssertionError(f"mapper.{part} has no layer: give it one in LAYERS")


def test_both_packages_are_read() -> None:
    assert {module.name.split(".")[0] for module in MODULES} == {"gazetteer", "mapper"}


@each_module
def test_imports_point_one_way(module: Module) -> None:
    if module.name.split(".")[0] == "gazetteer":
        assert not [name for name in module.imports() if name.split(".")[0] == "mapper"]
        return
    known = {other.name for other in MODULES}
    backwards = [
        name
        for name in module.imports()
        if name.startswith("mapper.") and name in known and rank(name) > rank(module.name)
    ]
    assert not backwards


@each_module
def test_only_what_is_asked_to_go_online_touches_the_network(module: Module) -> None:
    if module.name in ONLINE:
        return
    assert not {name for name in module.imports() if not NETWORK.isdisjoint({name, name.split(".")[0]})}


@each_module
def test_only_the_command_line_prints(module: Module) -> None:
    if module.name.startswith("mapper.cli"):
        return
    ways = {"print", "sys.stdout", "sys.stderr", "typer.echo", "rich.print"}
    names = (node for node in ast.walk(module.tree) if isinstance(node, ast.Name | ast.Attribute))
    prints = [node.lineno for node in names if ast.unparse(node) in ways]
    assert not prints


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def libraries() -> dict[str, set[str]]:
    """The dependencies in pyproject.toml, and the modules that each brings."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    names = [_normal(re.split(r"[^\w.-]", requirement)[0]) for requirement in project["dependencies"]]
    providers = importlib.metadata.packages_distributions().items()
    # Some libraries list none of their modules: theirs has the name of the library.
    return {name: {name} | {top for top, by in providers if name in map(_normal, by)} for name in names}


LIBRARIES = libraries()


@each_module
def test_only_declared_libraries_are_imported(module: Module) -> None:
    tops = {name.split(".")[0] for name in module.imports()}
    assert tops <= set().union(*LIBRARIES.values()) | sys.stdlib_module_names | {"gazetteer", "mapper"}


@pytest.mark.parametrize("library", LIBRARIES)
def test_every_declared_library_is_used(library: str) -> None:
    assert any(LIBRARIES[library] & module.libraries_named() for module in MODULES)


@each_module
def test_exported_names_exist(module: Module) -> None:
    imported = importlib.import_module(module.name)  # ruff holds that they are sorted
    names = getattr(imported, "__all__", [])
    assert [name for name in names if not hasattr(imported, name)] == []
    assert len(names) == len(set(names))
