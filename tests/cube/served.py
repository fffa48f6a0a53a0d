"""A folder on a web server of this machine, which gives ranges of bytes as those of the web do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import SimpleHTTPRequestHandler
from pathlib import Path

from tests.web import listening


@dataclass
class Served:
    """Where the folder is, and what was asked of it: path and bytes."""

    address: str = ""
    sent: list[tuple[str, int]] = field(default_factory=list)


@contextmanager
def served(folder: Path, *, ranges: bool = True) -> Iterator[Served]:
    """Serve the files of a folder; without `ranges` whole, as `python -m http.server` does."""

    class Handler(SimpleHTTPRequestHandler):
        def do_GET(self) -> None:
            file = folder / self.path.lstrip("/")
            if not file.is_file():
                self.send_error(404)
                return
            content = file.read_bytes()
            asked = self.headers.get("Range") if ranges else None
            if asked:
                start, end = (int(number) for number in asked.removeprefix("bytes=").split("-"))
                self.send_response(206)
                self.send_header("Content-Range", f"bytes {start}-{end}/{len(content)}")
                content = content[start : end + 1]
            else:
                self.send_response(200)
            self.send_header("Content-Type", self.guess_type(self.path))
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)
            found.sent.append((self.path.lstrip("/"), len(content)))

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is inherited
            pass

    found = Served()
    with listening(Handler) as port:
        found.address = f"http://127.0.0.1:{port}/"
        yield found
