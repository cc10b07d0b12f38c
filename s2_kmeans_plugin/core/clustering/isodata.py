"""ISODATA: k-means that drops small clusters, cuts loose ones and merges near ones on its way.

Ball and Hall 1965, "ISODATA, a novel method of data analysis and pattern classification"; the
rules are those of Tou and Gonzalez 1974, Pattern Recognition Principles, section 3.3.6. The number
of clusters asked for is where it starts; how many it ends with follows from the data.
"""

from dataclasses import dataclass

import numpy as np

from .. import choices
from ..numerics.class_statistics import ClassStatistics
from .kmeans import Fit, kmeans
from .lloyd import lloyd
from .nearest import NearestCenter
from .tiles import Pixels

_ROUNDS = 20
# Of k-means between two rounds.
_STEPS = 5

# Left to itself, a cluster is loose if its widest band is so many times as wide as that of a
# typical cluster of k-means, and two are near if they are so many times as near as typical
# neighbours.
_LOOSE, _NEAR = 2.0, 0.5


@dataclass(frozen=True)
class Rules:
    """When ISODATA drops, cuts and merges.

    Attributes
    ----------
    min_size : float
        Percent of the pixels below which a cluster is dropped.
    max_spread : float
        Standard deviation of a band, in the unit of the raster or, where bands are standardised,
        of these, above which a cluster is cut. 0: twice what is typical of the clusters that
        k-means finds.
    min_distance : float
        Distance of centres, in the same unit, below which two clusters are merged. 0: half of what
        is typical of neighbours among those.
    max_pairs : int
        Clusters that are merged in one round at most, counted in pairs.
    """

    min_size: float = choices.ISODATA_MIN_SIZE
    max_spread: float = choices.ISODATA_MAX_SPREAD
    min_distance: float = choices.ISODATA_MIN_DISTANCE
    max_pairs: int = choices.ISODATA_MAX_PAIRS


def isodata(values, offset, scale, *, n_clusters, max_iter, tol, watch, rules=None, **options):
    """Fit ISODATA. Other parameters and result as in `kmeans.kmeans`.

    Parameters
    ----------
    n_clusters : int
        To start with. No cluster is cut when there are twice as many, nor any merged when there
        are half as many.
    rules : Rules, optional
    """
    rules = rules or Rules()
    begun = kmeans(
        values,
        offset,
        scale,
        n_clusters=n_clusters,
        max_iter=max_iter,
        tol=tol,
        watch=watch.silent(),
        **options,
    )
    watch.at(0.5)
    pixels = Pixels(values, offset)
    spread = (values.var(axis=1, dtype=np.float64) / scale**2).mean()
    step = {"scale": scale, "max_shift": tol * spread, "check": watch.check}
    centers, n_iter = begun.centers, begun.n_iter
    counts, deviations = _described(pixels, centers, scale)
    max_spread = rules.max_spread or _LOOSE * np.median(deviations.max(axis=1))
    min_distance = rules.min_distance or _NEAR * np.median(_distances(centers / scale).min(axis=1))
    fewest = max(1.0, rules.min_size / 100 * values.shape[1])
    most = min(2 * n_clusters, choices.MAX_CLASSES)
    n_unchanged = 0
    for n_round in range(_ROUNDS):
        watch.at(0.5 + 0.5 * n_round / _ROUNDS)
        large = counts >= fewest
        changed = centers[large] if large.any() else centers
        if len(changed) == len(centers):
            few = len(centers) <= n_clusters / 2
            if few or (n_round % 2 == 0 and len(centers) < most):
                loose = _loose(counts, deviations, max_spread, fewest, few)
                changed = _cut(centers, deviations * scale, loose, most)
            else:
                changed = _merged(centers, counts, scale, min_distance, rules.max_pairs)
        # In one round clusters are cut, in the next they are merged.
        n_unchanged = n_unchanged + 1 if len(changed) == len(centers) else 0
        if n_unchanged == 2:
            break
        (centers,), (n_steps,) = lloyd(pixels, [changed], max_iter=min(_STEPS, max_iter), **step)
        n_iter += int(n_steps)
        counts, deviations = _described(pixels, centers, scale)
    (centers,), (n_steps,) = lloyd(pixels, [centers], max_iter=max_iter, **step)
    inertia = NearestCenter(centers, offset, scale).inertia(pixels)
    return Fit(centers, inertia, n_iter + int(n_steps))


def _described(pixels, centers, scale):
    """Pixels of each cluster, and the scaled standard deviations of its bands."""
    labels, _ = NearestCenter(centers, pixels.offset, scale).label_pixels(pixels)
    statistics = ClassStatistics.of(pixels.values, labels, len(centers), pixels.offset)
    return statistics.counts, np.nan_to_num(statistics.deviations) / scale


def _loose(counts, deviations, max_spread, fewest, few):
    """Clusters to be cut, the widest first.

    Beside its widest band, a cluster has to be wider in all than the average, unless there are
    too few, and large enough for two.
    """
    widths = np.sqrt(np.square(deviations).sum(axis=1))
    wide = widths > counts @ widths / counts.sum()
    loose = (deviations.max(axis=1) > max_spread) & (few | (wide & (counts > 2 * (fewest + 1))))
    return sorted(np.flatnonzero(loose), key=lambda n: -deviations[n].max())


def _cut(centers, deviations, loose, most):
    """Put two centres in place of each loose one, apart in its widest band; ``most`` in all."""
    centers = list(centers)
    for n in loose[: most - len(centers)]:
        step = np.zeros_like(centers[n])
        band = int(deviations[n].argmax())
        step[band] = deviations[n, band] / 2
        centers.append(centers[n] + step)
        centers[n] = centers[n] - step
    return np.array(centers)


def _merged(centers, counts, scale, min_distance, max_pairs):
    """Put one centre in the place of two that are near, the nearest pairs first."""
    distances = _distances(centers / scale)
    pairs = np.argwhere(np.triu(distances < min_distance)).tolist()
    pairs.sort(key=lambda pair: distances[pair[0], pair[1]])
    kept = np.ones(len(centers), dtype=bool)
    touched = set()
    centers = centers.copy()
    n_merged = 0
    for one, other in pairs:
        if n_merged == max_pairs or len(centers) - n_merged == 2:
            break
        if not {one, other} & touched:
            share = counts[other] / max(1, counts[one] + counts[other])
            centers[one] += share * (centers[other] - centers[one])
            kept[other] = False
            touched |= {one, other}
            n_merged += 1
    return centers[kept]


def _distances(centers):
    """Of each pair of centres; infinite from a centre to itself."""
    distances = np.sqrt(np.square(centers[:, None] - centers[None]).sum(axis=2))
    np.fill_diagonal(distances, np.inf)
    return distances
