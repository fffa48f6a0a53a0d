"""List what program and page are made of, with versions and digests, in outputs/sbom-*.json (CycloneDX)."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
OUTPUTS = ROOT / "outputs"


def main() -> None:
    """Write both lists; what fails has said why."""
    programs = Path(sys.executable).parent
    locked = ["--disable-pip", "--require-hashes", "-r", str(ROOT / "requirements" / "runtime.txt")]
    target = OUTPUTS / "sbom-python.json"
    listing = [str(programs / "pip-audit"), "--format", "cyclonedx-json", "--output", str(target), *locked]
    subprocess.run(listing, check=True)
    npm = [sys.executable, str(ROOT / "hatch_build.py"), "npm", "sbom", "--sbom-format", "cyclonedx", "--omit", "dev"]
    listed = subprocess.run(npm, check=True, cwd=ROOT, stdout=subprocess.PIPE)
    (OUTPUTS / "sbom-page.json").write_bytes(listed.stdout)


if __name__ == "__main__":
    main()
