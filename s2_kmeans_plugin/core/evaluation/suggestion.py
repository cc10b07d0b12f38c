"""Which number of clusters to suggest, by what came of a fit with each."""

import math
from dataclasses import dataclass

import numpy as np

from ..numerics.components import Projection
from .separability import SEPARATE_FROM

# Jeffries-Matusita distance from which two clusters are not the halves of one cloud. Half way, as
# Bhattacharyya distances, between those of an evenly filled cloud (3 / 2: `separability`) and two
# normal classes whose means are four standard deviations apart (2). On the synthetic scenes any
# limit from 1.5 to 1.7 did as well; below it, evenly filled clouds pass by chance.
APART_FROM = 2 * (1 - math.exp(-1.75))

# The Rand index from which two partitions agree well, by the simulations of Steinley (2004),
# "Properties of the Hubert-Arabie adjusted Rand index", Psychological Methods 9: 386-396.
STABLE_FROM = 0.8


@dataclass(frozen=True)
class Trial:
    """What came of one number of clusters.

    Attributes
    ----------
    n_clusters : int
        Asked for.
    n_delivered : int
    inertia, silhouette, calinski_harabasz, davies_bouldin : float
        As in `evaluation`; NaN where a single cluster was delivered.
    stability : float
        Adjusted Rand index of the partitions that fits on two halves of the sample lead to, on the
        average of some halvings.
    separability : float
        Jeffries-Matusita distance of the nearest two clusters.
    """

    n_clusters: int
    n_delivered: int
    inertia: float
    silhouette: float
    calinski_harabasz: float
    davies_bouldin: float
    stability: float
    separability: float

    @property
    def is_stable(self):
        return self.stability >= STABLE_FROM

    @property
    def is_apart(self):
        return self.separability >= APART_FROM


@dataclass(frozen=True)
class Suggestion:
    """How many clusters are suggested, and from what.

    Attributes
    ----------
    trials : list of Trial
    chosen : Trial
    verdict : {"clear", "close", "more", "distinct", "none"}
        As `choose` gives it.
    n_asked : int
        The largest number to be tried; larger than that of the last trial where the sample has
        fewer distinct pixels.
    n_sampled : int
    sample : ndarray, shape (n_dimensions, n_shown)
        Some pixels, in components if there are any, ...
    sample_labels : ndarray of uint8, shape (n_shown,)
        ... and their clusters in the chosen trial, from 1.
    scale : ndarray, shape (n_dimensions,)
        The unit in which distances were measured.
    border : sampling.Border or None
        Pixels around the image that seem to hold no data.
    projection : Projection or None
    """

    trials: list
    chosen: Trial
    verdict: str
    n_asked: int
    n_sampled: int
    sample: np.ndarray
    sample_labels: np.ndarray
    scale: np.ndarray
    border: object = None
    projection: Projection = None


def choose(trials, n_distinct=math.inf, n_asked=math.inf):
    """Choose a number of clusters.

    The largest number whose clusters are all real, in two senses. They are *apart*: the nearest two
    are farther from each other than the halves of one cloud of pixels (`APART_FROM`), which is what
    an algorithm makes that is asked for too many. And they are *stable*: a fit on other pixels of
    the image gives them again (`STABLE_FROM`). To take the largest number that passes, not the best
    index, is the rule of Tibshirani and Walther (2005), "Cluster validation by prediction
    strength"; stability is that of Lange et al. (2004), "Stability-based validation of clustering
    solutions". With large samples stability alone is no sign, as the cut through a cloud comes out
    again as well; and the classic indices (silhouette, Calinski-Harabasz, Davies-Bouldin) nearly
    always prefer two or three classes on real images, such as water and land.

    Measured with k-means on 104 synthetic scenes (3 to 10 Gaussian classes in 3 to 10 bands, widths
    1:3, sizes up to 1:10, at least 2 to 4 standard deviations from the centres to the border) this
    was right in 95 %, the best silhouette or Davies-Bouldin index in 87 %, the best
    Calinski-Harabasz index in 82 %; on 64 others, for which it was not made (skewed and
    heavy-tailed classes, mixed pixels, one or two bands), in 97 %. What it missed were small
    classes that k-means itself merges before it stops cutting large ones. tests/bench/suggest.py
    measures it on scenes of these kinds.

    Where no number passes, nothing stands out. Then the last is chosen before stability is lost
    first: as many as can be found again.

    Parameters
    ----------
    trials : list of Trial
        In the order of their numbers.
    n_distinct : int
        Distinct pixels in the sample.
    n_asked : int
        The largest number that was to be tried.

    Returns
    -------
    chosen : Trial
    verdict : {"clear", "close", "more", "distinct", "none"}
        ``clear`` where its clusters are well separated, ``close`` where they only just are,
        ``more`` where it is the largest tried so that there may be more, ``distinct`` where each
        distinct pixel is a cluster, and ``none`` where no number passes.
    """
    passing = [trial for trial in trials if trial.is_apart and trial.is_stable]
    if not passing:
        return _last_stable(trials), "none"
    # An algorithm that settles the number itself gives one partition for several numbers.
    chosen = max(passing, key=lambda trial: (trial.n_delivered, -trial.n_clusters))
    if chosen.n_delivered == n_distinct:
        return chosen, "distinct"
    if chosen.n_delivered >= n_asked:
        return chosen, "more"
    return chosen, "clear" if chosen.separability >= SEPARATE_FROM else "close"


def _last_stable(trials):
    stable = [trial.is_stable for trial in trials]
    if stable[0]:
        return trials[[*stable, False].index(False) - 1]
    return max(trials, key=lambda trial: trial.stability)
