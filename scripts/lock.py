"""Renew the lock files in requirements/ after a change in pyproject.toml: `make lock`, and `make wheels` to check them.

Run with the Python of `.venv`, which has uv, from the repository's root.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

UV = Path(sys.executable).with_name("uv.exe" if os.name == "nt" else "uv")
EXTRAS = ("draft", "cluster", "docs")
ABOVE: dict[str, tuple[str, ...]] = {"runtime": (), "draft": ("runtime",), "docs": ("runtime",)}
ABOVE |= {"cluster": ("runtime", "draft", "docs"), "build": ("runtime",)}
ABOVE |= {"test": ("runtime", *EXTRAS, "build"), "lint": ("runtime", *EXTRAS, "test")}
ABOVE |= {"maintain": ("runtime", *EXTRAS, "test")}
"""Each lock file, and those whose versions it keeps to."""

PLATFORMS = ("x86_64-pc-windows-msvc", "aarch64-apple-darwin", "x86_64-manylinux_2_28", "aarch64-manylinux_2_28")
PYTHONS = ("3.11", "3.12", "3.13", "3.14")


def uv(*arguments: str) -> int:
    """Run uv and return its exit code."""
    return subprocess.run([UV, "pip", *arguments], check=False).returncode


def lock() -> int:
    """Write each lock file anew (LOCK=--upgrade: newest versions); the exit code is that of the first that fails."""
    options = ["--quiet", "--universal", "--python-version", "3.11", "--generate-hashes"]
    options += ["--custom-compile-command", "make lock", *os.environ.get("LOCK", "").split()]
    for name, above in ABOVE.items():
        extra = ["--extra", name] if name in EXTRAS else []
        source = [*extra, "pyproject.toml"] if extra or name == "runtime" else ["--group", name]
        held = [word for one in above for word in ("-c", f"requirements/{one}.txt")]
        if code := uv("compile", *options, *held, *source, "-o", f"requirements/{name}.txt"):
            return code
    return 0


def wheels(target: str) -> int:
    """Check that all locked libraries come ready-made for Windows, macOS and Linux; nothing goes into `target`."""
    os.environ["MACOSX_DEPLOYMENT_TARGET"] = "14.0"
    locked = [word for name in ABOVE if name != "maintain" for word in ("-r", f"requirements/{name}.txt")]
    options = ["--quiet", "--dry-run", "--target", target, "--only-binary", ":all:"]
    missing = []
    for platform in PLATFORMS:
        for version in PYTHONS:
            chosen = ["--python-platform", platform, "--python-version", version]
            if uv("install", *options, "--no-deps", "--require-hashes", *chosen, *locked):
                missing.append(f"{platform} {version}")
    if missing:
        print(f"Not all libraries come ready-made for: {', '.join(missing)}.", file=sys.stderr)
        return 1
    print(f"All libraries come ready-made for Python {', '.join(PYTHONS)} on {', '.join(PLATFORMS)}.")
    return 0


if __name__ == "__main__":
    sys.exit(wheels(sys.argv[2]) if sys.argv[1:2] == ["--wheels"] else lock())
