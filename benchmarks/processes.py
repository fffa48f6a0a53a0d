"""Run a program to its end and say what it took."""

import os
import subprocess
import time
from typing import NamedTuple


class Took(NamedTuple):
    """Seconds on the clock, seconds of processor time (of all threads), and peak memory in MB."""

    seconds: float
    processor: float
    peak: float


def run(command, *, most_seconds=300):
    """Return what a process took; None where it failed or ran longer than `most_seconds`."""
    begun = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while True:
        pid, status, usage = os.wait4(process.pid, os.WNOHANG)
        seconds = time.perf_counter() - begun
        if pid:
            return None if status else Took(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)
        if seconds > most_seconds:
            process.kill()
            os.wait4(process.pid, 0)
            return None
        time.sleep(0.001)
