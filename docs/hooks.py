"""What MkDocs does not do by itself: the reference of the command line, the notebook as a page, links to the code."""

from __future__ import annotations

import json
import posixpath
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import typer

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

DOCS: Final = Path(__file__).parent
COMMANDS: Final = "<!-- commands -->"
"""The mark in `reference/command-line.md` that the reference takes the place of."""

_LINK: Final = re.compile(r"(?<!!)\[([^][]*)\]\((?!https?:|#|mailto:)([^)#\s]+)(#[^)\s]*)?\)")
_INTERNAL: Final = frozenset({"help", "install_completion", "show_completion"})


# MkDocs calls these ---------------------------------------------------------------------------------------------------


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Give the site its own address, for its map of pages and for search engines."""
    config.site_url = address("Documentation") or None
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the page that is made from the notebook."""
    from mkdocs.structure.files import File

    files.append(File.generated(config, "notebook.md", content=notebook_page()))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG001
    """Fill in the reference, and lead links to files outside `docs/` to the repository."""
    return linked(markdown.replace(COMMANDS, command_reference()), page.file.src_uri)


# The work -------------------------------------------------------------------------------------------------------------


def address(of: str) -> str:
    """An address of `[project.urls]`, empty as long as it is not known."""
    project = tomllib.loads((DOCS.parent / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    found: str = project["urls"][of]
    return "" if ".invalid/" in found else found


def linked(markdown: str, page: str) -> str:
    """Return a page in which links that leave `docs/` lead to the repository; its words alone where it has no address.

    Links to the notebook lead to its page, which has the one to the file.

    >>> linked("[the example](../seeds/README.md) and [formats](formats.md)", "index.md")
    'the example and [formats](formats.md)'
    >>> linked("[in a notebook](notebook.ipynb)", "index.md")
    '[in a notebook](notebook.md)'
    """
    home = address("Repository")

    def outside(link: re.Match[str]) -> str:
        target = posixpath.normpath(posixpath.join("docs", posixpath.dirname(page), link[2]))
        if target == "docs/notebook.ipynb" and page != "notebook.md":
            return link[0].replace("notebook.ipynb", "notebook.md")
        is_page = target.startswith("docs/") and not target.endswith(".py") and target != "docs/design"
        if is_page:
            return link[0]
        kind = "tree" if (DOCS.parent / target).is_dir() else "blob"
        return f"[{link[1]}]({home}/{kind}/main/{target}{link[3] or ''})" if home else link[1]

    return _LINK.sub(outside, markdown)


def command_reference() -> str:
    """Return the reference of all commands, from the declarations that `--help` shows."""
    from mapper.cli.program import app

    return "\n".join(_described("mapper", typer.main.get_command(app)))


def _described(name: str, command: Any) -> Iterator[str]:
    """A command with its options, then those below it."""
    yield f"## {name}\n\n{command.help or ''}\n"
    arguments = [param for param in command.params if param.param_type_name == "argument"]
    words = " ".join(_placeholder(argument) for argument in arguments)
    yield f"```text\n{name} [OPTIONS] {words or 'COMMAND'}\n```\n"
    for argument in arguments:
        yield f"`{_placeholder(argument)}`: {_help(argument)}\n"
    panels: dict[str, list[Any]] = {}
    for option in command.params:
        if option.param_type_name == "option" and option.name not in _INTERNAL:
            panels.setdefault(getattr(option, "rich_help_panel", None) or "Options", []).append(option)
    for panel, options in panels.items():
        yield f"| {panel} | |\n|---|---|"
        yield from (f"| {_flags(option)} | {_help(option)} |" for option in options)
        yield ""
    if command.epilog:
        examples = [line.strip() for line in command.epilog.splitlines() if line.strip().startswith("mapper ")]
        notes = [line for line in command.epilog.splitlines()[1:] if line.strip() not in examples]
        yield "```sh\n" + "\n".join(examples) + "\n```\n"
        yield "\n".join(notes) + "\n"
    for word, below in getattr(command, "commands", {}).items():
        yield from _described(f"{name} {word}", below)


def _placeholder(argument: Any) -> str:
    text: str = argument.metavar or argument.name.upper()
    return text if argument.required else f"[{text}]"


def _flags(option: Any) -> str:
    flags = ", ".join(f"`{flag}`" for flag in sorted(option.opts + option.secondary_opts, key=len))
    if option.is_flag:
        return flags
    values = getattr(option.type, "choices", None)
    return f"{flags} `{'¦'.join(values) if values else option.metavar or option.type.name.upper()}`"


def _help(param: Any) -> str:
    return (param.help or "").replace("|", "\\|")


def notebook_page() -> str:
    """Return the notebook as Markdown: its text, its code, and what the code printed."""
    notebook = json.loads((DOCS / "notebook.ipynb").read_text(encoding="utf-8"))
    return "\n\n".join(_cell(cell) for cell in notebook["cells"]) + "\n"


def _cell(cell: Mapping[str, Any]) -> str:
    source = "".join(cell["source"])
    if cell["cell_type"] == "markdown":
        return source
    printed = "".join(text for output in cell["outputs"] for text in output.get("text", ()))
    return f"```python\n{source}\n```" + (f"\n\n```text\n{printed.rstrip()}\n```" if printed else "")
