"""The architecture, read from the imports: they point one way, and only the edges touch the world."""

from __future__ import annotations

import ast
import graphlib
import importlib
import importlib.metadata
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MOST_FILES = 14

LAYERS = (
    {"gazetteer", "mapper.vocabulary"},
    {"mapper.errors", "mapper.atomic", "mapper.options", "mapper.palette", "mapper.words"},
    {"mapper.model"},
    {"mapper.readers.faults"},
    {"mapper.readers.tables"},
    {"mapper.readers.events"},
    {"mapper.readers.formats"},
    {"mapper.readers.dossier", "mapper.readers"},
    {"mapper.claims", "mapper.processing"},
    {"mapper.exports", "mapper.render", "mapper.report"},
    {"mapper.api", "mapper"},
    {"mapper.cli", "mapper.__main__"},
)
"""The rooms, lowest first: a module imports from its own layer and from those below."""

GAZETTEER_LAYERS = (
    {"words"},
    {"errors", "model", "features", "files", "geodesy"},
    {"names", "tables"},
    {"countries"},
    {"index"},
    {"divisions"},
    {"ranking", "sources"},
    {"answer"},
    {"resolve"},
    {"gazetteer", "lock"},
)
"""The same within `gazetteer`, whose `__init__` is its interface and stands above all of them."""

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
    "geopy.adapters",
    "geopy.geocoders",
}
ONLINE = {"gazetteer.sources.download", "gazetteer.sources.online"}
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
    """The layer of a module: that of the longest name in LAYERS which it begins with."""
    rooms = {room: number for number, layer in enumerate(LAYERS) for room in layer}
    parts = name.split(".")
    if parts[0] == "mapper" and len(parts) > 1 and ".".join(parts[:2]) not in rooms:
        raise AssertionError(f"{name} has no layer: give it one in LAYERS")
    return next(rooms[room] for n in range(len(parts), 0, -1) if (room := ".".join(parts[:n])) in rooms)


def gazetteer_rank(name: str) -> int:
    """The layer of a module of `gazetteer`; the package itself is its interface."""
    part = name.partition(".")[2].partition(".")[0]
    if not part:
        return len(GAZETTEER_LAYERS)
    return next(number for number, layer in enumerate(GAZETTEER_LAYERS) if part in layer)


def local_imports(module: Module) -> set[str]:
    """The modules of this project that a module imports, packages only where nothing below them is meant."""
    known = {other.name for other in MODULES}
    names = {name for name in module.imports() if name in known and name != module.name}
    return {name for name in names if not any(other.startswith(f"{name}.") for other in names)}


def test_both_packages_are_read() -> None:
    assert {module.name.split(".")[0] for module in MODULES} == {"gazetteer", "mapper"}


@each_module
def test_imports_point_one_way(module: Module) -> None:
    assert not [name for name in local_imports(module) if rank(name) > rank(module.name)]
    if module.name.startswith("gazetteer."):
        inner = [name for name in local_imports(module) if name.startswith("gazetteer.")]
        assert not [name for name in inner if gazetteer_rank(name) > gazetteer_rank(module.name)]


def test_no_modules_import_each_other_in_a_circle() -> None:
    graph = {module.name: local_imports(module) for module in MODULES}
    graphlib.TopologicalSorter(graph).prepare()  # a CycleError names the circle


def test_no_folder_is_crowded() -> None:
    sizes = Counter(str(module.path.parent) for module in MODULES if module.path.name != "__init__.py")
    assert {folder: size for folder, size in sizes.items() if size > MOST_FILES} == {}


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
