"""Choice of the number of clusters."""

from dataclasses import replace

import pytest

from s2_kmeans_plugin.core.evaluation.suggestion import Trial, choose

NAN = float("nan")

GOOD = Trial(
    n_clusters=2,
    n_delivered=2,
    inertia=1.0,
    silhouette=0.5,
    calinski_harabasz=100.0,
    davies_bouldin=1.0,
    stability=1.0,
    separability=2.0,
)


def trials(*figures, first=2):
    """Return trials with the given separability and stability."""
    return [
        replace(GOOD, n_clusters=n, n_delivered=n, separability=apart, stability=stable)
        for n, (apart, stable) in enumerate(figures, start=first)
    ]


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        ([(2.0, 1.0), (1.95, 0.9), (1.2, 0.9)], (3, "clear")),
        ([(2.0, 1.0), (1.7, 0.9), (1.2, 0.9)], (3, "close")),
        ([(2.0, 1.0), (2.0, 0.7), (1.2, 0.9)], (2, "clear")),
        # A number that fails does not exclude larger ones.
        ([(2.0, 1.0), (1.2, 1.0), (1.95, 0.9), (1.2, 0.9)], (4, "clear")),
        ([(1.3, 0.9), (1.3, 0.85), (1.3, 0.7), (1.3, 0.9)], (3, "none")),
        ([(1.3, 0.9), (1.3, 0.9)], (3, "none")),
        ([(1.3, 0.3), (1.3, 0.6), (1.3, 0.5)], (3, "none")),
        ([(1.3, 0.9)], (2, "none")),
        ([(NAN, 1.0), (1.9, 0.9), (1.3, 0.9)], (3, "clear")),
    ],
)
def test_largest_number_that_passes_both_tests_is_chosen(figures, expected):
    chosen, verdict = choose(trials(*figures))
    assert (chosen.n_clusters, verdict) == expected


def test_first_of_the_numbers_with_the_same_partition_is_chosen():
    settled = [replace(trial, n_delivered=3) for trial in trials((2.0, 1.0), (2.0, 1.0), first=3)]
    chosen, _ = choose([GOOD, *settled])
    assert chosen.n_clusters == 3


def test_verdict_is_more_where_the_largest_requested_number_passes():
    _, verdict = choose(trials((2.0, 1.0), (2.0, 1.0)), n_asked=3)
    assert verdict == "more"


def test_verdict_is_distinct_where_each_pixel_is_a_cluster():
    _, verdict = choose(trials((2.0, 1.0), (2.0, 1.0)), n_distinct=3, n_asked=12)
    assert verdict == "distinct"
