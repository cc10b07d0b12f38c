"""Description of a class map of any origin: pixels, areas, statistics and facts."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from osgeo import gdal
from runs import classify, describe_classes

from s2_kmeans_plugin.core.errors import Cancelled, RasterError
from s2_kmeans_plugin.core.raster.source import RasterSource
from s2_kmeans_plugin.core.reports.class_report import render_class_report
from s2_kmeans_plugin.core.reports.tables import class_table

NAN = np.nan

# Class 4 has the pixels 10, 20 and 30 of the first band, and class 7 the pixel 7. Another pixel of
# class 7 has no value in the second band. The pixel of class 9 has no value in both bands.
CLASSES = [[4, 4, 4, 0], [7, 7, 9, 0]]
FIRST = [[10, 20, 30, 50], [7, 8, NAN, NAN]]
SECOND = [[1, 1, 4, 5], [2, NAN, NAN, 6]]


@pytest.fixture
def pair(make_raster):
    """Return a function that makes a raster with chosen bands and a class map."""

    def make(bands=None, classes=CLASSES, dtype=np.uint8, **options):
        values = make_raster(np.array([FIRST, SECOND], np.float32), "values.tif")
        map_ = make_raster(np.asarray(classes, dtype), "classes.tif", **options)
        return RasterSource.open(values, bands), RasterSource.open(map_)

    return make


def table_of(source, described):
    return class_table(described, source.band_names)


def test_legend_has_only_classes_that_occur(pair):
    assert [entry.value for entry in describe_classes(*pair()).legend] == [4, 7]


def test_pixels_need_a_class_and_a_value_in_every_band(pair):
    described = describe_classes(*pair())
    assert described.counts.tolist() == [3, 1]
    assert (described.n_pixels, described.n_nodata, described.n_without_value) == (4, 4, 2)


def test_band_that_is_not_chosen_masks_no_pixel(pair):
    described = describe_classes(*pair(bands=[1]))
    assert described.counts.tolist() == [3, 2]
    assert described.n_without_value == 1


def test_hectares_follow_from_pixels_of_10_m(pair):
    assert describe_classes(*pair()).hectares == pytest.approx([0.03, 0.01])


def test_means_and_deviations_equal_those_computed_by_hand(pair):
    """Means of class 4: (10 + 20 + 30) / 3 and (1 + 1 + 4) / 3; variances: 200 / 3 and 6 / 3."""
    statistics = describe_classes(*pair(), with_statistics=True).statistics
    np.testing.assert_allclose(statistics.means, [[20, 2], [7, 2]])
    expected = [[(200 / 3) ** 0.5, 2**0.5], [0, 0]]
    np.testing.assert_allclose(statistics.deviations, expected, atol=1e-9)


def test_legend_has_names_and_colours_of_the_map(pair):
    source, classes = pair()
    dataset = gdal.Open(classes.path, gdal.GA_Update)
    colors = gdal.ColorTable()
    colors.SetColorEntry(4, (1, 2, 3, 255))
    colors.SetColorEntry(7, (9, 8, 7, 255))
    dataset.GetRasterBand(1).SetColorTable(colors)
    dataset.GetRasterBand(1).SetCategoryNames(["", "", "", "", "Water", "", "", "Sand"])
    dataset = None
    legend = describe_classes(source, classes).legend
    assert [(entry.name, entry.color) for entry in legend] == [
        ("Water", (1, 2, 3)),
        ("Sand", (9, 8, 7)),
    ]


def test_nodata_value_of_the_map_is_not_a_class(pair):
    described = describe_classes(*pair(nodata=7))
    assert [entry.value for entry in described.legend] == [4]


def test_map_may_have_255_classes(make_raster):
    values = np.arange(256, dtype=np.float32).reshape(1, 16, 16)
    source = RasterSource.open(make_raster(values, "values.tif"))
    classes = RasterSource.open(make_raster(values.astype(np.uint8), "classes.tif"))
    described = describe_classes(source, classes, with_statistics=True)
    assert described.counts.tolist() == [1] * 255
    np.testing.assert_allclose(described.statistics.means[:, 0], np.arange(1, 256))


@pytest.mark.parametrize("with_facts", [False, True])
def test_facts_and_statistics_are_made_only_on_request(pair, with_facts):
    described = describe_classes(*pair(), with_facts=with_facts)
    assert (described.facts is not None) == with_facts
    assert (described.statistics is not None) == with_facts


@pytest.mark.parametrize("bands", [(2, 3, 4, 8), (8,)])
def test_table_of_a_map_equals_the_table_of_its_run(sample_path, tmp_path, bands):
    source = RasterSource.open(sample_path, bands)
    path = str(tmp_path / "classes.tif")
    run = classify(source, path, n_init=1, n_clusters=6, with_statistics=True)
    described = describe_classes(source, RasterSource.open(path), with_statistics=True)
    assert table_of(source, described) == table_of(source, run)


def test_report_of_a_map_equals_the_report_of_its_run(sample_path, tmp_path):
    source = RasterSource.open(sample_path, (2, 3, 4, 8))
    path = str(tmp_path / "classes.tif")
    run = classify(source, path, n_init=1, n_clusters=6, with_facts=True)
    described = describe_classes(source, RasterSource.open(path), with_facts=True)
    assert render_class_report(described.facts) == render_class_report(run.facts)


@pytest.mark.parametrize("n_threads", [None, 3])
@pytest.mark.parametrize("shape", [(100, 64), (1024, 16)])
def test_windows_and_threads_do_not_change_the_figures(
    sample_path, tmp_path, monkeypatch, shape, n_threads
):
    source = RasterSource.open(sample_path, (2, 3, 4))
    path = str(tmp_path / "classes.tif")
    classify(source, path, n_init=1, n_clusters=5)
    classes = RasterSource.open(path)
    expected = describe_classes(source, classes, with_statistics=True)
    monkeypatch.setattr(RasterSource, "window_shape", lambda *_: shape)
    executor = ThreadPoolExecutor(n_threads) if n_threads else None
    described = describe_classes(source, classes, with_statistics=True, executor=executor)
    assert table_of(source, described) == table_of(source, expected)


def test_sample_of_the_facts_has_only_pixels_with_a_class(pair):
    facts = describe_classes(*pair(), with_facts=True).facts
    pixels = zip(*facts.sample.tolist(), facts.sample_classes.tolist())
    assert sorted(pixels) == [(7, 2, 7), (10, 1, 4), (20, 1, 4), (30, 4, 4)]


def test_image_of_the_facts_is_transparent_where_no_class_is(pair):
    facts = describe_classes(*pair(), with_facts=True).facts
    classes = facts.class_map.preview.classes
    assert classes.tolist() == [[4, 4, 4, 0], [7, 0, 0, 0]]
    assert (facts.image[..., 3] > 0).tolist() == (classes > 0).tolist()


def test_report_shows_classes_with_gaps_in_their_numbers(pair):
    page = render_class_report(describe_classes(*pair(), with_facts=True).facts)
    assert "Class 4" in page
    assert "Class 7" in page


@pytest.mark.parametrize("with_facts", [False, True])
def test_map_without_classes_on_valid_pixels_is_refused(pair, with_facts):
    with pytest.raises(RasterError, match=r"classes\.tif and .* have no pixel with both"):
        describe_classes(*pair(classes=[[0, 0, 0, 0], [0, 0, 9, 0]]), with_facts=with_facts)


def test_map_on_another_grid_is_refused(pair):
    with pytest.raises(RasterError, match="different grids"):
        describe_classes(*pair(geotransform=(0, 10, 0, 0, 0, -10)))


def test_raster_that_is_not_a_class_map_is_refused(pair):
    with pytest.raises(RasterError, match="is not a class map"):
        describe_classes(*pair(classes=np.full((2, 4), 1.5), dtype=np.float32), with_facts=True)


def test_progress_rises_to_1(pair):
    reports = []
    describe_classes(*pair(), with_facts=True, progress=reports.append)
    assert reports == sorted(reports)
    assert reports[-1] == 1


def test_cancellation_stops_the_description(pair):
    with pytest.raises(Cancelled):
        describe_classes(*pair(), is_cancelled=lambda: True)
