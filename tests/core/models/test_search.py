"""Options of a fit."""

from types import SimpleNamespace

import pytest

from s2_kmeans_plugin.core.clustering.isodata import Rules
from s2_kmeans_plugin.core.errors import ArgumentError
from s2_kmeans_plugin.core.models.search import FitOptions

SOURCE = SimpleNamespace(feature_names=("B02", "B03", "B04"))


def test_default_options_pass():
    FitOptions().check(SOURCE)
    FitOptions(algorithm="isodata", rules=Rules(), sample_size=0).check(SOURCE)


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"n_clusters": 1}, "n_clusters is 1. Choose from 2 to 255."),
        ({"n_clusters": 256}, "n_clusters is 256. Choose from 2 to 255."),
        ({"sample_size": -1}, "sample_size is -1. Choose 0 or more."),
        ({"sample_size": 7}, "sample_size is 7, below the number of clusters, 8."),
        ({"n_components": -1}, "n_components is -1. Choose 0 or more."),
        ({"n_init": 0}, "n_init is 0. Choose from 1 to 1000."),
        ({"max_iter": 100_001}, "max_iter is 100001. Choose from 1 to 100000."),
        ({"random_state": -1}, "random_state is -1. Choose from 0 to 2147483647."),
        ({"algorithm": "dbscan"}, "algorithm is dbscan. Choose one of kmeans, "),
        ({"scaling": "both"}, "scaling is both. Choose one of none, standardise."),
        ({"algorithm": "ward", "sample_size": 0}, "ward needs a sample."),
        ({"rules": Rules(min_size=51)}, "min_size is 51. Choose from 0 to 50."),
        ({"rules": Rules(max_spread=-1)}, "max_spread is -1. Choose 0 or more."),
        ({"rules": Rules(min_distance=-1)}, "min_distance is -1. Choose 0 or more."),
        ({"rules": Rules(max_pairs=0)}, "max_pairs is 0. Choose from 1 to 100."),
    ],
    ids=str,
)
def test_option_out_of_its_range_is_refused(options, sentence):
    with pytest.raises(ArgumentError) as caught:
        FitOptions(**options).check(SOURCE)
    assert sentence in str(caught.value)
