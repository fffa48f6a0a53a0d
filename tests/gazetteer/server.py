"""A real HTTP server on this machine that says what a test tells it to."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler

from tests.web import listening


@dataclass
class Answer:
    """One answer: status, headers, body; `promise` more bytes than come, or `wait` seconds before it.

    With `drip`, in seconds, the body comes again and again, each time after such a pause, until nobody takes it.
    """

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    promise: int | None = None
    wait: float = 0.0
    drip: float | None = None


@dataclass
class Server:
    """Where the server is, what it will say next, and what it was asked (path, headers)."""

    address: str
    answers: list[Answer] = field(default_factory=list)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)


@contextmanager
def serving(*answers: Answer) -> Iterator[Server]:
    """Serve `answers` one after another."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            server.asked.append((self.path, dict(self.headers)))
            answer = server.answers.pop(0)
            time.sleep(answer.wait)
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            if "Content-Length" not in answer.headers:
                length = len(answer.body) if answer.promise is None else answer.promise
                self.send_header("Content-Length", str(length))
            with contextlib.suppress(ConnectionError):  # whoever asked may have lost patience
                self.end_headers()
                self.wfile.write(answer.body)
                while answer.drip is not None:
                    time.sleep(answer.drip)
                    self.wfile.write(answer.body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 — the name is inherited
            pass

    with listening(Handler) as port:
        server = Server(f"127.0.0.1:{port}", list(answers))
        yield server
