"""s2kmeans:compareclasses."""

import csv

import numpy as np
import pytest
from qgis.core import QgsProcessingException
from qgis_tools import Feedback, class_names, read


@pytest.fixture
def compare(provider):
    import processing

    def run(first, second, **parameters):
        feedback = Feedback()
        parameters = {"FIRST": first, "SECOND": second, **parameters}
        return processing.run("s2kmeans:compareclasses", parameters, feedback=feedback), feedback

    return run


@pytest.fixture
def maps(classify, out):
    """The sample in four classes and in six."""
    return [classify(N_CLUSTERS=k, NAMES=1, OUTPUT=str(out / f"{k}.tif")).path for k in (4, 6)]


def test_a_map_is_like_itself(compare, maps):
    results, _ = compare(maps[0], maps[0])
    assert results["ADJUSTED_RAND_INDEX"] == 1
    assert results["AGREEMENT"] == 100


def test_changes_and_table_come_where_they_are_asked_for(compare, maps, out):
    table = str(out / "table.csv")
    results, feedback = compare(*maps, OUTPUT=str(out / "changes.tif"), OUTPUT_TABLE=table)
    changes = read(results["OUTPUT"])
    np.testing.assert_array_equal(changes == 1, read(maps[0]) == read(maps[1]))
    assert class_names(results["OUTPUT"])[0] == "Unchanged"
    assert all("→" in name for name in class_names(results["OUTPUT"])[1:])
    with open(table, newline="", encoding="utf-8") as file:
        assert sum(int(row["pixels"]) for row in csv.DictReader(file)) == changes.size
    assert (out / "changes.qml").exists()
    assert any("Adjusted Rand index" in line for line in feedback.infos)


def test_without_outputs_there_are_numbers_alone(compare, maps):
    results, _ = compare(*maps)
    assert sorted(results) == ["ADJUSTED_RAND_INDEX", "AGREEMENT", "KAPPA", "MUTUAL_INFORMATION"]
    assert 0 < results["ADJUSTED_RAND_INDEX"] < 1


def test_maps_on_other_grids_are_refused(compare, maps, make_raster):
    with pytest.raises(QgsProcessingException, match="different grids"):
        compare(maps[0], make_raster(np.ones((1, 40, 40), np.uint8)))
