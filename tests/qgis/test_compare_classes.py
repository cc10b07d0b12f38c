"""The algorithm s2kmeans:compareclasses."""

import csv
import shlex
import sys

import numpy as np
import pytest
from osgeo import gdal
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
    """Return maps of the sample in four and in six numbered classes."""
    return [
        classify(N_CLUSTERS=k, NAMES=1, N_INIT=1, OUTPUT=str(out / f"{k}.tif")).path for k in (4, 6)
    ]


@pytest.fixture
def years(classify, out):
    """Return a map of the sample, and the same map moved by 5 pixels."""
    first, second = str(out / "first.tif"), str(out / "second.tif")
    classify(N_CLUSTERS=4, N_INIT=1, OUTPUT=first)
    dataset = gdal.GetDriverByName("GTiff").CreateCopy(second, gdal.Open(first))
    dataset.WriteArray(np.roll(read(first)[0], 5, axis=1))
    dataset = None
    return first, second


def rows_of(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.reader(file))


def test_a_map_agrees_fully_with_itself(compare, maps):
    results, _ = compare(maps[0], maps[0])
    assert results["ADJUSTED_RAND_INDEX"] == 1
    assert results["AGREEMENT"] == 100


class TestOutputs:
    @pytest.fixture
    def results(self, compare, years, out):
        table = str(out / "table.csv")
        results, _ = compare(*years, OUTPUT=str(out / "changes.tif"), OUTPUT_TABLE=table)
        return results

    def test_unchanged_pixels_have_the_first_class(self, results, years):
        unchanged = read(years[0]) == read(years[1])
        np.testing.assert_array_equal(read(results["OUTPUT"]) == 1, unchanged)

    def test_changes_are_named_by_both_classes(self, results):
        unchanged, *changes = class_names(results["OUTPUT"])
        assert unchanged == "Unchanged"
        assert all("→" in name for name in changes)

    def test_the_table_counts_all_pixels(self, results):
        with open(results["OUTPUT_TABLE"], newline="", encoding="utf-8") as file:
            n_pixels = sum(int(row["pixels"]) for row in csv.DictReader(file))
        assert n_pixels == read(results["OUTPUT"]).size

    def test_the_change_map_has_a_style(self, results, out):
        assert (out / "changes.qml").exists()


def test_the_log_shows_the_rand_index(compare, years):
    _, feedback = compare(*years)
    assert any("Adjusted Rand index" in line for line in feedback.infos)


def test_matched_classes_of_different_legends_are_unchanged(compare, maps, out):
    results, feedback = compare(*maps, OUTPUT=str(out / "changes.tif"))
    unchanged = 100 * (read(results["OUTPUT"]) == 1).mean()
    assert unchanged == pytest.approx(results["AGREEMENT"])
    assert f"Unchanged: {unchanged:.2f} %" in feedback.infos
    assert any("have matched classes" in line for line in feedback.infos)


def test_the_log_shows_matched_classes_with_number_and_name(compare, maps):
    _, feedback = compare(maps[0], maps[0])
    assert "Matched: 2 Class 2 of the first map, 2 Class 2 of the second map" in feedback.infos


def test_the_contingency_table_counts_each_pair_of_classes(compare, maps, out):
    results, _ = compare(*maps, OUTPUT_CONTINGENCY=str(out / "contingency.csv"))
    header, *rows = rows_of(results["OUTPUT_CONTINGENCY"])
    assert header == ["from", "from name", *(f"{n} Class {n}" for n in range(1, 7))]
    assert [row[:2] for row in rows] == [[f"{n}", f"Class {n}"] for n in range(1, 5)]
    one, two = (read(path)[0] for path in maps)
    expected = [[np.sum((one == n) & (two == m)) for m in range(1, 7)] for n in range(1, 5)]
    assert [[int(cell) for cell in row[2:]] for row in rows] == expected


def test_the_report_shows_the_command(compare, maps, out):
    results, _ = compare(*maps, OUTPUT_REPORT=str(out / "report.html"))
    page = (out / "report.html").read_text(encoding="utf-8")
    assert results["OUTPUT_REPORT"] == str(out / "report.html")
    for option, path in zip(("FIRST", "SECOND"), maps):
        assert f"--{option}={shlex.quote(path)}" in page
    assert "--OUTPUT_REPORT=TEMPORARY_OUTPUT" in page


def test_the_report_names_the_layers(compare, maps, out, project):
    from qgis.core import QgsRasterLayer

    layers = [QgsRasterLayer(path, name) for path, name in zip(maps, ("May <b>", "June"))]
    project.addMapLayers(layers)
    compare(*layers, OUTPUT_REPORT=str(out / "report.html"))
    page = (out / "report.html").read_text(encoding="utf-8")
    assert "<h1>May &lt;b&gt; → June</h1>" in page


def test_a_report_without_its_packages_is_refused_before_the_run(compare, maps, out, monkeypatch):
    monkeypatch.setitem(sys.modules, "jinja2", None)
    with pytest.raises(QgsProcessingException, match="apt install python3-jinja2"):
        compare(*maps, OUTPUT=str(out / "changes.tif"), OUTPUT_REPORT=str(out / "report.html"))
    assert not (out / "changes.tif").exists()


def test_a_shared_legend_gives_the_changes_without_scipy(compare, years, out, monkeypatch):
    monkeypatch.setitem(sys.modules, "scipy.optimize", None)
    results, feedback = compare(*years, OUTPUT=str(out / "changes.tif"))
    assert np.isnan([results["AGREEMENT"], results["KAPPA"]]).all()
    (warning,) = feedback.warnings
    assert "Agreement and kappa are missing" in warning
    assert "apt install python3-scipy" in warning
    assert not any("Agreement" in line for line in feedback.infos)


def test_different_legends_are_refused_without_scipy(compare, maps, out, monkeypatch):
    monkeypatch.setitem(sys.modules, "scipy.optimize", None)
    with pytest.raises(QgsProcessingException, match="apt install python3-scipy"):
        compare(*maps, OUTPUT=str(out / "changes.tif"))
    assert not (out / "changes.tif").exists()


def test_a_run_without_outputs_returns_only_numbers(compare, maps):
    results, _ = compare(*maps)
    assert sorted(results) == ["ADJUSTED_RAND_INDEX", "AGREEMENT", "KAPPA", "MUTUAL_INFORMATION"]
    assert 0 < results["ADJUSTED_RAND_INDEX"] < 1


@pytest.mark.parametrize("there", [True, False])
def test_a_table_over_the_change_map_is_refused(compare, maps, out, there):
    path = out / "changes.tif"
    if there:
        path.write_text("mine")
    with pytest.raises(QgsProcessingException, match="is named for two outputs"):
        compare(*maps, OUTPUT=str(path), OUTPUT_TABLE=str(path))
    assert (path.read_text() == "mine") if there else not path.exists()


def test_maps_on_different_grids_are_refused(compare, maps, make_raster):
    with pytest.raises(QgsProcessingException, match="different grids"):
        compare(maps[0], make_raster(np.ones((1, 40, 40), np.uint8)))
