"""Writing of maps, window by window, into staged files: labelling with a model, and recoding."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from ..clustering.normal import MostLikely
from ..files.checks import check_distinct
from ..files.commit import StagedFile, Staging
from ..legend import ClassEntry
from ..models.model import ClusterModel
from ..parallel.windows import Workers, by_window
from ..raster.geotiff import ClassWriter, ConfidenceWriter, check_map_destination
from ..raster.grid import Window
from ..raster.interfaces import Reader
from ..raster.polygons import check_polygons, write_polygons
from ..raster.sieve import SievedMap
from ..raster.source import RasterSource
from .confidence import confidence, posterior_confidence
from .options import Outputs
from .preview import PreviewGrid
from .tally import ClassMap, TallyPlan, WindowSums

# Progress of a labelling after which cleaning, and after which drawing of polygons begins. Chosen.
_LABELLED, _CLEANED = 0.4, 0.8


def check_outputs(outputs: Outputs, source: RasterSource) -> None:
    """Raise FileError for an output that cannot be written, or replaces an input or output."""
    check_map_destination(outputs.classes, source)
    if outputs.confidence:
        check_map_destination(outputs.confidence, source)
    if outputs.polygons:
        check_polygons(outputs.polygons.path, source)
    check_distinct((outputs.classes, outputs.confidence))


@dataclass(frozen=True, eq=False)
class LabelJob:
    """Model, the pixels that it labels, and what is computed of them.

    Attributes
    ----------
    least_pixels : int
        Smaller patches become part of their largest neighbours; 0 or 1 keeps all.
    preview_bands : sequence of int
        Positions of the previewed bands among the features; empty for no preview.
    about : dict
        Origin of the map for the metadata of the GeoTIFF.
    """

    reader: Reader
    model: ClusterModel
    window: Window
    outputs: Outputs
    least_pixels: int = 0
    preview_bands: Sequence[int] = ()
    about: dict[str, Any] | None = None

    @property
    def is_cleaned(self) -> bool:
        return self.least_pixels > 1

    @property
    def windows(self) -> list[Window]:
        return self.reader.source.windows(self.window)

    def plan(self) -> TallyPlan:
        """Return what is counted of the final map."""
        needs_offset = self.outputs.with_statistics or self.outputs.with_facts
        return TallyPlan(
            self.model.largest_class,
            offset=self.model.feature_offset if needs_offset else None,
            preview=PreviewGrid.of(self.window) if self.preview_bands else None,
            preview_bands=self.preview_bands,
        )


class Labelling:
    """Writer of the classes of a raster into staged files.

    Used as a context manager: `label`, then `complete`. The staging commits the files.
    """

    def __init__(self, job: LabelJob, staging: Staging) -> None:
        self._job = job
        outputs = job.outputs
        self._grid = job.reader.source.grid.crop(job.window)
        _, height = job.reader.source.window_shape()
        self._classes = ClassWriter(
            staging.file(outputs.classes), self._grid, job.model.legend, height, job.about
        )
        self._confidence = self._scratch = self._polygons = None
        if outputs.confidence:
            self._confidence = ConfidenceWriter(
                staging.file(outputs.confidence), self._grid, height
            )
        if job.is_cleaned:
            self._scratch_file = staging.scratch(outputs.classes)
            self._scratch = SievedMap(self._scratch_file, self._grid, height)
        if outputs.polygons:
            self._polygons = staging.file(outputs.polygons.path)
        self._open = ExitStack()

    def __enter__(self) -> Labelling:
        with ExitStack() as stack:
            for writer in (self._classes, self._confidence, self._scratch):
                if writer:
                    stack.enter_context(writer)
            self._open = stack.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def label(self, workers: Workers) -> ClassMap:
        """Label all windows, and write them in order.

        The result has no statistics and no preview if the map is still to be cleaned.
        """
        job = self._job
        plan = job.plan()
        if self._scratch:
            plan = plan.counts_only()
        if self._scratch or self._polygons:
            workers = workers.part(0, _LABELLED)
        tally = plan.tally(job.reader.source.grid, job.reader.source.feature_dtype)
        inertia = 0.0
        label = partial(_label_window, job.reader, job.model, self._confidence is not None, plan)
        for window, labelled in by_window(label, job.windows, workers):
            place = window.relative_to(job.window)
            (self._scratch or self._classes).write(place, labelled.classes)
            if self._confidence and labelled.confidence is not None:
                self._confidence.write(place, labelled.confidence)
            tally.add(window, labelled.sums)
            inertia += labelled.inertia
        return tally.class_map(self._grid, job.model.legend, inertia)

    def complete(self, class_map: ClassMap, workers: Workers) -> ClassMap:
        """Clean the map, draw its polygons, as far as requested, and close all files.

        Returns the contents of the final map, given those of `label`. The stage is that of `label`.
        """
        if self._scratch:
            end = _CLEANED if self._polygons else 1.0
            class_map = self._clean(self._scratch, class_map.inertia, workers, end)
        options = self._job.outputs.polygons
        if options and self._polygons:
            watch = workers.part(_CLEANED if self._scratch else _LABELLED, 1.0).watch
            look = options.each_patch, options.style_of
            write_polygons(self._polygons, self._classes.dataset, class_map, *look, watch)
        self._classes.add_table(class_map.counts)
        self._classes.seal()
        if self._confidence:
            self._confidence.seal()
        return class_map

    def _clean(self, scratch: SievedMap, inertia: float, workers: Workers, end: float) -> ClassMap:
        """Sieve the scratch map, and write the cleaned classes in order."""
        job = self._job
        middle = (_LABELLED + end) / 2
        scratch.sieve(job.least_pixels, workers.part(_LABELLED, middle).watch)
        plan = job.plan()
        tally = plan.tally(job.reader.source.grid, job.reader.source.feature_dtype)
        # Read in this process: the scratch map lies where workers elsewhere cannot open it.
        jobs = ((window, scratch.read(window.relative_to(job.window))) for window in job.windows)
        describe = partial(_describe_window, job.reader, plan)
        for window, (classes, sums) in by_window(
            describe, job.windows, workers.part(middle, end), jobs
        ):
            self._classes.write(window.relative_to(job.window), classes)
            tally.add(window, sums)
        # Removed now: a series may have more maps than the disk has room for their scratch files.
        scratch.__exit__()
        self._scratch_file.discard()
        return tally.class_map(self._grid, job.model.legend, inertia)


def write_recoded(
    file: StagedFile,
    source: RasterSource,
    recode: Callable[[Window], np.ndarray],
    legend: Sequence[ClassEntry],
    counts: np.ndarray,
    about: dict[str, Any] | None,
    workers: Workers,
) -> None:
    """Write a map whose classes follow from those of other maps on the grid of a source."""
    windows = source.windows(source.grid.window)
    _, height = source.window_shape()
    with ClassWriter(file, source.grid, legend, height, about) as writer:
        for window, classes in by_window(recode, windows, workers):
            writer.write(window, classes)
        writer.add_table(counts)
        writer.seal()


@dataclass(frozen=True, eq=False)
class _Labelled:
    classes: np.ndarray
    inertia: float
    confidence: np.ndarray | None
    sums: WindowSums


def _label_window(
    reader: Reader, model: ClusterModel, with_confidence: bool, plan: TallyPlan, window: Window
) -> _Labelled:
    values, valid = reader.read(window)
    classes, inertia = model.label(values, valid)
    percent = _confidence(model, values, classes > 0) if with_confidence else None
    return _Labelled(classes, inertia, percent, plan.sums(window, values, classes))


def _describe_window(
    reader: Reader, plan: TallyPlan, job: tuple[Window, np.ndarray]
) -> tuple[np.ndarray, WindowSums]:
    window, classes = job
    values = reader.read(window).values if plan.needs_values else None
    return classes, plan.sums(window, values, classes)


def _confidence(model: ClusterModel, values: np.ndarray, valid: np.ndarray) -> np.ndarray:
    values, labeller = model.project(values), model.labeller()
    if isinstance(labeller, MostLikely):
        return posterior_confidence(values, valid, labeller, model.values)
    return confidence(values, valid, model.centers, model.offset, model.scale, model.values)
