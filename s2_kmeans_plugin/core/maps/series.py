"""Classification of several rasters, such as dates or adjacent tiles, with one model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Callable

import numpy as np

from ..choices import SAMPLE_SIZE
from ..errors import ArgumentError, NoValidPixelError
from ..files.checks import check_distinct
from ..files.commit import Staging
from ..models.border import Border
from ..models.model import ClusterModel
from ..models.sampling import Sample, draw_sample, has_missed_something
from ..models.search import FitOptions, Found, find_clusters
from ..parallel.windows import Workers
from ..raster.gdal_cache import cache_bytes, small_cache
from ..raster.geotiff import check_map_destination
from ..raster.reader import RasterReader
from ..raster.source import RasterSource
from .cleaning import least_pixels
from .display import Display
from .labelling import LabelJob, Labelling
from .naming import with_legend
from .needs import Needs, OnNeeds, Work, announce_needs, estimate
from .options import MapOptions, Outputs, commit_outcome
from .tally import ClassMap


@dataclass(frozen=True)
class SeriesOutputs:
    """Files of a series: a GeoTIFF of each raster, and texts of the `Series` (see `Outputs`).

    All of them appear together, or none does.
    """

    maps: Sequence[str]
    texts: Mapping[str, Callable[[Any], str]] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Series:
    """Outcome of a series; see `Classification`.

    All maps have the legend of the model. ``n_sampled`` counts the pixels of all samples.
    """

    sources: list[RasterSource]
    maps: list[ClassMap]
    model: ClusterModel
    n_sampled: int
    borders: list[Border | None]
    sampled_again: bool
    n_iter: int


def classify_many(
    sources: Sequence[RasterSource],
    outputs: SeriesOutputs | Sequence[str],
    fit: FitOptions | None = None,
    options: MapOptions | None = None,
    workers: Workers | None = None,
    on_needs: OnNeeds | None = None,
) -> Series:
    """Fit one model to pixels of several rasters, and write a map of each.

    Every raster contributes about as many pixels to the sample.

    Parameters
    ----------
    sources : sequence of RasterSource
        With equal bands, see `band_matching.in_bands_of`; the grids may differ.
    outputs : SeriesOutputs or sequence of str
        Paths stand for the GeoTIFFs alone.
    fit : FitOptions, optional
        ``sample_size`` counts the pixels of all rasters together, and is not 0.
    options : MapOptions, optional
        Each raster is classified completely. ``display`` belongs to the first raster.
    """
    run = _Run(sources, outputs, fit or FitOptions(), options or MapOptions(), workers or Workers())
    run.prepare(on_needs)
    with small_cache(run.cache_bytes()):
        everywhere = False
        while True:
            samples = run.sample(everywhere)
            found = run.fit(samples, everywhere)
            with Staging() as staging:
                maps = run.label(samples, found, staging, everywhere)
                if maps is not None:
                    return run.commit(maps, samples, found, staging, everywhere)
            everywhere = True


class _Run:
    """Series in progress, in five steps."""

    def __init__(
        self,
        sources: Sequence[RasterSource],
        outputs: SeriesOutputs | Sequence[str],
        fit: FitOptions,
        options: MapOptions,
        workers: Workers,
    ) -> None:
        self._sources = list(sources)
        if not isinstance(outputs, SeriesOutputs):
            outputs = SeriesOutputs(list(map(str, outputs)))
        self._outputs = outputs
        self._fit, self._options, self._workers = fit, options, workers

    def prepare(self, on_needs: OnNeeds | None) -> None:
        """Check options and outputs, and announce the needs."""
        sources, options = self._sources, self._options
        if not sources:
            raise ArgumentError("The series has no rasters. Give at least one.")
        if self._fit.uses_all_pixels:
            raise ArgumentError(
                "sample_size is 0 (all pixels), and a series needs a sample. Choose a number of "
                "pixels, such as {default}.",
                default=SAMPLE_SIZE,
            )
        self._fit.check(sources[0])
        options.check()
        check_distinct(self._outputs.maps)
        for path in self._outputs.maps:
            for source in sources:
                check_map_destination(path, source)
        self._least_pixels = [
            least_pixels(options.min_area, options.area_unit, source, source.grid.window)
            for source in sources
        ]
        self._announce_needs(on_needs)
        self._about = {
            **options.about,
            "parameters": {**self._fit.about(sources[0]), "n_rasters": len(sources)},
        }

    def cache_bytes(self) -> int:
        return max(cache_bytes(source, self._workers.n_workers) for source in self._sources)

    def sample(self, everywhere: bool) -> list[Sample]:
        """Draw a sample of each raster; it is empty if the raster has no valid pixel."""
        self._workers.watch.stage(until=0.97 if everywhere else 0.1)
        sources = self._sources
        each, left = divmod(self._fit.sample_size, len(sources))
        seed = self._fit.random_state
        draw = partial(draw_sample, random_state=seed, everywhere=everywhere)
        samples, nothing = [], None
        for n, source in enumerate(sources):
            share = max(1, each + (n < left))
            workers = self._workers.part(n / len(sources), (n + 1) / len(sources))
            try:
                with RasterReader(source) as reader:
                    sample = draw(reader, source.grid.window, share, workers)
            except NoValidPixelError as error:
                sample, nothing = _empty_sample(source), error
            # No more than its share, though a small raster would give more.
            samples.append(sample if len(sources) == 1 else sample.first(share))
        if nothing and not any(sample.n_samples for sample in samples):
            raise nothing
        return samples

    def fit(self, samples: Sequence[Sample], everywhere: bool) -> Found:
        """Fit a model to all samples, and name and colour its classes."""
        first, options = self._sources[0], self._options
        self._workers.watch.stage(until=0.98 if everywhere else 0.2)
        sample = _merged(samples, self._fit.random_state)
        found = find_clusters(sample, first, self._fit, self._workers)
        display = options.display
        if display is None or not set(display.bands) <= set(first.compared_bands):
            display = Display.of(first)
        origin = {**self._about, "grids": [vars(source.grid) for source in self._sources]}
        return with_legend(found, sample, first, options, display, (), origin)

    def label(
        self, samples: Sequence[Sample], found: Found, staging: Staging, everywhere: bool
    ) -> list[ClassMap] | None:
        """Label all rasters into staged files; None if a sample has missed a class."""
        self._workers.watch.stage(until=1.0 if everywhere else 0.95)
        maps, n_rasters = [], len(self._sources)
        for n, (source, path, least, sample) in enumerate(
            zip(self._sources, self._outputs.maps, self._least_pixels, samples)
        ):
            workers = self._workers.part(n / n_rasters, (n + 1) / n_rasters)
            with ExitStack() as stack:
                reader = stack.enter_context(RasterReader(source))
                window, outputs = source.grid.window, Outputs(path)
                job = LabelJob(reader, found.model, window, outputs, least, about=self._about)
                labelling = stack.enter_context(Labelling(job, staging))
                class_map = labelling.label(workers)
                if _has_missed(sample, found.model, class_map, source):
                    return None
                # Complete, and so closed, one after the other: a series may have more maps than a
                # process may have open files.
                maps.append(labelling.complete(class_map, workers))
        return maps

    def commit(
        self,
        maps: list[ClassMap],
        samples: Sequence[Sample],
        found: Found,
        staging: Staging,
        everywhere: bool,
    ) -> Series:
        """Make the texts, and move all outputs to their destinations."""
        series = Series(
            sources=self._sources,
            maps=maps,
            model=found.model,
            n_sampled=sum(sample.n_samples for sample in samples),
            borders=[sample.border for sample in samples],
            sampled_again=everywhere,
            n_iter=found.n_iter,
        )
        commit_outcome(series, self._outputs.texts, staging, self._workers.watch)
        return series

    def _announce_needs(self, on_needs: OnNeeds | None) -> None:
        """Announce the needs of one raster after the other; the disk has to hold all maps."""
        fit, each = self._fit, []
        for source, least in zip(self._sources, self._least_pixels):
            work = Work(
                n_clusters=fit.n_clusters,
                sample_size=fit.sample_size,
                n_components=fit.n_components,
                is_cleaned=least > 1,
            )
            each.append(estimate(source, source.grid.window, work, self._workers))
        needs = Needs(
            n_pixels=sum(one.n_pixels for one in each),
            memory=max(one.memory for one in each),
            disk=sum(one.disk for one in each),
            scratch=max(one.scratch for one in each),
        )
        announce_needs(self._outputs.maps[0], needs, on_needs)


def _empty_sample(source: RasterSource) -> Sample:
    empty = np.empty((len(source.feature_names), 0), dtype=source.feature_dtype)
    return Sample(empty, np.empty((0, 0)), 0, source.grid.window.n_pixels)


def _merged(samples: Sequence[Sample], random_state: int) -> Sample:
    """Return the pixels of all samples in random order."""
    values = np.concatenate([sample.values for sample in samples], axis=1)
    if len(samples) > 1:
        values = values[:, np.random.default_rng(random_state).permutation(values.shape[1])]
    n_valid = sum(sample.n_valid for sample in samples)
    n_read = sum(sample.n_read for sample in samples)
    return Sample(values, np.empty((0, values.shape[1])), n_valid, n_read)


def _has_missed(
    sample: Sample, model: ClusterModel, class_map: ClassMap, source: RasterSource
) -> bool:
    if sample.n_read == source.grid.window.n_pixels:
        return False
    _, inertia = model.label(sample.values, np.ones(sample.n_samples, dtype=bool))
    return has_missed_something(
        model.algorithm, inertia / sample.n_samples, class_map.inertia_per_pixel, len(model.centers)
    )
