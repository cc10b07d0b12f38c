"""The parameter DASK_SCHEDULER with worker processes."""

import pytest
from dask_processes import dask_cluster


def test_workers_give_the_map_that_qgis_gives(provider, sample_path, tmp_path):
    pytest.importorskip("distributed")
    import processing

    here, there = tmp_path / "here.tif", tmp_path / "there.tif"
    parameters = {"INPUT": sample_path, "BANDS": [2, 3, 4], "N_INIT": 2}
    processing.run("s2kmeans:classify", {**parameters, "OUTPUT": str(here)})
    folder = tmp_path / "dask"
    folder.mkdir()
    with dask_cluster(folder, n_workers=2) as (address, _):
        parameters["DASK_SCHEDULER"] = address
        processing.run("s2kmeans:classify", {**parameters, "OUTPUT": str(there)})
    assert there.read_bytes() == here.read_bytes()
