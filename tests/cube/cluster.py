"""The program in a process of its own, whose Dask workers die: `cluster.py once|always mapper's arguments…`.

A worker that reads `part-1.csv` is killed, once or always.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from mapper.cli import main
from mapper.cube import read
from mapper.cube.files import Partition
from mapper.cube.partition import Counted, CountTask, count_file


def killed(partition: Partition, task: CountTask, level: int = 0) -> Counted:
    """Count a file, unless this process is killed before."""
    mark = Path(partition.path).with_name(".died")
    if partition.path.endswith("part-1.csv") and (HOW_OFTEN == "always" or not mark.exists()):
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return count_file(partition, task, level)


if __name__ == "__main__":
    HOW_OFTEN = sys.argv[1]
    vars(read)["count_file"] = killed
    sys.argv = ["mapper", *sys.argv[2:]]
    main()
