"""Comparison of two class maps on one grid."""

import math
import os
import sys
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from osgeo import gdal
from runs import compare_classes
from sklearn.metrics import adjusted_rand_score, normalized_mutual_info_score

from s2_kmeans_plugin.core.errors import Cancelled, MissingDependencyError, RasterError
from s2_kmeans_plugin.core.raster.source import RasterSource


def classes_in(path):
    source = RasterSource.open(str(path))
    return source.read(source.grid.window).values[0]


def counts_in(path):
    """Return the pixels of each class from the attribute table."""
    dataset = gdal.Open(path)
    table = dataset.GetRasterBand(1).GetDefaultRAT()
    return [table.GetValueAsInt(row, 2) for row in range(table.GetRowCount())]


BEFORE = [[1, 1, 1, 2], [2, 2, 0, 1]]
AFTER = [[1, 1, 2, 2], [2, 1, 1, 0]]


@pytest.fixture
def pair(make_map):
    """Water stays twice and turns to sand once; sand stays twice and turns to water once."""
    return make_map(BEFORE, "a", ["Water", "Sand"]), make_map(AFTER, "b", ["Water", "Sand"])


def test_transitions_equal_those_computed_by_hand(pair):
    comparison = compare_classes(*pair)
    assert comparison.n_pixels == 6
    assert [(c.before.name, c.after.name, c.n_pixels) for c in comparison.transitions] == [
        ("Water", "Water", 2),
        ("Sand", "Sand", 2),
        ("Water", "Sand", 1),
        ("Sand", "Water", 1),
    ]
    # A pixel has 10 m x 10 m.
    assert [c.hectares for c in comparison.transitions] == pytest.approx([0.02, 0.02, 0.01, 0.01])


def test_agreement_and_kappa_equal_those_computed_by_hand(pair):
    """4 of 6 pixels agree, and 3 would by chance, so kappa is (4 - 3) / (6 - 3)."""
    comparison = compare_classes(*pair)
    assert comparison.agreement == pytest.approx(4 / 6)
    assert comparison.kappa == pytest.approx(1 / 3)


def test_map_agrees_fully_with_its_renumbered_copy(make_map, rng):
    classes = rng.integers(1, 6, (60, 70))
    renumbered = np.array([0, 4, 5, 1, 3, 2])[classes]
    comparison = compare_classes(make_map(classes, "a"), make_map(renumbered, "b"))
    assert comparison.adjusted_rand_index == 1
    assert comparison.agreement == 1
    assert [(one.value, two.value) for one, two in comparison.partners] == [
        (3, 1),
        (5, 2),
        (4, 3),
        (1, 4),
        (2, 5),
    ]


@pytest.mark.parametrize("n_threads", [None, 3])
def test_indices_equal_those_of_scikit_learn(make_map, rng, n_threads):
    one = rng.integers(0, 7, (300, 500))
    two = np.where(rng.random(one.shape) < 0.7, one, rng.integers(0, 9, one.shape))
    executor = ThreadPoolExecutor(n_threads) if n_threads else None
    comparison = compare_classes(make_map(one, "a"), make_map(two, "b"), executor=executor)
    both = (one > 0) & (two > 0)
    assert comparison.n_pixels == both.sum()
    assert comparison.adjusted_rand_index == pytest.approx(
        adjusted_rand_score(one[both], two[both])
    )
    assert comparison.normalized_mutual_information == pytest.approx(
        normalized_mutual_info_score(one[both], two[both])
    )


def test_map_of_changes_equals_one_made_by_hand(pair, tmp_path):
    path = str(tmp_path / "changes.tif")
    comparison = compare_classes(*pair, path)
    assert [entry.name for entry in comparison.legend] == [
        "Unchanged",
        "Water → Sand",
        "Sand → Water",
    ]
    assert classes_in(path).tolist() == [[1, 1, 2, 1], [1, 3, 0, 0]]


def values(transitions):
    return [(each.before.value, each.after.value) for each in transitions]


def unchanged(comparison):
    return values(each for each in comparison.transitions if each.unchanged)


def test_equal_numbers_are_unchanged_if_names_agree(pair):
    comparison = compare_classes(*pair)
    assert comparison.by_number
    assert unchanged(comparison) == [(1, 1), (2, 2)]
    assert comparison.n_unchanged == 4
    assert "same class number" in comparison.rule


@pytest.fixture
def swapped(make_map):
    """The same pair, with the numbers of water and sand exchanged in the second map."""
    other = np.array([0, 2, 1])[np.array(AFTER)]
    return make_map(BEFORE, "a", ["Water", "Sand"]), make_map(other, "b", ["Sand", "Water"])


def test_matched_classes_are_unchanged_if_names_differ(swapped):
    comparison = compare_classes(*swapped)
    assert not comparison.by_number
    assert unchanged(comparison) == [(1, 2), (2, 1)]
    assert comparison.n_unchanged == 4
    assert "matched" in comparison.rule


def test_map_of_changes_shows_matched_classes_as_unchanged(swapped, tmp_path):
    path = str(tmp_path / "changes.tif")
    compare_classes(*swapped, path)
    assert classes_in(path).tolist() == [[1, 1, 2, 1], [1, 3, 0, 0]]


def test_class_without_a_partner_has_changed(make_map):
    one = make_map([[1, 1, 1, 1, 1]], "a", ["Water"])
    two = make_map([[1, 1, 1, 2, 2]], "b", ["Deep", "Shallow"])
    comparison = compare_classes(one, two)
    assert unchanged(comparison) == [(1, 1)]
    assert comparison.n_unchanged == 3


def test_maps_without_common_numbers_are_matched(make_map):
    comparison = compare_classes(make_map([[1, 1]], "a"), make_map([[2, 2]], "b"))
    assert not comparison.by_number
    assert unchanged(comparison) == [(1, 2)]


def test_classes_with_equal_names_are_matched_separately(make_map):
    names = ["Water", "Water"]
    one, two = make_map([[1, 2, 2]], "a", names), make_map([[2, 1, 1]], "b", names)
    partners = compare_classes(one, two).partners
    assert [(before.value, after.value) for before, after in partners] == [(2, 1), (1, 2)]


@pytest.fixture
def without_scipy(monkeypatch):
    monkeypatch.setitem(sys.modules, "scipy.optimize", None)


def test_comparison_without_scipy_needs_agreeing_legends(pair, tmp_path, without_scipy):
    path = str(tmp_path / "changes.tif")
    comparison = compare_classes(*pair, path)
    assert classes_in(path).tolist() == [[1, 1, 2, 1], [1, 3, 0, 0]]
    assert math.isnan(comparison.agreement)
    assert math.isnan(comparison.kappa)
    assert comparison.partners == []
    assert "apt install python3-scipy" in str(comparison.unmatched)


def test_comparison_without_scipy_is_refused_if_legends_differ(swapped, without_scipy):
    with pytest.raises(MissingDependencyError, match="apt install python3-scipy"):
        compare_classes(*swapped)


def test_pixels_with_a_class_in_one_map_only_are_counted(pair):
    # In the second row, the third pixel is nodata in the first map, the fourth in the second.
    assert compare_classes(*pair).n_one_only == 2


def test_attribute_table_counts_the_changes(pair, tmp_path):
    path = str(tmp_path / "changes.tif")
    compare_classes(*pair, path)
    assert counts_in(path) == [4, 1, 1]


def test_previews_show_both_maps_and_the_changes(pair):
    first, second, changes = compare_classes(*pair, with_previews=True).previews
    assert first.tolist() == BEFORE
    assert second.tolist() == AFTER
    assert changes.tolist() == [[1, 1, 2, 1], [1, 3, 0, 0]]


def test_previews_of_large_maps_have_every_nth_pixel(make_map, rng):
    one, two = rng.integers(0, 4, (2, 900, 1700))
    first, second, _ = compare_classes(
        make_map(one, "a"), make_map(two, "b"), with_previews=True
    ).previews
    np.testing.assert_array_equal(first, one[::3, ::3])
    np.testing.assert_array_equal(second, two[::3, ::3])


def test_previews_are_made_only_on_request(pair):
    assert compare_classes(*pair).previews is None


def test_rarest_transitions_share_one_class(make_map, tmp_path, rng):
    one, two = rng.integers(1, 21, (2, 200, 200))
    path = str(tmp_path / "changes.tif")
    comparison = compare_classes(make_map(one, "a"), make_map(two, "b"), path)
    assert len(comparison.legend) == 255
    assert comparison.legend[-1].name == "Other changes"
    changes = classes_in(path)
    np.testing.assert_array_equal(changes == 1, one == two)
    assert changes.max() == 255
    assert counts_in(path) == np.bincount(changes.ravel())[1:].tolist()


def test_table_has_only_classes_that_occur(make_map):
    one, two = make_map([[3, 3, 5]], "a"), make_map([[7, 2, 2]], "b")
    comparison = compare_classes(one, two)
    assert [entry.value for entry in comparison.first] == [3, 5]
    assert [entry.value for entry in comparison.second] == [2, 7]
    assert comparison.table.tolist() == [[1, 1], [1, 0]]


def test_previews_have_only_classes_of_their_legends(make_map):
    first, second = make_map([[1, 2, 3]], "first"), make_map([[1, 2, 0]], "second")
    comparison = compare_classes(first, second, with_previews=True)
    assert [entry.value for entry in comparison.first] == [1, 2]
    assert comparison.previews[0].tolist() == [[1, 2, 0]]


def test_maps_without_names_are_compared_by_their_numbers(make_raster):
    one = RasterSource.open(make_raster(np.array([[1, 2, 3]], np.int16), "a.tif"))
    two = RasterSource.open(make_raster(np.array([[1, 2, 2]], np.float32), "b.tif"))
    comparison = compare_classes(one, two)
    assert [c.before.name for c in comparison.transitions] == ["Class 1", "Class 2", "Class 3"]


@pytest.mark.parametrize("value", [-1, 256, 1.5])
def test_raster_that_is_not_a_class_map_is_refused(make_raster, pair, value):
    array = np.full((2, 4), value, np.float32)
    other = RasterSource.open(make_raster(array, geotransform=pair[0].grid.geotransform))
    with pytest.raises(RasterError, match=f"is not a class map: it has the value {value:g}"):
        compare_classes(other, other)


@pytest.mark.parametrize(
    "geotransform",
    [(443_010.0, 10, 0, 4_174_000.0, 0, -10), (443_000.0, 20, 0, 4_174_000.0, 0, -20)],
)
def test_maps_on_different_grids_are_refused(make_raster, pair, geotransform):
    other = make_raster(np.ones((2, 4), np.uint8), "other.tif", geotransform=geotransform)
    with pytest.raises(RasterError, match="different grids"):
        compare_classes(pair[0], RasterSource.open(other))


def test_maps_of_different_sizes_are_refused(make_map, pair):
    with pytest.raises(RasterError, match="4 x 2 and 5 x 2"):
        compare_classes(pair[0], make_map(np.ones((2, 5)), "c"))


def test_shift_below_a_thousandth_of_a_pixel_is_accepted(make_raster, pair):
    geotransform = (443_000.001, 10, 0, 4_174_000.0, 0, -10)
    other = make_raster(np.ones((2, 4), np.uint8), "other.tif", geotransform=geotransform)
    assert compare_classes(pair[0], RasterSource.open(other)).n_pixels == 7


def test_maps_without_common_pixels_have_no_transitions(make_map):
    comparison = compare_classes(make_map([[1, 0]], "a"), make_map([[0, 1]], "b"))
    assert comparison.n_pixels == 0
    assert comparison.transitions == []


def test_cancellation_leaves_no_file(pair, tmp_path):
    before = sorted(os.listdir(tmp_path))
    calls = []

    def is_cancelled():
        calls.append(True)
        return len(calls) > 3

    with pytest.raises(Cancelled):
        compare_classes(*pair, str(tmp_path / "changes.tif"), is_cancelled=is_cancelled)
    assert sorted(os.listdir(tmp_path)) == before
