"""ISODATA: k-means that drops small clusters, splits loose ones and merges near ones.

Ball and Hall 1965, "ISODATA, a novel method of data analysis and pattern classification"; the rules
are those of Tou and Gonzalez 1974, Pattern Recognition Principles, section 3.3.6. The options name
the number of clusters at the start; the data decide the number at the end.
"""

from __future__ import annotations

from functools import partial

import numpy as np

from .. import choices
from ..numerics.moments import ClassStatistics
from ..parallel.windows import Workers
from .fit import Fit
from .fit_options import ClusteringOptions, Rules
from .kmeans import fit_kmeans
from .lloyd import iterate_lloyd
from .nearest import NearestCenter
from .pixels import Pixels

# Chosen: rounds of rules, and iterations of k-means between two rounds.
_MAX_ROUNDS, _ITERATIONS_BETWEEN = 20, 5

# Automatic rules. Chosen: a cluster is loose if its widest band is twice as wide as that of a
# typical cluster of k-means. Two clusters are near at half the distance of typical neighbours.
_LOOSE, _NEAR = 2.0, 0.5


def fit_isodata(pixels: Pixels, options: ClusteringOptions, workers: Workers) -> Fit:
    """Fit ISODATA, which begins with the clusters of k-means.

    Clusters are no longer split at twice ``n_clusters``, and no longer merged at half of it.
    """
    watch = workers.watch
    start = fit_kmeans(pixels, options, workers.silent())
    watch.at(0.5)
    max_shift = options.tol * pixels.mean_variance
    iterate = partial(iterate_lloyd, pixels, max_shift=max_shift, check=watch.check)
    centers, n_iter = start.centers, start.n_iter
    clusters = _Clusters(pixels, centers)
    rules = _Limits(options.rules or Rules(), options.n_clusters, clusters)
    n_unchanged = 0
    for n_round in range(_MAX_ROUNDS):
        watch.at(0.5 + 0.5 * n_round / _MAX_ROUNDS)
        changed = rules.apply(clusters, n_round)
        # Clusters are split in one round and merged in the next.
        n_unchanged = n_unchanged + 1 if len(changed) == len(centers) else 0
        if n_unchanged == 2:
            break
        max_iter = min(_ITERATIONS_BETWEEN, options.max_iter)
        (centers,), (n_steps,) = iterate([changed], max_iter=max_iter)
        n_iter += int(n_steps)
        clusters = _Clusters(pixels, centers)
    (centers,), (n_steps,) = iterate([centers], max_iter=options.max_iter)
    inertia = NearestCenter(centers, pixels.scaling).inertia(pixels)
    return Fit(centers, pixels.scaling, inertia, n_iter + int(n_steps))


class _Clusters:
    """Centres, their pixels and the scaled standard deviations of their bands."""

    def __init__(self, pixels: Pixels, centers: np.ndarray) -> None:
        labels, _ = NearestCenter(centers, pixels.scaling).label_pixels(pixels)
        offset, self.scale = pixels.scaling.offset, pixels.scaling.scale
        statistics = ClassStatistics.of(pixels.values, labels, len(centers), offset)
        self.n_pixels = pixels.n_pixels
        self.centers, self.counts = centers, statistics.counts
        self.deviations = np.nan_to_num(statistics.deviations) / self.scale

    def distances(self) -> np.ndarray:
        """Return the scaled distance of each pair of centres; infinity on the diagonal."""
        centers = self.centers / self.scale
        distances = np.sqrt(np.square(centers[:, None] - centers).sum(axis=2))
        np.fill_diagonal(distances, np.inf)
        return distances


class _Limits:
    """Rules with their automatic values replaced by those of the clusters of k-means."""

    def __init__(self, rules: Rules, n_clusters: int, clusters: _Clusters) -> None:
        typical_spread = np.median(clusters.deviations.max(axis=1))
        typical_distance = np.median(clusters.distances().min(axis=1))
        self._n_clusters = n_clusters
        self._max_clusters = min(2 * n_clusters, choices.MAX_CLASSES)
        self._max_spread = rules.max_spread or _LOOSE * typical_spread
        self._min_distance = rules.min_distance or _NEAR * typical_distance
        self._min_pixels = max(1.0, rules.min_size / 100 * clusters.n_pixels)
        self._max_pairs = rules.max_pairs

    def apply(self, clusters: _Clusters, n_round: int) -> np.ndarray:
        """Return the centres after small clusters are dropped or, if none, split or merged."""
        centers = clusters.centers
        is_large = clusters.counts >= self._min_pixels
        if is_large.any() and not is_large.all():
            return centers[is_large]
        are_few = len(centers) <= self._n_clusters / 2
        if are_few or (n_round % 2 == 0 and len(centers) < self._max_clusters):
            return self._split(clusters, are_few)
        return self._merge(clusters)

    def _split(self, clusters: _Clusters, are_few: bool) -> np.ndarray:
        """Replace each loose centre, widest first, by two that lie apart in the widest band.

        A loose cluster must also be large enough for two and wider in all than the average, unless
        there are too few clusters.
        """
        centers, counts = clusters.centers.copy(), clusters.counts
        spreads = clusters.deviations.max(axis=1)
        widths = np.sqrt(np.square(clusters.deviations).sum(axis=1))
        is_wide = widths > counts @ widths / counts.sum()
        is_large = counts > 2 * (self._min_pixels + 1)
        is_loose = (spreads > self._max_spread) & (are_few | (is_wide & is_large))
        loose = np.argsort(-spreads, kind="stable")
        loose = loose[is_loose[loose]][: self._max_clusters - len(centers)]
        deviations = clusters.deviations[loose] * clusters.scale
        is_widest = np.arange(centers.shape[1]) == deviations.argmax(axis=1)[:, None]
        steps = np.where(is_widest, deviations / 2, 0)
        others = centers[loose] + steps
        centers[loose] -= steps
        return np.concatenate([centers, others])

    def _merge(self, clusters: _Clusters) -> np.ndarray:
        """Replace pairs of near centres by their weighted mean, nearest pairs first."""
        centers, counts, distances = clusters.centers.copy(), clusters.counts, clusters.distances()
        is_kept = np.ones(len(centers), dtype=bool)
        for _ in range(min(self._max_pairs, len(centers) - 2)):
            one, other = divmod(int(distances.argmin()), len(centers))
            if distances[one, other] >= self._min_distance:
                break
            share = counts[other] / max(1, counts[one] + counts[other])
            centers[one] += share * (centers[other] - centers[one])
            is_kept[other] = False
            # A cluster is merged once in a round.
            distances[[one, other]] = distances[:, [one, other]] = np.inf
        return centers[is_kept]
