"""Dask scheduler and workers as processes on this machine."""

import socket
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager


@contextmanager
def dask_cluster(folder, n_workers):
    """Start a scheduler and workers of one thread each, which cannot import this checkout.

    Yields
    ------
    address : str
    workers : list of subprocess.Popen
    """
    port = _unused_port()
    address = f"tcp://127.0.0.1:{port}"
    with ExitStack() as stack:
        scheduler = ["dask_scheduler", "--host", "127.0.0.1", "--port", str(port)]
        stack.enter_context(_process(folder, *scheduler, "--no-dashboard", "--no-show"))
        _wait_for(port)
        worker = ["dask_worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard"]
        place = ["--local-directory", str(folder)]
        workers = [stack.enter_context(_process(folder, *worker, *place)) for _ in range(n_workers)]
        if n_workers:
            _wait_for_workers(address, n_workers)
        yield address, workers


@contextmanager
def _process(folder, name, *arguments):
    # Started in the folder, so that python -m does not find the package of this checkout.
    process = subprocess.Popen(
        [sys.executable, "-m", f"distributed.cli.{name}", *arguments],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def unused_address():
    return f"tcp://127.0.0.1:{_unused_port()}"


def _unused_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def _wait_for(port, seconds=60):
    end = time.monotonic() + seconds
    while True:
        try:
            return socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)


def _wait_for_workers(address, n_workers):
    from distributed import Client

    with Client(address, set_as_default=False) as client:
        client.wait_for_workers(n_workers, timeout=60)
