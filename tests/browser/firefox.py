"""A headless Firefox, driven over a local socket by Marionette, the protocol of its own tests; it needs no package."""

from __future__ import annotations

import base64
import json
import socket
import subprocess
import time
from pathlib import Path
from typing import Any, Self

PREFERENCES = {
    "marionette.port": 0,  # any free one, which it writes down
    "network.proxy.type": 1,  # nothing but files is read: requests end at a proxy that is not there
    "network.proxy.socks": "127.0.0.1",
    "network.proxy.socks_port": 9,
    "app.update.enabled": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "toolkit.telemetry.reportingpolicy.firstRun": False,
}
STARTED = 60
"""Seconds that Firefox may take to start."""


class Firefox:
    """A running Firefox with one window; it ends with the ``with`` block.

    ``folder`` is empty and holds its profile.
    """

    def __init__(self, path: str, folder: Path) -> None:
        lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in PREFERENCES.items()]
        (folder / "user.js").write_text("\n".join(lines), encoding="utf-8")
        command = [path, "--marionette", "--headless", "--no-remote", "--profile", str(folder)]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self._socket = _connect(folder / "MarionetteActivePort", self._process)
        self._stream = self._socket.makefile("rb")
        self._receive()  # its greeting
        self._commands = 0
        self._do("NewSession", capabilities={"alwaysMatch": {"timeouts": {"script": 60_000}}})

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stream.close()
        self._socket.close()
        self._process.terminate()
        self._process.wait()

    def resize(self, width: int, height: int) -> None:
        """Make the window's content this large, in pixels, as far as Firefox allows."""
        frame = self.run("return [outerWidth - innerWidth, outerHeight - innerHeight]")
        self._do("SetWindowRect", width=width + frame[0], height=height + frame[1])

    def open(self, address: str) -> None:
        """Open a page, anew where only what stands behind # differs."""
        self._do("Navigate", url="about:blank")
        self._do("Navigate", url=address)

    def run(self, script: str, *arguments: object) -> Any:
        """Run a function's body in the page and return its result, that of a promise too."""
        return self._do("ExecuteScript", script=script, args=arguments)

    def click(self, selector: str) -> None:
        """Click in the middle of the first element that fits, as a user would."""
        element = self._do("FindElement", using="css selector", value=selector)
        self._do("ElementClick", id=next(iter(element.values())))

    def pdf(self) -> bytes:
        """Print the page as its style sheet says."""
        return base64.b64decode(self._do("Print", background=True, orientation="landscape", shrinkToFit=False))

    def _do(self, name: str, **parameters: object) -> Any:
        self._commands += 1
        text = json.dumps([0, self._commands, f"WebDriver:{name}", parameters]).encode()
        self._socket.sendall(b"%d:%s" % (len(text), text))
        _, _, error, result = self._receive()
        if error:
            raise RuntimeError(f"{name}: {error['message']}")
        return result["value"] if isinstance(result, dict) and set(result) == {"value"} else result

    def _receive(self) -> Any:
        length = b""
        while (byte := self._stream.read(1)) != b":":
            length += byte
            if not byte:
                raise ConnectionError("Firefox has ended")
        return json.loads(self._stream.read(int(length)))


def _connect(port: Path, process: subprocess.Popen[bytes]) -> socket.socket:
    """Connect to the port that Firefox writes into a file once it listens."""
    until = time.monotonic() + STARTED
    while time.monotonic() < until and process.poll() is None:
        if port.is_file() and (number := port.read_text()):
            return socket.create_connection(("127.0.0.1", int(number)), timeout=STARTED)
        time.sleep(0.1)
    process.kill()
    raise RuntimeError("Firefox did not start")
