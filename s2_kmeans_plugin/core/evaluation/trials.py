"""Trials of several numbers of clusters on one sample of a raster."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from .. import choices
from ..clustering.algorithms import fit_clusters
from ..clustering.fit import Fit
from ..clustering.fit_options import ClusteringOptions
from ..clustering.pixels import Pixels
from ..errors import ArgumentError, RasterError, check_choices, check_numbers
from ..models.model import brightness
from ..models.sampling import Sample, draw_sample
from ..numerics.components import check_n_components, project_sample
from ..numerics.scaling import ScalingRule
from ..parallel.windows import Workers
from ..raster.gdal_cache import cache_bytes, small_cache
from ..raster.grid import Window
from ..raster.reader import RasterReader
from ..raster.source import RasterSource
from .agreement import adjusted_rand_index, contingency
from .partition import Evaluation, evaluate, pairwise_distances, silhouette
from .separability import Axes, class_distances
from .suggestion import Suggestion, Trial, choose

# Initialisations of a fit, and of a fit on half of the sample. They are fewer than those of a map,
# because there are many fits. With 5 and 3, eight classes of the sample image ended 2 % above the
# best inertia, and the tests compared other classes.
_N_INIT = 10
_HALF_N_INIT = 5
_REPETITIONS = 3
# Pixels of a half (chosen): enough to find all clusters, whose last digits do not matter here.
_HALF_PIXELS = 30_000
# Pixels on which two partitions are compared (chosen).
_COMPARED_PIXELS = 20_000
# The distances between all pairs of these pixels take 36 MB.
SILHOUETTE_PIXELS = 3000
# Pixels for the correlations of the bands in a cluster (chosen).
_CORRELATED_PIXELS = 30_000
# Pixels for the chart of the report (chosen).
_SHOWN_PIXELS = 10_000

# Fractions of the progress: the sample, and the fit on the whole sample within a trial.
_SAMPLE_SHARE, _WHOLE_SHARE = 0.1, 0.5


@dataclass(frozen=True)
class SuggestOptions:
    """Options of a suggestion; those of equal name are documented in `models.search.FitOptions`.

    Attributes
    ----------
    min_clusters, max_clusters : int
        Range of the numbers to try, within 2 to 50.
    sample_size : int
        Valid pixels that are drawn, once for all numbers.
    window : Window or None
        Part of the raster; None for all of it.
    """

    algorithm: str = "kmeans"
    min_clusters: int = choices.MIN_CLUSTERS
    max_clusters: int = choices.MAX_CLUSTERS
    scaling: str = "none"
    n_components: int = 0
    sample_size: int = choices.SAMPLE_SIZE
    random_state: int = choices.RANDOM_STATE
    window: Window | None = None

    def check(self, source: RasterSource) -> None:
        """Raise ArgumentError for an option out of its range."""
        check_numbers(
            min_clusters=(self.min_clusters, *choices.SUGGEST_LIMITS),
            max_clusters=(self.max_clusters, *choices.SUGGEST_LIMITS),
            sample_size=(self.sample_size, 2, choices.UNLIMITED),
            n_components=(self.n_components, *choices.N_COMPONENTS_LIMITS),
            random_state=(self.random_state, *choices.RANDOM_STATE_LIMITS),
        )
        check_choices(
            algorithm=(self.algorithm, choices.ALGORITHMS), scaling=(self.scaling, choices.SCALINGS)
        )
        if self.min_clusters > self.max_clusters:
            raise ArgumentError(
                "min_clusters is {low}, above max_clusters, which is {high}. Swap the two.",
                low=self.min_clusters,
                high=self.max_clusters,
            )
        check_n_components(self.n_components, len(source.feature_names))


def suggest_clusters(
    source: RasterSource, options: SuggestOptions | None = None, workers: Workers | None = None
) -> Suggestion:
    """Suggest a number of clusters from trials on a sample of a raster, by the rule of `choose`.

    Raises RasterError if the raster has fewer distinct pixels than ``min_clusters``.
    """
    options, workers = options or SuggestOptions(), workers or Workers()
    options.check(source)
    sample = _draw(source, options, workers)
    rule = ScalingRule(options.scaling, source.n_indices)
    values, rule, projection = project_sample(sample.values, rule, options.n_components)
    n_distinct = _count_distinct(values, options.max_clusters)
    _check_distinct(n_distinct, source, options)
    numbers = range(options.min_clusters, min(options.max_clusters, n_distinct) + 1)
    fits = _Fits(values, rule, numbers, options, workers)
    outcomes = [fits.try_number(number) for number in numbers]
    workers.watch.stage(until=1.0)
    workers.watch.at(1.0)
    trials = [outcome.trial for outcome in outcomes]
    chosen, verdict = choose(trials, n_distinct, options.max_clusters)
    shown = outcomes[trials.index(chosen)]
    order = np.argsort(brightness(shown.means, len(source.compared_bands), projection))
    return Suggestion(
        trials=trials,
        chosen=chosen,
        verdict=verdict,
        n_asked=options.max_clusters,
        n_sampled=sample.n_samples,
        sample=values[:, :_SHOWN_PIXELS],
        sample_labels=_renumber(shown, order),
        scale=fits.scale,
        border=sample.border,
        projection=projection,
    )


def _draw(source: RasterSource, options: SuggestOptions, workers: Workers) -> Sample:
    with small_cache(cache_bytes(source, workers.n_workers)), RasterReader(source) as reader:
        workers.watch.stage(until=_SAMPLE_SHARE)
        window = options.window or source.grid.window
        return draw_sample(
            reader, window, options.sample_size, workers, random_state=options.random_state
        )


def _count_distinct(values: np.ndarray, most: int) -> int:
    """Count the distinct pixels, exactly if there are at most ``most``."""
    n_distinct = 0
    for n_pixels in (1000, values.shape[1]):
        if n_distinct <= most:
            n_distinct = len(np.unique(values[:, :n_pixels].T, axis=0))
    return n_distinct


def _check_distinct(n_distinct: int, source: RasterSource, options: SuggestOptions) -> None:
    if n_distinct == 1:
        raise RasterError(
            "{path} has the same value everywhere in the chosen bands, so it has no classes. "
            "Choose other bands or another extent.",
            path=source.path,
        )
    if n_distinct < options.min_clusters:
        raise RasterError(
            "{path} has only {n_distinct} different pixels in the chosen bands, too few for "
            "{min_clusters} classes. Lower the smallest number of classes, or choose more bands.",
            path=source.path,
            n_distinct=n_distinct,
            min_clusters=options.min_clusters,
        )


def _renumber(outcome: _Outcome, order: np.ndarray) -> np.ndarray:
    """Return the labels of the shown pixels, numbered from 1 in an order of the clusters."""
    numbers = np.zeros(256, dtype=np.uint8)
    numbers[outcome.values[order]] = range(1, len(order) + 1)
    return numbers[outcome.labels]


@dataclass(frozen=True, eq=False)
class _Outcome:
    """Trial with its labels of the shown pixels, its cluster labels, and their means."""

    trial: Trial
    labels: np.ndarray
    values: np.ndarray
    means: np.ndarray


class _Fits:
    """Fits on a sample and its halves, with the arrays that they share."""

    def __init__(
        self,
        values: np.ndarray,
        rule: ScalingRule,
        numbers: range,
        options: SuggestOptions,
        workers: Workers,
    ) -> None:
        self._values, self._rule, self._workers = values, rule, workers
        self._options = ClusteringOptions(options.algorithm, random_state=options.random_state)
        self._scaling = rule.fit(values)
        self.scale = self._scaling.scale
        self._z = self._scaling.scale_values(values).astype(np.float32)
        self._axes = Axes.of(self._z[:, :_CORRELATED_PIXELS])
        self._distances = pairwise_distances(self._z[:, :SILHOUETTE_PIXELS], workers.watch.check)
        # The time of a fit is about proportional to its number of clusters.
        self._done, self._total = 0.0, sum(numbers)

    def try_number(self, n_clusters: int) -> _Outcome:
        """Fit clusters and compute their measures."""
        check = self._workers.watch.check
        labels = self._fit(self._values, n_clusters, _N_INIT, _WHOLE_SHARE).label(self._values)
        check()
        evaluation = evaluate(self._z, labels)
        check()
        trial = Trial(
            n_clusters=n_clusters,
            n_delivered=len(evaluation.values),
            inertia=evaluation.inertia,
            silhouette=silhouette(self._distances, labels[: len(self._distances)]),
            calinski_harabasz=evaluation.calinski_harabasz,
            davies_bouldin=evaluation.davies_bouldin,
            separability=self._separability(evaluation, labels),
            stability=self._stability(n_clusters),
        )
        means = self._scaling.unscale_points(evaluation.means)
        return _Outcome(trial, labels[:_SHOWN_PIXELS], evaluation.values, means)

    def _fit(self, values: np.ndarray, n_clusters: int, n_init: int, share: float) -> Fit:
        """Fit clusters within a share of the progress of one number."""
        self._done += share * n_clusters
        fraction = self._done / self._total
        self._workers.watch.stage(until=_SAMPLE_SHARE + (1 - _SAMPLE_SHARE) * fraction)
        options = replace(self._options, n_clusters=n_clusters, n_init=n_init)
        return fit_clusters(Pixels(values, self._rule.fit(values)), options, self._workers)

    def _separability(self, evaluation: Evaluation, labels: np.ndarray) -> float:
        if len(evaluation.values) < 2:
            return float("nan")
        few = slice(_CORRELATED_PIXELS)
        distances = class_distances(
            evaluation.means,
            evaluation.deviations,
            evaluation.values,
            self._z[:, few],
            labels[few],
            self._axes,
        )
        return float(distances[~np.eye(len(distances), dtype=bool)].min())

    def _stability(self, n_clusters: int) -> float:
        """Return the agreement of the partitions from disjoint halves of the sample."""
        values = self._values
        share = (1 - _WHOLE_SHARE) / (2 * _REPETITIONS)
        compared = values[:, :_COMPARED_PIXELS]
        indices = []
        for repetition in range(_REPETITIONS):
            rng = np.random.default_rng([self._options.random_state, repetition])
            order = rng.permutation(values.shape[1])
            size = min(len(order) // 2, _HALF_PIXELS)
            first, second = (
                self._fit(values[:, half], n_clusters, _HALF_N_INIT, share).label(compared)
                for half in (order[:size], order[size : 2 * size])
            )
            table = contingency(first, second, int(first.max()), int(second.max()))
            indices.append(adjusted_rand_index(table[1:, 1:]))
        return float(np.mean(indices))
