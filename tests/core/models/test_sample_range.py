"""Range of the values in a sample."""

import numpy as np

from s2_kmeans_plugin.core.models.sample_range import SampleRange


def test_range_has_minimum_first_percentile_median_and_maximum_of_each_feature():
    values = np.array([np.arange(101), 2 * np.arange(101)])
    sample_range = SampleRange.of(values)
    found = [array.tolist() for array in vars(sample_range).values()]
    assert found == [[0, 0], [1, 2], [50, 100], [100, 200]]
