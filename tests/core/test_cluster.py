"""Working on the workers of a Dask scheduler."""

import socket
import sys

import pytest

from s2_kmeans_plugin.core.cluster import dask_executor
from s2_kmeans_plugin.core.errors import Cancelled, MissingDependencyError, RasterError
from s2_kmeans_plugin.core.pipeline import classify
from s2_kmeans_plugin.core.raster.source import RasterSource


def unused_address():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"tcp://127.0.0.1:{free.getsockname()[1]}"


def test_without_distributed_it_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    missing = pytest.raises(MissingDependencyError, match="pip install distributed")
    with missing, dask_executor("tcp://127.0.0.1:1"):
        pass


@pytest.mark.parametrize("address", [None, "no address", "tcp://", "tcp://127.0.0.1:x"])
def test_where_nobody_answers_the_address_is_named(address):
    pytest.importorskip("distributed")
    address = address or unused_address()
    refused = pytest.raises(RasterError, match=f"No Dask scheduler answers at {address}")
    with refused, dask_executor(address):
        pass


@pytest.fixture
def scheduler():
    """The address of a scheduler with one worker process of two threads."""
    distributed = pytest.importorskip("distributed")
    options = {"n_workers": 1, "threads_per_worker": 2, "dashboard_address": None}
    with distributed.LocalCluster(host="127.0.0.1", **options) as cluster:
        yield cluster.scheduler_address


def test_workers_give_the_file_that_this_process_gives(sample_path, tmp_path, scheduler):
    source = RasterSource.open(sample_path, (2, 3, 4))
    options = {"n_init": 2, "sample_size": 5000}
    here, there = tmp_path / "here.tif", tmp_path / "there.tif"
    classify(source, str(here), **options)
    with dask_executor(scheduler) as (executor, n_threads):
        classify(source, str(there), executor=executor, n_workers=n_threads, **options)
    assert n_threads == 2
    assert there.read_bytes() == here.read_bytes()


def test_cancelling_stops_the_workers_and_leaves_nothing(sample_path, tmp_path, scheduler):
    source = RasterSource.open(sample_path, (2, 3, 4))
    reached = []
    with dask_executor(scheduler) as (executor, _), pytest.raises(Cancelled):
        classify(
            source,
            str(tmp_path / "map.tif"),
            n_init=1,
            executor=executor,
            progress=reached.append,
            is_cancelled=lambda: bool(reached),
        )
    assert list(tmp_path.iterdir()) == []
