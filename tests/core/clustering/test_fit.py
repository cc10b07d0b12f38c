"""Labels of a fit."""

import numpy as np
import pytest
from fits import scaling_of

from s2_kmeans_plugin.core.clustering.fit import Fit, count_labels, make_labeller
from s2_kmeans_plugin.core.clustering.nearest import NearestCenter
from s2_kmeans_plugin.core.clustering.normal import MostLikely

VALUES = np.array([[0.0, 9.0, 21.0, 30.0]])
CENTERS = np.array([[0.0], [10.0], [20.0]])
SCALING = scaling_of([0.0], [1.0])


def test_label_is_the_number_of_the_nearest_centre():
    assert Fit(CENTERS, SCALING, 0.0, 1).label(VALUES).tolist() == [1, 2, 3, 3]


def test_label_is_the_class_if_several_centres_form_one():
    fit = Fit(CENTERS, SCALING, 0.0, 1, groups=np.array([1, 0, 1]))
    assert fit.label(VALUES).tolist() == [2, 1, 2, 2]


def test_label_is_the_most_likely_cluster_if_there_are_covariances():
    covariances = np.array([[[1.0]], [[400.0]], [[1.0]]])
    fit = Fit(CENTERS, SCALING, 0.0, 1, weights=np.full(3, 1 / 3), covariances=covariances)
    assert fit.label(VALUES).tolist() == [1, 2, 3, 2]


@pytest.mark.parametrize(
    ("covariances", "kind"), [(None, NearestCenter), (np.ones((3, 1, 1)), MostLikely)]
)
def test_labeller_follows_from_the_covariances(covariances, kind):
    assert isinstance(make_labeller(CENTERS, SCALING, np.full(3, 1 / 3), covariances), kind)


def test_counts_leave_out_masked_pixels():
    assert count_labels(np.array([0, 2, 2, 3], dtype=np.uint8), 4).tolist() == [0, 2, 1, 0]
