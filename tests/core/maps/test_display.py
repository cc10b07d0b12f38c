"""Display of a raster: stretch of its values to 0 to 1."""

import numpy as np

from s2_kmeans_plugin.core.maps.display import stretch


def test_stretch_runs_from_0_to_1():
    values = np.array([[0.0, 50, 100], [10, 30, 50], [5, 20, 90]])
    expected = [[0, 0.5, 1]] * 3
    np.testing.assert_allclose(stretch(values, [(0, 100), (10, 50), (10, 30)]), expected)


def test_stretch_may_run_from_white_to_black():
    values = np.array([[0.0, 25, 100]] * 3)
    np.testing.assert_allclose(stretch(values, [(100, 0)] * 3), [[1, 0.75, 0]] * 3)


def test_stretch_of_an_empty_range_is_finite():
    assert np.isfinite(stretch(np.full((3, 4), 5.0), [(5, 5), (4, 4), (6, 6)])).all()


def test_stretch_keeps_nan():
    shown = stretch(np.array([[np.nan, 5]] * 3), [(0, 9)] * 3)
    assert np.isnan(shown).tolist() == [[True, False]] * 3
