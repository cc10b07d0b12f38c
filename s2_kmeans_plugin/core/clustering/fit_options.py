"""Options of the algorithms."""

from __future__ import annotations

from dataclasses import dataclass

from .. import choices


@dataclass(frozen=True)
class Rules:
    """Rules by which ISODATA drops, splits and merges clusters.

    Attributes
    ----------
    min_size : float
        Percent of the pixels below which a cluster is dropped.
    max_spread : float
        Standard deviation of a band above which a cluster is split, in the unit of distances. 0
        for twice the typical value of the clusters of k-means.
    min_distance : float
        Distance between two centres below which the clusters are merged, in the same unit. 0 for
        half the typical distance between neighbouring centres of k-means.
    max_pairs : int
        Largest number of pairs of clusters that one round merges.
    """

    min_size: float = choices.ISODATA_MIN_SIZE
    max_spread: float = choices.ISODATA_MAX_SPREAD
    min_distance: float = choices.ISODATA_MIN_DISTANCE
    max_pairs: int = choices.ISODATA_MAX_PAIRS


@dataclass(frozen=True)
class ClusteringOptions:
    """Options of a fit. Names and meanings are scikit-learn's where it has the option.

    Attributes
    ----------
    algorithm : str
        One of `choices.ALGORITHMS`.
    n_clusters : int
        2 to 255. ISODATA starts with this number. A sample with fewer distinct pixels gets fewer
        clusters.
    n_init : int
        Number of initialisations; the best result counts.
    max_iter : int
        Maximum number of iterations.
    tol : float
        A fit ends when the sum of the squared moves of the centres is at most ``tol`` times the
        mean variance of the bands.
    random_state : int
        Seed.
    rules : Rules or None
        For ISODATA only; None for the defaults.
    """

    algorithm: str = "kmeans"
    n_clusters: int = choices.N_CLUSTERS
    n_init: int = choices.N_INIT
    max_iter: int = choices.MAX_ITER
    tol: float = choices.TOL
    random_state: int = choices.RANDOM_STATE
    rules: Rules | None = None
