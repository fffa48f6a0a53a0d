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
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("gazetteer", "mapper")
MOST_FILES = 14

LAYERS = (
    {"gazetteer.words"},
    {"gazetteer.errors", "gazetteer.features", "gazetteer.files", "gazetteer.geodesy", "gazetteer.model"},
    {"gazetteer.names", "gazetteer.tables"},
    {"gazetteer.countries"},
    {"gazetteer.index"},
    {"gazetteer.divisions"},
    {"gazetteer.areas"},
    {"gazetteer.ranking", "gazetteer.sources"},
    {"gazetteer.answer"},
    {"gazetteer.context", "gazetteer.positions", "gazetteer.several"},
    {"gazetteer.resolve"},
    {"gazetteer.gazetteer", "gazetteer.lock"},
    {"gazetteer", "mapper.version", "mapper.vocabulary"},
    {
        "mapper.errors",
        "mapper.html",
        "mapper.arguments",
        "mapper.atomic",
        "mapper.options",
        "mapper.palette",
        "mapper.progress",
        "mapper.words",
    },
    {"mapper.model"},
    {"mapper.readers.faults"},
    {"mapper.readers.tables"},
    {"mapper.readers.events"},
    {"mapper.readers.formats"},
    {"mapper.readers.dossier", "mapper.readers"},
    {"mapper.claims", "mapper.processing"},
    {"mapper.exports", "mapper.render", "mapper.report"},
    {"mapper.cube", "mapper.draft"},
    {"mapper.api", "mapper.maps", "mapper"},
    {"mapper.cli", "mapper.__main__"},
)
"""The rooms, lowest first: a module imports from its own layer and from those below.

A module belongs to the room with the longest name that its own begins with; a package that has a room of its own name
is the interface of what lies in it.
"""

NETWORK = {
    "aiohttp",
    "ftplib",
    "geopy.adapters",
    "geopy.geocoders",
    "http",
    "httpx",
    "requests",
    "smtplib",
    "socket",
    "urllib.request",
    "urllib3",
}
ONLINE = {"gazetteer.sources.download", "gazetteer.sources.online", "gazetteer.sources.web"}
"""The two that a user asks for by name (`mapper gazetteer add --country`, `mapper place --online`), and their way."""

PRINTING = {"print", "sys.stdout", "sys.stderr", "typer.echo", "rich.print"}


@dataclass(frozen=True)
class Module:
    """A file of the project and what it says."""

    path: Path
    name: str
    tree: ast.Module

    @cached_property
    def nodes(self) -> list[ast.AST]:
        """All of its syntax, in one list: most of the tests below read it from the beginning to the end."""
        return list(ast.walk(self.tree))

    @cached_property
    def imports(self) -> set[str]:
        """Full names of the modules that this one imports, inside functions too."""
        found: set[str] = set()
        for node in self.nodes:
            if isinstance(node, ast.Import):
                found.update(alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                base = self._absolute(node)
                found.update([base, *(f"{base}.{alias.name}" for alias in node.names)])
        return found

    def libraries_named(self) -> set[str]:
        """What it imports, and words in quotes: a library's data may be read without importing its code."""
        words = {node.value for node in self.nodes if isinstance(node, ast.Constant)}
        return {name.split(".")[0] for name in self.imports} | {word for word in words if isinstance(word, str)}

    def _absolute(self, node: ast.ImportFrom) -> str:
        if not node.level:
            return node.module or ""
        package = self.name.split(".") if self.path.name == "__init__.py" else self.name.split(".")[:-1]
        parents = package[: len(package) - node.level + 1]
        return ".".join([*parents, *([node.module] if node.module else [])])


@cache
def modules() -> dict[str, Module]:
    """The modules of the project by their names; not parsed where these tests are only collected."""
    found = {}
    for path in (path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))):
        if "node_modules" not in path.parts:
            name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
            found[name] = Module(path, name, ast.parse(path.read_text(encoding="utf-8")))
    return found


ROOMS = {room: number for number, layer in enumerate(LAYERS) for room in layer}


def room_of(name: str) -> str | None:
    """The room of a module; none where only the package itself would be left."""
    parts = name.split(".")
    shorter = (".".join(parts[:length]) for length in range(len(parts), 0, -1))
    room = next((room for room in shorter if room in ROOMS), None)
    return None if room in PACKAGES and room != name else room


def local_imports(module: Module) -> set[str]:
    """The modules of this project that a module imports; a package only where nothing below it is meant."""
    names = modules().keys() & module.imports - {module.name}
    return {name for name in names if not any(other.startswith(f"{name}.") for other in names)}


def broken(rule: Callable[[Module], object]) -> dict[str, object]:
    """What a rule finds in the modules that do not keep it, by their names."""
    found = {module.name: rule(module) for module in modules().values()}
    return {name: faults for name, faults in found.items() if faults}


def test_every_module_has_a_room() -> None:
    assert [name for name in modules() if room_of(name) is None] == []
    assert [room for room in ROOMS if room not in modules()] == []


def test_imports_point_one_way() -> None:
    def upward(module: Module) -> list[str]:
        own = ROOMS[room_of(module.name) or ""]
        return [name for name in local_imports(module) if ROOMS[room_of(name) or ""] > own]

    assert broken(upward) == {}


def test_no_modules_import_each_other_in_a_circle() -> None:
    graph = {module.name: local_imports(module) for module in modules().values()}
    graphlib.TopologicalSorter(graph).prepare()  # a CycleError names the circle


def test_no_rooms_import_each_other_in_a_circle() -> None:
    graph: dict[str, set[str]] = {}
    for module in modules().values():
        room = room_of(module.name) or ""
        graph.setdefault(room, set()).update({room_of(name) or "" for name in local_imports(module)} - {room})
    graphlib.TopologicalSorter(graph).prepare()


def test_no_folder_is_crowded() -> None:
    sizes = Counter(str(module.path.parent) for module in modules().values() if module.path.name != "__init__.py")
    assert {folder: size for folder, size in sizes.items() if size > MOST_FILES} == {}


def test_only_what_is_asked_to_go_online_touches_the_network() -> None:
    def network(module: Module) -> set[str]:
        return {name for name in module.imports if not NETWORK.isdisjoint({name, name.split(".")[0]})}

    assert broken(network).keys() <= ONLINE


def test_only_the_command_line_prints() -> None:
    def printing(module: Module) -> list[int]:
        names = (node for node in module.nodes if isinstance(node, ast.Name | ast.Attribute))
        return [node.lineno for node in names if ast.unparse(node) in PRINTING]

    assert {name for name in broken(printing) if room_of(name) != "mapper.cli"} == set()


@cache
def libraries() -> dict[str, set[str]]:
    """The dependencies in pyproject.toml, and the modules that each brings."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    every = [*project["dependencies"], *_extras(project)]
    names = [_normal(re.split(r"[^\w.-]", requirement)[0]) for requirement in every]
    providers = importlib.metadata.packages_distributions().items()
    # Some libraries list none of their modules: theirs has the name of the library.
    return {name: {name} | {top for top, by in providers if name in map(_normal, by)} for name in names}


def _extras(project: dict[str, Any]) -> list[str]:
    """What the extras bring that the packages import; the site is built with programs."""
    extras = project["optional-dependencies"].items()
    return [one for name, several in extras if name != "docs" for one in several]


@pytest.mark.parametrize(("extra", "room"), [("draft", "mapper.draft"), ("cluster", "mapper.cube")])
def test_only_one_room_needs_each_extra(extra: str, room: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    names = {_normal(re.split(r"[^\w.-]", one)[0]) for one in project["optional-dependencies"][extra]}
    brought = set().union(*(brings for name, brings in libraries().items() if name in names))
    found = broken(lambda module: {name.split(".")[0] for name in module.imports} & brought)
    assert found
    assert {room_of(name) for name in found} == {room}


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_only_declared_libraries_are_imported() -> None:
    allowed = set().union(*libraries().values()) | sys.stdlib_module_names | set(PACKAGES)
    assert broken(lambda module: {name.split(".")[0] for name in module.imports} - allowed) == {}


def test_every_declared_library_is_used() -> None:
    used = set().union(*(module.libraries_named() for module in modules().values()))
    assert [name for name, brings in libraries().items() if not brings & used] == []


def test_exported_names_exist_once() -> None:
    def faults(module: Module) -> list[str]:
        imported = importlib.import_module(module.name)  # ruff holds that they are sorted
        names = getattr(imported, "__all__", [])
        return [name for name in names if not hasattr(imported, name) or names.count(name) > 1]

    assert broken(faults) == {}
