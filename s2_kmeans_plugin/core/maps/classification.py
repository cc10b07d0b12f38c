"""Classification of a raster: sample, fit, label, commit."""

from __future__ import annotations

import time
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from ..clustering.fit import Fit
from ..clustering.refine import refine
from ..files.commit import Staging
from ..models.border import Border
from ..models.model import ClusterModel
from ..models.sampling import Sample, draw_sample, has_missed_something
from ..models.search import FitOptions, Found, find_clusters
from ..numerics.components import Projection
from ..parallel.windows import Workers
from ..raster.gdal_cache import cache_bytes, small_cache
from ..raster.in_memory import InMemoryReader, in_memory_bytes
from ..raster.interfaces import Reader
from ..raster.projected_reader import ProjectedReader
from ..raster.reader import RasterReader
from ..raster.source import RasterSource
from .class_facts import N_SAMPLE_PIXELS, ClassFacts
from .cleaning import least_pixels
from .display import Display, shown_bands
from .labelling import LabelJob, Labelling, check_outputs
from .naming import with_legend
from .needs import OnNeeds, Work, announce_needs, estimate
from .options import MapOptions, Outputs, commit_outcome
from .tally import ClassMap


@dataclass(frozen=True, eq=False)
class Classification(ClassMap):
    """Outcome of a classification.

    Attributes
    ----------
    n_sampled : int
        Pixels of the sample.
    sampled_again : bool
        Whether the first sample had missed a class, so that a second one was drawn from the whole
        raster.
    n_iter : int
        Iterations of the chosen fit, including passes over all pixels.
    seconds : dict of str to float
        Time of the stages ``sample``, ``fit`` and ``classify``.
    facts : ClassFacts or None
        None if not requested.
    """

    source: RasterSource
    model: ClusterModel
    n_sampled: int
    border: Border | None
    sampled_again: bool
    n_iter: int
    seconds: dict[str, float]
    facts: ClassFacts | None


def classify(
    source: RasterSource,
    outputs: Outputs | str,
    fit: FitOptions | None = None,
    options: MapOptions | None = None,
    workers: Workers | None = None,
    on_needs: OnNeeds | None = None,
) -> Classification:
    """Classify the pixels of a raster without training data, and write the map.

    Parameters
    ----------
    outputs : Outputs or str
        A path stands for the GeoTIFF of classes.
    on_needs : callable, optional
        Receives the `Needs` of the run before it starts.

    Raises
    ------
    CoreError
        If an option is out of its range, a package is missing, the raster cannot be read, an output
        cannot be written, or the watch of the workers was cancelled. All files stay unchanged.
    """
    with ExitStack() as stack:
        run = _Run(source, outputs, fit, options, workers)
        run.prepare(on_needs, stack)
        everywhere = False
        while True:
            sample = run.sample(everywhere)
            found = run.fit(sample, everywhere)
            with Staging() as staging:
                labelled = run.label(sample, found, staging)
                if labelled is not None:
                    return run.commit(labelled, sample, found, staging)
            everywhere = True


class _Run:
    """Classification in progress, in five steps."""

    def __init__(
        self,
        source: RasterSource,
        outputs: Outputs | str,
        fit: FitOptions | None,
        options: MapOptions | None,
        workers: Workers | None,
    ) -> None:
        self._source = source
        self._outputs = Outputs.of(outputs)
        self._fit = fit or FitOptions()
        self._options = options or MapOptions()
        self._workers = workers or Workers()
        self._window = self._options.window or source.grid.window
        self._seconds: dict[str, float] = {}

    def prepare(self, on_needs: OnNeeds | None, stack: ExitStack) -> None:
        """Check options and outputs, announce the needs, and open the raster until stack ends."""
        source, window, workers = self._source, self._window, self._workers
        self._fit.check(source)
        self._options.check()
        check_outputs(self._outputs, source)
        options = self._options
        self._least_pixels = least_pixels(options.min_area, options.area_unit, source, window)
        in_memory = in_memory_bytes(source, window)
        work = Work(
            n_clusters=self._fit.n_clusters,
            sample_size=self._fit.n_drawn,
            n_rasters=self._outputs.n_rasters,
            n_components=self._fit.n_components,
            is_cleaned=self._least_pixels > 1,
            in_memory=in_memory,
        )
        needs = estimate(source, window, work, workers)
        announce_needs(self._outputs.classes, needs, on_needs)
        self._lap = time.perf_counter()
        stack.enter_context(small_cache(cache_bytes(source, workers.n_workers)))
        reader = stack.enter_context(RasterReader(source))
        self._reader: Reader = InMemoryReader(reader, window) if in_memory else reader
        self._to_display: Reader | None = None
        if self._other_bands:
            others = source.choose(self._other_bands)
            self._to_display = stack.enter_context(RasterReader(others))

    def sample(self, everywhere: bool) -> Sample:
        """Draw pixels from tiles that are spread over the raster, or from all of it."""
        self._everywhere = everywhere
        self._workers.watch.stage(until=0.97 if everywhere else 0.1)
        sample = draw_sample(
            self._reader,
            self._window,
            self._fit.n_drawn,
            self._workers,
            random_state=self._fit.random_state,
            everywhere=everywhere,
            display=self._to_display,
        )
        self._take_time("sample")
        return sample

    def fit(self, sample: Sample, everywhere: bool) -> Found:
        """Fit a model to the sample, and name and colour its classes."""
        self._workers.watch.stage(until=0.98 if everywhere else 0.2)
        is_part = sample.n_samples < sample.n_valid
        found = find_clusters(
            sample,
            self._source,
            self._fit,
            self._workers,
            refine=self._refine if self._fit.uses_all_pixels and is_part else None,
        )
        found = with_legend(
            found,
            sample,
            self._source,
            self._options,
            self._display,
            self._other_bands,
            {**self._about, "grid": vars(self._source.grid)},
        )
        self._take_time("fit")
        return found

    def label(self, sample: Sample, found: Found, staging: Staging) -> ClassMap | None:
        """Label every pixel into staged files; None if the sample has missed a class."""
        is_whole = sample.n_read == self._window.n_pixels
        watch = self._workers.watch
        watch.stage(until=1.0 if is_whole else 0.95)
        shown = shown_bands(self._display, self._source) if self._outputs.with_facts else ()
        job = LabelJob(
            self._reader,
            found.model,
            self._window,
            self._outputs,
            least_pixels=self._least_pixels,
            preview_bands=shown,
            about=self._about,
        )
        with Labelling(job, staging) as labelling:
            class_map = labelling.label(self._workers)
            if is_whole or not has_missed_something(
                self._fit.algorithm,
                found.inertia_per_pixel,
                class_map.inertia_per_pixel,
                len(found.model.centers),
            ):
                class_map = labelling.complete(class_map, self._workers)
                self._take_time("classify")
                return class_map
        self._take_time("classify")
        return None

    def commit(
        self, class_map: ClassMap, sample: Sample, found: Found, staging: Staging
    ) -> Classification:
        """Make the texts, and move all outputs to their destinations."""
        with_facts = self._outputs.with_facts
        outcome = Classification(
            **vars(class_map),
            source=self._source,
            model=found.model,
            n_sampled=sample.n_samples,
            border=sample.border,
            sampled_again=self._everywhere,
            n_iter=found.n_iter,
            seconds=self._seconds,
            facts=self._facts(class_map, found.model, sample) if with_facts else None,
        )
        commit_outcome(outcome, self._outputs.texts, staging, self._workers.watch)
        return outcome

    @cached_property
    def _display(self) -> Display:
        return self._options.display or Display.of(self._source)

    @cached_property
    def _other_bands(self) -> tuple[int, ...]:
        """Bands shown on screen but not compared; the sample has them for the colours."""
        if self._options.palette != "image":
            return ()
        return tuple(sorted(set(self._display.bands) - set(self._source.compared_bands)))

    @cached_property
    def _about(self) -> dict[str, Any]:
        window = self._window
        cleaning = {"least_pixels": self._least_pixels} if self._least_pixels > 1 else {}
        return {
            **self._options.about,
            "parameters": {
                **self._fit.about(self._source),
                **cleaning,
                "window": [window.col, window.row, window.width, window.height],
            },
        }

    def _refine(self, fitted: Fit, values: np.ndarray, projection: Projection | None) -> Fit:
        self._workers.watch.stage(until=0.99 if self._everywhere else 0.7)
        reader = ProjectedReader(self._reader, projection) if projection else self._reader
        windows = self._source.windows(self._window)
        return refine(fitted, reader, windows, values, self._fit.max_iter, self._workers)

    def _facts(self, class_map: ClassMap, model: ClusterModel, sample: Sample) -> ClassFacts:
        values = sample.values[:, :N_SAMPLE_PIXELS]
        classes, _ = model.label(values, np.ones(values.shape[1], dtype=bool))
        return ClassFacts.of(
            class_map,
            self._source,
            self._display,
            sample,
            classes,
            band_names=model.band_names[: model.n_bands],
            index_names=model.band_names[model.n_bands :],
            scale=model.feature_scale,
        )

    def _take_time(self, stage: str) -> None:
        now = time.perf_counter()
        self._seconds[stage] = self._seconds.get(stage, 0.0) + now - self._lap
        self._lap = now
