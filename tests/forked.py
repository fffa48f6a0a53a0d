"""The program in a fork of a process that has its imports: how such a fork ends."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Sequence
from contextlib import suppress
from typing import NoReturn

from mapper.cli import main

__all__ = ["be_the_program"]


def be_the_program(arguments: Sequence[object]) -> NoReturn:
    """Run the program in this process, which is a fork, and end it as the program ends, with its exit code."""
    code: object = 70
    try:
        sys.argv = ["mapper", *map(str, arguments)]
        main()
    except SystemExit as leave:
        code = leave.code
    except BaseException:  # noqa: BLE001 - as Python does at its end
        traceback.print_exc()
    finally:
        with suppress(OSError):
            for stream in filter(None, (sys.stdout, sys.stderr)):
                stream.flush()
        os._exit(code if isinstance(code, int) else 1)
