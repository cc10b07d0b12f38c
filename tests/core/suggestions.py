"""A suggestion for the tests of its sentences and its page."""

import numpy as np

from s2_kmeans_plugin.core.evaluation.suggestion import Suggestion, Trial


def make_trial(n, **figures):
    values = {
        "inertia": 1000.0 / n,
        "silhouette": 0.6 - 0.01 * n,
        "calinski_harabasz": 100.0 * n,
        "davies_bouldin": abs(n - 4) + 0.5,
        "stability": 0.9,
        "separability": 1.95 if n < 5 else 1.2,
    }
    return Trial(n_clusters=n, n_delivered=n, **{**values, **figures})


def make_suggestion(verdict="clear", k=4, n_asked=6, last=6, **figures):
    trials = [make_trial(n, **(figures if n == k else {})) for n in range(2, last + 1)]
    rng = np.random.default_rng(0)
    return Suggestion(
        trials=trials,
        chosen=trials[k - 2],
        verdict=verdict,
        n_asked=n_asked,
        n_sampled=1234,
        sample=rng.normal(size=(3, 200)),
        sample_labels=rng.integers(1, k + 1, 200).astype(np.uint8),
        scale=np.ones(3),
    )
