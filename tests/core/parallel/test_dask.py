"""Runs on the workers of a Dask scheduler: real processes that do not have the package."""

import sys

import pytest
from dask_processes import dask_cluster, unused_address
from runs import classify

from s2_kmeans_plugin.core.errors import Cancelled, MissingDependencyError, SchedulerError
from s2_kmeans_plugin.core.parallel.dask import dask_executor
from s2_kmeans_plugin.core.raster.source import RasterSource
from s2_kmeans_plugin.core.spectral.indices import with_indices

OPTIONS = {"n_init": 2, "sample_size": 5000}


def test_missing_distributed_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    missing = pytest.raises(MissingDependencyError, match="pip install distributed")
    with missing, dask_executor("tcp://127.0.0.1:1"):
        pass


@pytest.mark.parametrize("address", [None, "no address", "tcp://", "tcp://127.0.0.1:x"])
def test_address_without_a_scheduler_is_named(address):
    pytest.importorskip("distributed")
    address = address or unused_address()
    refused = pytest.raises(SchedulerError, match=f"No Dask scheduler answers at {address}")
    with refused, dask_executor(address):
        pass


def test_scheduler_without_workers_is_refused(tmp_path):
    pytest.importorskip("distributed")
    with dask_cluster(tmp_path, n_workers=0) as (address, _):
        refused = pytest.raises(SchedulerError, match="has no workers")
        with refused, dask_executor(address):
            pass


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    pytest.importorskip("distributed")
    with dask_cluster(tmp_path_factory.mktemp("dask"), n_workers=2) as started:
        yield started[0]


@pytest.fixture
def source(make_raster):
    """Raster of some dozen windows, so that each worker gets some."""
    import numpy as np

    rng = np.random.default_rng(0)
    array = rng.integers(0, 3000, (3, 2000, 3000), dtype=np.uint16)
    return RasterSource.open(make_raster(array, tile=256))


@pytest.fixture
def here(source, tmp_path):
    """Content of the map that this process makes."""
    path = tmp_path / "here.tif"
    classify(source, str(path), **OPTIONS)
    return path.read_bytes()


def test_workers_make_the_same_file_as_this_process(source, here, tmp_path, cluster):
    with dask_executor(cluster) as (executor, n_threads):
        there = tmp_path / "there.tif"
        classify(source, str(there), executor=executor, n_workers=n_threads, **OPTIONS)
    assert there.read_bytes() == here


def test_the_threads_of_all_workers_are_counted(cluster):
    with dask_executor(cluster) as (_, n_threads):
        assert n_threads == 2


def test_refined_fit_is_the_same_on_workers(sample_path, tmp_path, cluster):
    source = RasterSource.open(sample_path, (2, 3, 4))
    here, there = tmp_path / "here.tif", tmp_path / "there.tif"
    classify(source, str(here), sample_size=0, n_init=2)
    with dask_executor(cluster) as (executor, _):
        classify(source, str(there), sample_size=0, n_init=2, executor=executor)
    assert there.read_bytes() == here.read_bytes()


def test_indices_and_components_are_the_same_on_workers(sample_path, tmp_path, cluster):
    source = with_indices(RasterSource.open(sample_path, (2, 3)), ["NDVI"])
    options = {"n_components": 2, "n_init": 1, "sample_size": 20_000}
    here, there = tmp_path / "here.tif", tmp_path / "there.tif"
    classify(source, str(here), **options)
    with dask_executor(cluster) as (executor, _):
        classify(source, str(there), executor=executor, **options)
    assert there.read_bytes() == here.read_bytes()


def test_killed_worker_changes_no_result(source, here, tmp_path):
    pytest.importorskip("distributed")
    folder, there = tmp_path / "dask", tmp_path / "there.tif"
    folder.mkdir()
    with dask_cluster(folder, n_workers=2) as (address, workers):

        def kill_one(fraction):
            if fraction > 0.4:
                workers[0].kill()

        with dask_executor(address) as (executor, _):
            classify(source, str(there), executor=executor, progress=kill_one, **OPTIONS)
        assert workers[0].wait(20) != 0
    assert there.read_bytes() == here


def test_cancelling_stops_the_workers_and_leaves_nothing(sample_path, tmp_path, cluster):
    source = RasterSource.open(sample_path, (2, 3, 4))
    reached = []
    with dask_executor(cluster) as (executor, _), pytest.raises(Cancelled):
        classify(
            source,
            str(tmp_path / "map.tif"),
            n_init=1,
            executor=executor,
            progress=reached.append,
            is_cancelled=lambda: bool(reached),
        )
    assert list(tmp_path.iterdir()) == []
