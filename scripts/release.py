"""Build `dist/`, and have twine, check-wheel-contents and pyroma look at it: `make release`.

Run with the Python of `.venv`, from the repository's root. As long as the project has no home, what is built is for
trying only: PyPI refuses it, and this ends with 1.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

BIN = Path(sys.executable).parent
HOMELESS = (
    "dist/ is for trying only, and PyPI refuses it: [project.urls] in pyproject.toml still has repository.invalid for "
    "the project's home. RELEASING.md says what to put there."
)


def main() -> int:
    """Return 0 where all is well, else 1 or the exit code of what failed first."""
    shutil.rmtree("dist", ignore_errors=True)
    if code := subprocess.run([sys.executable, "-m", "build", "--no-isolation"], check=False).returncode:
        return code
    [sdist], [wheel] = Path("dist").glob("*.tar.gz"), Path("dist").glob("*.whl")
    for check in (f"twine check --strict {sdist} {wheel}", f"check-wheel-contents {wheel}", f"pyroma {sdist}"):
        program, *arguments = check.split()
        if code := subprocess.run([BIN / program, *arguments], check=False).returncode:
            return code
    if "repository.invalid" in Path("pyproject.toml").read_text(encoding="utf-8"):
        print(HOMELESS, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
