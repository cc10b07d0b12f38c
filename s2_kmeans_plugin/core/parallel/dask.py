"""More than one machine: an executor on the workers of a Dask scheduler. Imports Dask when asked.

Workers read their windows themselves, so the raster's path or URL has to open on each of them; what
comes back are numbers and the classes of windows. They get this package from here: nothing but
GDAL, numpy and distributed has to be installed on them.
"""

import hashlib
import io
import socket
import tempfile
import zipfile
from contextlib import contextmanager
from pathlib import Path

from ..errors import MissingDependencyError, SchedulerError

CONNECT_SECONDS = 3
_PACKAGE = Path(__file__).resolve().parents[2]


@contextmanager
def dask_executor(address):
    """Connect to a scheduler for the length of a with block.

    Parameters
    ----------
    address : str
        Such as ``tcp://192.0.2.1:8786``.

    Yields
    ------
    executor : concurrent.futures.Executor
    n_threads : int
        Of all workers together.

    Raises
    ------
    MissingDependencyError
        When dask.distributed is not installed.
    SchedulerError
        When nobody answers at the address, or no worker is there.
    """
    try:
        from distributed import Client
        from distributed.comm import get_address_host_port
    except ImportError as error:
        raise MissingDependencyError(
            "Working on a Dask cluster needs the Python package distributed, which this Python "
            "lacks ({reason}). Install it (python -m pip install distributed), or leave the "
            "scheduler empty to work on this machine.",
            reason=error,
        ) from error
    try:
        # Asked first, because a client that finds nobody goes on trying behind the scenes.
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
                "The Dask scheduler at {address} has no workers: start some (dask worker "
                "{address}).",
                address=address,
            )
        client.upload_file(str(_packed(folder)))
        yield client.get_executor(), n_threads


def _packed(folder):
    """Pack this package, under a name made from its content lest a worker keep an older one."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for path in sorted(_PACKAGE.rglob("*.py")):
            entry = zipfile.ZipInfo(path.relative_to(_PACKAGE.parent).as_posix())
            archive.writestr(entry, path.read_bytes())
    content = packed.getvalue()
    path = Path(folder) / f"{_PACKAGE.name}-{hashlib.sha256(content).hexdigest()[:12]}.zip"
    path.write_bytes(content)
    return path
