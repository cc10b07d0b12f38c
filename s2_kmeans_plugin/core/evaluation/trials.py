"""How many classes an image has: fits with each number of clusters, for `suggestion` to compare."""

from contextlib import ExitStack

import numpy as np

from .. import choices
from ..clustering.algorithms import fit, label
from ..errors import ArgumentError, RasterError, check_choices, check_numbers
from ..models.model import brightness
from ..models.sampling import Sample, draw_sample
from ..numerics.components import check_n_components, in_components
from ..parallel.windows import Workers
from ..raster.gdal_cache import cache_bytes, small_cache
from ..raster.reader import RasterReader
from .agreement import adjusted_rand_index, contingency
from .partition import evaluate, pairwise_distances, silhouette
from .separability import class_distances
from .suggestion import Suggestion, Trial, choose

# Half of what classify takes, as there are many fits, and less for the halves. With 5 and 3, eight
# classes of the sample image ended 2 % above the best inertia, and the tests looked at other ones.
_N_INIT = 10
_HALF_N_INIT = 5
_REPETITIONS = 3
# Enough to find the ends of all: stability asks whether two halves agree, not for the last digit.
_HALF_PIXELS = 30_000
_COMPARED_PIXELS = 20_000
# All distances between them are held: 36 MB.
SILHOUETTE_PIXELS = 3000
# From which is learnt how the bands of a cluster go together.
_CORRELATED_PIXELS = 30_000

_SHOWN_PIXELS = 10_000

# Part of the run, by then, for the progress.
_DRAWN = 0.1


def suggest_clusters(
    source,
    *,
    algorithm="kmeans",
    min_clusters=choices.MIN_CLUSTERS,
    max_clusters=choices.MAX_CLUSTERS,
    scaling="none",
    n_components=0,
    sample_size=choices.SAMPLE_SIZE,
    random_state=choices.RANDOM_STATE,
    window=None,
    workers=None,
):
    """Try numbers of clusters on a sample of a raster and suggest one, as `suggestion.choose` says.

    Parameters
    ----------
    source : RasterSource
    min_clusters, max_clusters : int
        From 2 to 50.
    sample_size : int
        Valid pixels that are drawn, once.
    algorithm, scaling, n_components, random_state, window
        As in `pipeline.classify`.
    workers : Workers, optional

    Returns
    -------
    Suggestion

    Raises
    ------
    RasterError
        When the raster cannot be read, or has fewer distinct pixels than ``min_clusters``.
    ArgumentError
        When an argument is out of its range.
    MissingDependencyError
        When the algorithm needs a package that is not installed.
    Cancelled
        When ``is_cancelled`` said so.
    """
    workers = workers or Workers()
    watch = workers.watch
    check_numbers(
        min_clusters=(min_clusters, *choices.SUGGEST_LIMITS),
        max_clusters=(max_clusters, *choices.SUGGEST_LIMITS),
        sample_size=(sample_size, *choices.PARTIAL_SAMPLE_SIZE_LIMITS),
        n_components=(n_components, *choices.N_COMPONENTS_LIMITS),
        random_state=(random_state, *choices.RANDOM_STATE_LIMITS),
    )
    check_choices(algorithm=(algorithm, choices.ALGORITHMS), scaling=(scaling, choices.SCALINGS))
    if min_clusters > max_clusters:
        raise ArgumentError(
            "min_clusters is {low}, more than max_clusters, which is {high}: swap the two.",
            low=min_clusters,
            high=max_clusters,
        )
    check_n_components(n_components, len(source.feature_names))
    with ExitStack() as stack:
        stack.enter_context(small_cache(cache_bytes(source, workers.n_workers)))
        reader = stack.enter_context(RasterReader(source))
        watch.stage(until=_DRAWN)
        sample = draw_sample(
            reader,
            window or source.grid.window,
            sample_size,
            workers,
            random_state=random_state,
        )
    sample, units, projection = in_components(sample, scaling, source.n_indices, n_components)
    n_distinct = _count_distinct(sample.values, max_clusters)
    if n_distinct == 1:
        raise RasterError(
            "{path} is the same everywhere in the chosen bands, so that there are no classes: "
            "choose other bands or another extent.",
            path=source.path,
        )
    if n_distinct < min_clusters:
        raise RasterError(
            "{path} has only {n_distinct} different pixels in the chosen bands, too few for "
            "{min_clusters} classes: choose a smaller least number, or more bands.",
            path=source.path,
            n_distinct=n_distinct,
            min_clusters=min_clusters,
        )
    numbers = range(min_clusters, min(max_clusters, n_distinct) + 1)
    fits = _Fits(
        sample,
        numbers,
        watch,
        lambda points: brightness(points, len(source.compared_bands), projection),
        algorithm=algorithm,
        **units,
        max_iter=choices.MAX_ITER,
        tol=choices.TOL,
        random_state=random_state,
        executor=workers.threads,
    )
    trials, labels = zip(*map(fits.trial, numbers))
    watch.stage(until=1.0)
    watch.at(1.0)
    chosen, verdict = choose(trials, n_distinct, max_clusters)
    return Suggestion(
        trials=list(trials),
        chosen=chosen,
        verdict=verdict,
        n_asked=max_clusters,
        n_sampled=sample.n_samples,
        sample=sample.values[:, :_SHOWN_PIXELS],
        sample_labels=labels[trials.index(chosen)],
        scale=fits.scale,
        border=sample.border,
        projection=projection,
    )


class _Fits:
    """Fits on one sample and its halves, and what is computed once for all of them."""

    def __init__(self, sample, numbers, watch, brightness_of, **options):
        self._sample, self._watch, self._options = sample, watch, options
        self._brightness_of = brightness_of
        # A fit takes about as long as it has clusters.
        self._done, self._total = 0.0, sum(numbers)
        self._z = self._distances = self._offset = self.scale = None

    def trial(self, n_clusters):
        """Try one number of clusters.

        Returns
        -------
        Trial
        labels : ndarray of uint8, shape (n_shown,)
            Of the pixels to be shown; 1 is the darkest cluster.
        """
        watch, values = self._watch, self._sample.values
        found = self._fit(self._sample, n_clusters, _N_INIT, share=0.5)
        self._prepare(*found[1:])
        labels = label(*found, values)
        watch.check()
        evaluation = evaluate(self._z, labels)
        watch.check()
        few = slice(len(self._distances))
        trial = Trial(
            n_clusters=n_clusters,
            n_delivered=len(evaluation.values),
            inertia=evaluation.inertia,
            silhouette=silhouette(self._distances, labels[few]),
            calinski_harabasz=evaluation.calinski_harabasz,
            davies_bouldin=evaluation.davies_bouldin,
            separability=self._separability(evaluation, labels),
            stability=self._stability(n_clusters),
        )
        # Numbered as in a map, from the darkest.
        order = np.argsort(self._brightness_of(evaluation.means * self.scale + self._offset))
        numbers = np.zeros(256, dtype=np.uint8)
        numbers[evaluation.values[order]] = range(1, len(order) + 1)
        return trial, numbers[labels[:_SHOWN_PIXELS]]

    def _fit(self, sample, n_clusters, n_init, share):
        """Fit, and report progress within a share of what one number of clusters takes."""
        self._done += share * n_clusters
        self._watch.stage(until=_DRAWN + (1 - _DRAWN) * self._done / self._total)
        options = {"n_clusters": n_clusters, "n_init": n_init, **self._options}
        return fit(sample, watch=self._watch, **options)

    def _prepare(self, offset, scale):
        """What depends on the scaling of the sample, which is the same for all fits on it."""
        if self._z is None:
            z = (self._sample.values - offset[:, None]) / scale[:, None]
            self._z, self._offset, self.scale = z.astype(np.float32), offset, scale
            self._distances = pairwise_distances(self._z[:, :SILHOUETTE_PIXELS], self._watch.check)

    def _separability(self, evaluation, labels):
        if len(evaluation.values) < 2:
            return float("nan")
        few = slice(_CORRELATED_PIXELS)
        distances = class_distances(
            evaluation.means, evaluation.deviations, evaluation.values, self._z[:, few], labels[few]
        )
        return float(distances[~np.eye(len(distances), dtype=bool)].min())

    def _stability(self, n_clusters):
        """How alike the partitions are that fits on disjoint halves of the sample lead to."""
        values, share = self._sample.values, 0.5 / (2 * _REPETITIONS)
        compared = values[:, :_COMPARED_PIXELS]
        indices = []
        for repetition in range(_REPETITIONS):
            rng = np.random.default_rng([self._options["random_state"], repetition])
            order = rng.permutation(values.shape[1])
            size = min(len(order) // 2, _HALF_PIXELS)
            halves = (_part(self._sample, order[n * size : (n + 1) * size]) for n in range(2))
            found = [self._fit(half, n_clusters, _HALF_N_INIT, share) for half in halves]
            partitions = [label(*one, compared) for one in found]
            table = contingency(*partitions, *(int(labels.max()) for labels in partitions))
            indices.append(adjusted_rand_index(table[1:, 1:]))
        return float(np.mean(indices))


def _part(sample, pixels):
    return Sample(
        sample.values[:, pixels], sample.display[:, pixels], sample.n_valid, sample.n_read
    )


def _count_distinct(values, most):
    """Distinct pixels, at least up to ``most``."""
    n_distinct = 0
    for n_pixels in (1000, values.shape[1]):
        if n_distinct <= most:
            n_distinct = len(np.unique(values[:, :n_pixels].T, axis=0))
    return n_distinct
