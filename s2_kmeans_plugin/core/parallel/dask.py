"""Executor on the workers of a Dask scheduler, for runs on several machines.

Workers read their windows themselves, so each of them must be able to open the path or URL of the
raster. They return sums and classes. They receive this package from here, so a worker needs only
GDAL, numpy and distributed.
"""

from __future__ import annotations

import hashlib
import io
import socket
import tempfile
import zipfile
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from pathlib import Path

from ..errors import MissingDependencyError, SchedulerError

# Chosen: a scheduler in the same network answers within milliseconds.
CONNECT_SECONDS = 3
_PACKAGE = Path(__file__).resolve().parents[2]


@contextmanager
def dask_executor(address: str) -> Iterator[tuple[Executor, int]]:
    """Connect to a scheduler, such as ``tcp://192.0.2.1:8786``, until the with block ends.

    Yields its executor and the number of threads of all workers. Raises MissingDependencyError if
    dask.distributed is not installed, and SchedulerError without an answer or without workers.
    """
    try:
        from distributed import Client
        from distributed.comm import get_address_host_port
    except ImportError as error:
        raise MissingDependencyError(
            "The Python package distributed, which a Dask scheduler needs, is not installed "
            "({reason}). Install it (python -m pip install distributed), or leave the scheduler "
            "empty to work on this machine.",
            reason=error,
        ) from error
    try:
        # Tried first, because a client without a scheduler keeps trying in a thread of its own.
        socket.create_connection(get_address_host_port(address), CONNECT_SECONDS).close()
        client = Client(address, timeout=CONNECT_SECONDS, set_as_default=False)
    except (OSError, ValueError) as error:
        raise SchedulerError(
            "No Dask scheduler answers at {address} ({reason}). Check the address and that the "
            "scheduler runs, or leave it empty to work on this machine.",
            address=address,
            reason=error,
        ) from error
    with client, tempfile.TemporaryDirectory() as folder:
        n_threads = sum(client.nthreads().values())
        if n_threads == 0:
            raise SchedulerError(
                "The Dask scheduler at {address} has no workers. Start some (dask worker "
                "{address}).",
                address=address,
            )
        client.upload_file(str(_pack_package(folder)))
        yield client.get_executor(), n_threads


def _pack_package(folder: str) -> Path:
    """Pack this package; the name has the hash of the content, so no worker keeps an older one."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for path in sorted(_PACKAGE.rglob("*.py")):
            entry = zipfile.ZipInfo(path.relative_to(_PACKAGE.parent).as_posix())
            archive.writestr(entry, path.read_bytes())
    content = packed.getvalue()
    path = Path(folder) / f"{_PACKAGE.name}-{hashlib.sha256(content).hexdigest()[:12]}.zip"
    path.write_bytes(content)
    return path
