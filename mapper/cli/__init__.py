"""The command line. Results go to standard output, everything else to standard error.

Exit codes: 0 done, 1 the data does not allow it, 2 wrong use. Heavy libraries (folium, geopandas, pandas, rich) are
imported inside the functions that need them, so that the program starts quickly.
"""

from __future__ import annotations

import os
import signal
import sys
import traceback
from io import TextIOWrapper
from typing import Final, NoReturn

from gazetteer.errors import GazetteerError, TableError
from mapper.cli.console import TALK, complain
from mapper.cli.mistakes import misuse, sentence
from mapper.errors import MapperError, OutputError, ParameterError, SourceMissingError, UnknownNameError

__all__ = ["main"]

NO_MEMORY: Final = "not enough memory for so much data; split the sources, or give the machine more"
WRONG_USE = (UnknownNameError, ParameterError, SourceMissingError)
_WORDS_OF_NO_MEMORY: Final = (
    "Resource temporarily unavailable",
    "can't start new thread",
    "Cannot allocate memory",
    "std::bad_alloc",
    "failed to map segment from shared object",
)
"""Error texts of libraries that raise another error than MemoryError when memory runs out."""
_ENDED_FOR_WANT_OF_MEMORY: Final = frozenset({-signal.SIGABRT, -signal.SIGSEGV, 127})


def main() -> NoReturn:
    """Run the command line and leave with its exit code; a user's mistake is one sentence, never a traceback."""
    code = 1
    TALK.reset()
    _outlive_a_limit_of_memory()
    try:
        code = _exit_code()
    except (MapperError, GazetteerError) as error:
        if TALK.debug:
            traceback.print_exception(error)
        complain(*(error.sentences if isinstance(error, TableError) else [sentence(error)]))
        code = 2 if isinstance(error, WRONG_USE) else 1
    except BrokenPipeError:
        _let_go_of_output()
        code = 0
    except OSError as error:  # of standard output: other writers raise errors with more detail
        complain(f"cannot go on: {error.strerror or error}")
        _let_go_of_output()
    except MemoryError:
        complain(NO_MEMORY)
    except KeyboardInterrupt:
        complain("stopped")
        code = 130
    except Exception as error:
        if not any(words in str(error) for words in _WORDS_OF_NO_MEMORY):
            raise
        complain(NO_MEMORY)
    sys.exit(code)


def _outlive_a_limit_of_memory() -> None:
    """If memory is limited (`ulimit -v`), go on in a child process, and report it if the child ran out of memory.

    Arrow and the C library end a process that cannot start a thread, without an exception that Python could catch.
    """
    if sys.platform == "win32":
        return
    import resource

    if resource.getrlimit(resource.RLIMIT_AS)[0] == resource.RLIM_INFINITY:
        return
    child = os.fork()
    if not child:
        return
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the child gets Ctrl-C from the terminal too
    signal.signal(signal.SIGTERM, lambda number, _: os.kill(child, number))
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if code in _ENDED_FOR_WANT_OF_MEMORY:
        complain(NO_MEMORY)
        code = 1
    sys.exit(code if code >= 0 else 128 - code)


def _exit_code() -> int:
    if sys.stdout is None:  # Python sets it to None if it is closed
        raise OutputError("standard output is closed; let it go to a file or a pipe")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # show what a terminal without UTF-8 cannot as an escape
            stream.reconfigure(errors="backslashreplace")
    code = _run()
    sys.stdout.flush()
    return code


def _let_go_of_output() -> None:
    """Send the rest of the output to the null device: nobody reads it, and the interpreter would flush it at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _run() -> int:
    from typer.exceptions import TyperException

    from mapper.cli.program import app  # which imports this package in turn

    try:
        return app(prog_name="mapper", standalone_mode=False) or 0
    except SystemExit as leave:  # the shell's completion leaves like this
        return leave.code if isinstance(leave.code, int) else 1 if leave.code else 0
    except TyperException as error:
        if words := misuse(error):  # empty if help was shown because no command was given
            complain(words)
        return error.exit_code
