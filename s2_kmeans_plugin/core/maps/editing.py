"""Editing of a map of classes: merge, rename, recolour, remove."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from ..choices import MAX_CLASSES
from ..errors import RasterError
from ..files.commit import Staging
from ..models.model import ClusterModel
from ..parallel.windows import Workers, by_window
from ..raster.class_map import named_classes, read_classes, read_legend
from ..raster.gdal_cache import cache_bytes, small_cache
from ..raster.geotiff import check_map_destination
from ..raster.grid import Window
from ..raster.reader import RasterReader
from ..raster.source import RasterSource
from .edit_plan import Edit, Plan, plan
from .labelling import write_recoded
from .needs import OnNeeds, Work, announce_needs, estimate
from .options import Outputs, commit_outcome
from .tally import ClassMap, Tally, TallyPlan, WindowSums


@dataclass(frozen=True, eq=False)
class EditedMap(ClassMap):
    """Outcome of an edit; neither map nor model has the unknown classes that the edits name."""

    unknown: tuple[int, ...]
    model: ClusterModel | None


def edit_classes(
    source: RasterSource,
    edits: Sequence[Edit],
    outputs: Outputs | str,
    *,
    model: ClusterModel | None = None,
    about: Mapping[str, Any] | None = None,
    workers: Workers | None = None,
    on_needs: OnNeeds | None = None,
) -> EditedMap:
    """Merge, rename, recolour and remove the classes of a map, and write the new map.

    The classes of a map are those that its file names and those that its pixels have. The edits
    must name one of them and keep one, or RasterError is raised.

    Parameters
    ----------
    outputs : Outputs or str
        ``classes`` and ``texts``.
    model : ClusterModel, optional
        Model of the map; it gets the same edits. It names and colours classes that the file of the
        map does not describe.
    about : mapping, optional
        Origin of the map, of JSON's types, for the GeoTIFF and the model.
    """
    outputs, workers = Outputs.of(outputs), workers or Workers()
    path = outputs.classes
    check_map_destination(path, source)
    announce_needs(path, estimate(source, source.grid.window, Work(), workers), on_needs)
    about = {**({"model": model.about} if model else {}), **(about or {})}
    with small_cache(cache_bytes(source, workers.n_workers)), RasterReader(source) as reader:
        workers.watch.stage(until=0.5)
        tally = _count(reader, workers)
        planned, present = _plan(source, edits, model, tally.areas.counts)
        tally.areas.renumber(planned.lookup)
        edited = EditedMap(
            **vars(tally.class_map(source.grid, planned.legend_of(present))),
            unknown=planned.unknown,
            model=planned.model(model, about) if model else None,
        )
        workers.watch.stage(until=1.0)
        with Staging() as staging:
            recode = partial(_look_up, reader, planned.lookup)
            legend, counts = edited.legend, edited.counts
            write_recoded(staging.file(path), source, recode, legend, counts, about, workers)
            commit_outcome(edited, outputs.texts, staging, workers.watch)
    return edited


def _count(reader: RasterReader, workers: Workers) -> Tally:
    """Return pixels and areas of each value, 0 to 255."""
    source, counted = reader.source, TallyPlan(MAX_CLASSES)
    windows = source.windows(source.grid.window)
    tally = counted.tally(source.grid, source.dtype)
    return tally.add_all(by_window(partial(_sums, reader, counted), windows, workers))


def _sums(reader: RasterReader, counted: TallyPlan, window: Window) -> WindowSums:
    return counted.sums(window, None, read_classes(reader, window))


def _plan(
    source: RasterSource, edits: Sequence[Edit], model: ClusterModel | None, counts: np.ndarray
) -> tuple[Plan, list[int]]:
    """Return the plan of the edits, and the classes that the map has."""
    of_model = model.legend if model else ()
    present = sorted({*np.flatnonzero(counts).tolist(), *named_classes(source)} - {0})
    old = {entry.value: entry for entry in of_model}
    old.update(read_legend(source, present, of_model))
    planned = plan(edits, old, counts)
    _check(planned, edits, source, present, model)
    return planned, present


def _check(
    planned: Plan,
    edits: Sequence[Edit],
    source: RasterSource,
    present: Sequence[int],
    model: ClusterModel | None,
) -> None:
    if not present:
        raise RasterError(
            "{path} has only nodata and no classes. Choose a map of classes.", path=source.path
        )
    if len(planned.unknown) == len(edits):
        raise RasterError(
            "{path} has the classes {offered}, and the edits name other ones, {wanted}. Choose the "
            "table of this map.",
            path=source.path,
            wanted=", ".join(map(str, planned.unknown)),
            offered=", ".join(map(str, present)),
        )
    for values in (present, model.values if model else present):
        if not planned.legend_of(values):
            raise RasterError(
                "The edits turn every class of {path} or of its model into nodata. Keep at least "
                "one class.",
                path=source.path,
            )


def _look_up(reader: RasterReader, lookup: np.ndarray, window: Window) -> np.ndarray:
    return lookup[read_classes(reader, window)]
