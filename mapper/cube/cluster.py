"""Run files as Dask tasks, in processes on this machine or on a cluster. Every failure becomes one sentence."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import ExitStack, contextmanager, suppress
from itertools import islice
from typing import Any, Final, TypeVar

import dask
from dask.distributed import Client, Future, KilledWorker, LocalCluster, wait

from mapper.cube.files import Partition
from mapper.errors import MapperError, ParameterError, SourceError
from mapper.options import Engine

__all__ = ["each_result"]

_ANSWER: Final = "20s"
"""How long a scheduler may take to answer, and a worker to start."""
_PATIENCE: Final = 60
"""Seconds without a result after which we check that the scheduler still has workers."""
_AHEAD: Final = 2
"""Submitted files for each core, so that a worker has its next file before it finishes one."""
_WITHOUT: Final = "give them room in /dev/shm, open files and ports, or count without Dask: `engine` files"

_ENVIRONMENT: Final = {"OMP_NUM_THREADS": 1, "ARROW_DEFAULT_MEMORY_POOL": "system", "MALLOC_ARENA_MAX": 1}
"""For processes on this machine: they keep a file's memory for the next file. With Dask's default they return it at
once, and spend a third of their time allocating it again."""

_UNWATCHED: Final = {
    "distributed.admin.system-monitor.interval": "10s",
    "distributed.admin.tick.interval": "1s",
    "distributed.worker.profile.enabled": False,
}
"""Slows down the measurements for Dask's dashboard, which nobody opens here; they took a fourteenth of a core."""

Result = TypeVar("Result")


def each_result(
    engine: Engine, files: Sequence[Partition], job: Callable[[Partition], Callable[[], Result]]
) -> Iterator[tuple[int, Result]]:
    """Yield each file's number and result, as soon as the result is there.

    `job` returns the function that a worker runs for a file; it is called when the file is submitted.

    Raises
    ------
    ParameterError
        The scheduler does not answer, or its cluster cannot run this version of the program.
    SourceError
        The workers that read a file die again and again, all workers are gone, or the scheduler goes away.
    MapperError
        No worker can be started on this machine, or the job raises it.
    """
    client_of = _scheduler(engine.scheduler) if engine.scheduler else _processes(engine.workers)
    with dask.config.set({"distributed.comm.timeouts.connect": _ANSWER}), _quiet(), client_of as client:
        yield from _gathered(client, files, job)


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep Dask's log off the terminal: errors say in a sentence what matters."""
    named = [name for name in logging.root.manager.loggerDict if name.startswith("distributed")]
    loggers = [logger for logger in map(logging.getLogger, named) if not logger.disabled]
    for logger in loggers:
        logger.disabled = True
    try:
        yield
    finally:
        for logger in loggers:
            logger.disabled = False


@contextmanager
def _processes(workers: int) -> Iterator[Client]:
    """Give a client of processes on this machine, of one thread each."""
    settings = {"n_workers": workers or None, "threads_per_worker": 1, "dashboard_address": None}
    # One file at a time for each worker, so that we know which file a worker was reading when it died.
    alone = {"distributed.scheduler.worker-saturation": 1.0, "distributed.scheduler.allowed-failures": 2}
    memory = {"distributed.nanny.pre-spawn-environ": _ENVIRONMENT}
    with dask.config.set(alone | memory | _UNWATCHED), ExitStack() as stack:
        try:
            with warnings.catch_warnings():  # if the dashboard's port is taken, Dask uses another
                warnings.filterwarnings("ignore", message=r"Port \d+ is already in use")
                cluster = stack.enter_context(LocalCluster(**settings, silence_logs=logging.CRITICAL))
            client = stack.enter_context(Client(cluster))
        except (OSError, RuntimeError) as error:
            raise MapperError(f"Dask cannot start its processes on this machine{_cause(error)}", _WITHOUT) from error
        try:
            yield client
        finally:
            # A worker that is stopped while it restarts prints a traceback, so wait for it.
            with suppress(TimeoutError):
                client.wait_for_workers(len(cluster.worker_spec), timeout=_ANSWER)


@contextmanager
def _scheduler(address: str) -> Iterator[Client]:
    """Give a client of the scheduler at an address."""
    try:
        client = Client(address, timeout=_ANSWER)
    except (OSError, ValueError, TypeError) as error:
        wanted = "the address of a Dask scheduler that answers, such as tcp://host:8786"
        raise ParameterError("scheduler", address, wanted) from error
    with client:
        yield client


def _cause(error: BaseException) -> str:
    """Return the system's error in brackets, `""` if unknown: Dask only says that a worker died at once."""
    while error.__cause__ is not None:
        error = error.__cause__
    return f" ({error})" if isinstance(error, OSError) else ""


def _gathered(
    client: Client, files: Sequence[Partition], job: Callable[[Partition], Callable[[], Result]]
) -> Iterator[tuple[int, Result]]:
    """Yield each result as soon as it is there, then free it; submit only as many files as keep all workers busy."""
    coming, running = iter(enumerate(files)), dict[Future[Any], int]()
    while True:
        room = max(1, _AHEAD * sum(client.ncores().values())) - len(running)
        for number, file in islice(coming, max(0, room)):
            running[client.submit(_tried, job(file), pure=False)] = number
        if not running:
            return
        for future in _done(client, running):
            number = running.pop(future)
            result = _result(future, files[number].path)
            if isinstance(result, MapperError):
                raise result
            yield number, result


def _done(client: Client, running: Collection[Future[Any]]) -> list[Future[Any]]:
    """Wait until any task is done, and return those that are; raise SourceError if no worker is left."""
    done: list[Future[Any]] = []
    while not done:
        # `_result` reports a scheduler that went away.
        with suppress(TimeoutError, CancelledError):
            wait(list(running), timeout=_PATIENCE, return_when="FIRST_COMPLETED")
        done = [future for future in running if future.done()]
        if not done and not client.scheduler_info()["workers"]:
            remedy = "start workers that have conflict-event-mapper, and run it again"
            raise SourceError(f"the Dask scheduler has had no worker for {_PATIENCE} seconds", remedy)
    return done


def _result(future: Future[Any], path: str) -> Any:
    try:
        return future.result()
    except KilledWorker:
        remedy = "they may want memory: give each more, or write the data as smaller files"
        raise SourceError(f"{path}: every worker that read it died", remedy) from None
    except (ImportError, RuntimeError) as error:
        if isinstance(error, ImportError) or "deserialization" in str(error):
            remedy = "install the same conflict-event-mapper for its scheduler and workers as here"
            raise MapperError("the Dask cluster cannot run this program", remedy) from error
        raise
    except Exception as error:
        if future.status == "error":
            raise
        raise SourceError(f"the Dask scheduler went away while {path} was being counted", "run it again") from error


def _tried(job: Callable[[], Result]) -> Result | MapperError:
    """Return a MapperError instead of raising it: Dask would log its traceback."""
    try:
        return job()
    except MapperError as error:
        return error
