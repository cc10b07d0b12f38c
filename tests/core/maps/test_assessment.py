"""Assessment of a class map against a reference."""

import math
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from osgeo import ogr
from runs import assess_by_features, assess_by_raster
from sklearn.metrics import adjusted_rand_score, cohen_kappa_score

from s2_kmeans_plugin.core.errors import Cancelled, RasterError
from s2_kmeans_plugin.core.raster.source import RasterSource

# Corner and size of the pixels that `make_raster` writes.
LEFT, TOP, SIZE = 442_970, 4_174_060, 10

# The reference has forest in the left half, and water in the next two columns.
MAP = [[1, 1, 4, 7, 7, 0], [1, 4, 4, 7, 4, 7]]
FOREST, WATER = (0, 0, 3, 2), (3, 0, 2, 2)


def square(col, row, width, height):
    """Return the WKB of the polygon around a block of pixels."""
    x, y = LEFT + SIZE * col, TOP - SIZE * row
    right, bottom = x + SIZE * width, y - SIZE * height
    return wkb(f"POLYGON (({x} {y}, {right} {y}, {right} {bottom}, {x} {bottom}, {x} {y}))")


def point(col, row):
    """Return the WKB of the centre of a pixel."""
    return wkb(f"POINT ({LEFT + SIZE * (col + 0.5)} {TOP - SIZE * (row + 0.5)})")


def wkb(text):
    return bytes(ogr.CreateGeometryFromWkt(text).ExportToWkb())


@pytest.fixture
def make_map(make_raster):
    def make(classes, name="classes.tif", **options):
        return RasterSource.open(make_raster(np.asarray(classes, np.uint8), name, **options))

    return make


@pytest.fixture
def classes(make_map):
    return make_map(MAP)


@pytest.fixture
def assessment(classes):
    """Assessment against polygons of forest and water.

    Forest has 6 pixels: 3 of class 1 and 3 of class 4. Water has 4: 3 of class 7 and 1 of class 4.
    Class 4 is matched with forest by 3 to 1. After merging, forest has 6 and 0, water 1 and 3.
    """
    return assess_by_features(classes, [(square(*FOREST), "forest"), (square(*WATER), "water")])


def test_table_counts_pixels_of_the_reference_in_classes_of_the_map(assessment):
    assert assessment.names == ["forest", "water"]
    assert [entry.value for entry in assessment.legend] == [1, 4, 7]
    assert assessment.table.tolist() == [[3, 3, 0], [0, 1, 3]]


def test_class_is_matched_with_the_majority_of_its_pixels(assessment):
    assert assessment.partners.tolist() == [1, 1, 2]


def test_merged_matrix_equals_one_computed_by_hand(assessment):
    assert assessment.matched.confusion[:, :2].tolist() == [[6, 0], [1, 3]]


def test_overall_accuracy_is_9_of_10(assessment):
    assert assessment.matched.overall == pytest.approx(0.9)


def test_kappa_equals_one_computed_by_hand(assessment):
    """Agreement by chance is (6 x 7 + 4 x 3) / 100, so kappa is (0.9 - 0.54) / (1 - 0.54)."""
    assert assessment.matched.kappa == pytest.approx(0.36 / 0.46)


def test_purity_is_9_of_10(assessment):
    """The largest counts of the columns are 3, 3 and 3."""
    assert assessment.purity == pytest.approx(0.9)


def test_adjusted_rand_index_equals_one_computed_by_hand(assessment):
    """The index is (9 - 5.6) / ((21 + 12) / 2 - 5.6).

    Pairs in one class of both: 3 + 3 + 0 + 3 = 9. Pairs in one class of the reference:
    15 + 6 = 21. Pairs in one class of the map: 3 + 6 + 3 = 12. Chance gives 21 x 12 / 45 = 5.6.
    """
    assert assessment.adjusted_rand_index == pytest.approx(3.4 / 10.9)


def test_producers_accuracy_equals_one_computed_by_hand(assessment):
    assert assessment.matched.producers == pytest.approx([6 / 6, 3 / 4])


def test_users_accuracy_equals_one_computed_by_hand(assessment):
    assert assessment.matched.users == pytest.approx([6 / 7, 3 / 3])


def test_columns_are_grouped_by_their_partners(make_map):
    classes = make_map([[1, 2, 3, 4]])
    reference = [(point(col, 0), name) for col, name in enumerate("baba")]
    assessment = assess_by_features(classes, reference)
    assert [entry.value for entry in assessment.legend] == [2, 4, 1, 3]
    assert assessment.partners.tolist() == [1, 1, 2, 2]
    assert assessment.table.tolist() == [[1, 1, 0, 0], [0, 0, 1, 1]]


def test_repeated_point_counts_each_time(classes):
    reference = [(point(0, 0), "a"), (point(0, 0), "a"), (point(3, 1), "b")]
    assert assess_by_features(classes, reference).table.tolist() == [[2, 0], [0, 1]]


def test_points_without_a_class_are_ignored_and_counted(classes):
    reference = [(point(0, 0), "a"), (point(-1, 0), "a"), (point(5, 0), "b"), (point(9, 9), "b")]
    assessment = assess_by_features(classes, reference)
    assert assessment.n_pixels == 1
    assert (assessment.unused.n_outside, assessment.unused.n_without_class) == (2, 1)


def test_reference_class_outside_the_map_stays_in_the_table(classes):
    assessment = assess_by_features(classes, [(point(0, 0), "a"), (point(5, 0), "b")])
    assert assessment.names == ["a", "b"]
    assert assessment.table.tolist() == [[1], [0]]
    assert math.isnan(assessment.matched.producers[1])


@pytest.mark.parametrize("label", [None, "", "  ", float("nan")])
def test_features_without_a_class_are_ignored_and_counted(classes, label):
    assessment = assess_by_features(classes, [(point(0, 0), "a"), (point(1, 0), label)])
    assert assessment.unused.n_unnamed == 1
    assert assessment.n_pixels == 1


def test_features_without_a_shape_are_ignored_and_counted(classes):
    assessment = assess_by_features(classes, [(point(0, 0), "a"), (None, "b")])
    assert assessment.unused.n_unnamed == 1
    assert assessment.names == ["a"]


@pytest.mark.parametrize(
    ("labels", "names"),
    [
        (["b", "a", "B"], ["B", "a", "b"]),
        (["10", "9"], ["10", "9"]),
        ([10, 9], ["9", "10"]),
        ([2.5, 10.0, -1.0], ["-1", "2.5", "10"]),
        ([" a", "a "], ["a"]),
        ([0, 1], ["0", "1"]),
    ],
)
def test_texts_are_sorted_by_letters_and_numbers_by_size(classes, labels, names):
    reference = [(point(col, 0), label) for col, label in enumerate(labels)]
    assert assess_by_features(classes, reference).names == names


def test_reference_may_have_255_classes(make_map):
    classes = make_map(np.arange(1, 256).reshape(15, 17))
    reference = [(point(n % 17, n // 17), n) for n in range(255)]
    assessment = assess_by_features(classes, reference)
    assert assessment.matched.overall == 1
    assert assessment.table.shape == (255, 255)


def test_reference_with_256_classes_is_refused(classes):
    reference = [(point(0, 0), n) for n in range(256)]
    with pytest.raises(RasterError, match="256 classes, above the limit of 255"):
        assess_by_features(classes, reference)


@pytest.mark.parametrize("reference", [[], [(None, "a")], [(point(0, 0), None)]])
def test_reference_without_labelled_shapes_is_refused(classes, reference):
    with pytest.raises(RasterError, match="no feature with both a shape"):
        assess_by_features(classes, reference)


@pytest.mark.parametrize("reference", [[(point(9, 9), "a")], [(square(5, 0, 1, 1), "a")]])
def test_reference_outside_all_classes_is_refused(classes, reference):
    with pytest.raises(RasterError, match=r"classes.tif has no class in any pixel"):
        assess_by_features(classes, reference)


def test_figures_equal_those_of_scikit_learn(make_map, rng):
    """The map is mostly right, so each class is matched with itself."""
    truth = rng.integers(1, 6, (90, 110))
    seen = np.where(rng.random(truth.shape) < 0.7, truth, rng.integers(1, 6, truth.shape))
    reference = [(square(col, row, 1, 1), int(truth[row, col])) for row, col in np.ndindex(9, 110)]
    assessment = assess_by_features(make_map(seen), reference)
    truth, seen = truth[:9].ravel(), seen[:9].ravel()
    assert assessment.matched.overall == pytest.approx((truth == seen).mean())
    assert assessment.matched.kappa == pytest.approx(cohen_kappa_score(truth, seen))
    assert assessment.adjusted_rand_index == pytest.approx(adjusted_rand_score(truth, seen))


@pytest.mark.parametrize("n_threads", [None, 3])
@pytest.mark.parametrize("shape", [(16, 16), (100, 32), (7, 48)])
def test_windows_and_threads_do_not_change_the_table(make_map, rng, monkeypatch, shape, n_threads):
    classes = make_map(rng.integers(0, 9, (100, 120)))
    spots = rng.integers(0, 90, (30, 2)).tolist()
    reference = [(square(col, row, 13, 9), n % 4) for n, (col, row) in enumerate(spots)]
    reference += [(point(col, row), n % 5) for n, (col, row) in enumerate(spots)]
    expected = assess_by_features(classes, reference).table.tolist()
    monkeypatch.setattr(RasterSource, "window_shape", lambda *_: shape)
    executor = ThreadPoolExecutor(n_threads) if n_threads else None
    found = assess_by_features(classes, reference, executor=executor)
    assert found.table.tolist() == expected


def test_windows_outside_the_reference_are_not_read(make_map, monkeypatch, windows_read):
    classes = make_map(np.ones((100, 120)))
    monkeypatch.setattr(RasterSource, "window_shape", lambda *_: (20, 16))
    assess_by_features(classes, [(square(45, 20, 5, 5), "a"), (point(119, 99), "b")])
    assert [(window.col, window.row) for window in windows_read] == [(40, 16), (100, 96)]


class TestRaster:
    """Another class map as the reference."""

    def test_raster_is_counted_pixel_by_pixel(self, classes, make_map):
        reference = make_map([[9, 9, 9, 2, 2, 2], [9, 9, 9, 2, 2, 0]], "reference.tif")
        assessment = assess_by_raster(classes, reference)
        # Classes are sorted by value: class 2 is water, class 9 forest.
        assert assessment.names == ["Class 2", "Class 9"]
        assert assessment.table.tolist() == [[3, 0, 1], [0, 3, 3]]
        assert [entry.value for entry in assessment.legend] == [7, 1, 4]
        assert assessment.matched.overall == pytest.approx(0.9)
        assert assessment.unused.n_without_class == 1

    def test_map_agrees_with_itself(self, classes):
        assessment = assess_by_raster(classes, classes)
        assert assessment.matched.overall == assessment.adjusted_rand_index == 1

    def test_raster_on_another_grid_is_refused(self, classes, make_map):
        other = make_map(MAP, "other.tif", geotransform=(0, 10, 0, 0, 0, -10))
        with pytest.raises(RasterError, match="different grids"):
            assess_by_raster(classes, other)

    def test_cancellation_stops_the_assessment(self, classes):
        with pytest.raises(Cancelled):
            assess_by_raster(classes, classes, is_cancelled=lambda: True)


def test_progress_ends_at_1(classes):
    reports = []
    assess_by_features(classes, [(square(*FOREST), "a")], progress=reports.append)
    assert reports[-1] == 1
