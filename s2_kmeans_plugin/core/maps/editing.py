"""Edits the classes of a map, window by window, and those of the model that it came from."""

from dataclasses import dataclass
from functools import partial

import numpy as np

from ..choices import MAX_CLASSES
from ..errors import RasterError
from ..models.model import ClusterModel
from ..numerics.areas import Areas
from ..numerics.grouped import counted
from ..parallel.windows import by_window, way_of_working
from ..raster.class_map import named_classes, read_classes, read_legend
from ..raster.geotiff import ClassWriter, check_destination
from ..raster.reader import RasterReader, cache_bytes, small_cache
from .edit_plan import plan
from .needs import tell_needs

# Nodata, 0, and the classes.
_N_VALUES = MAX_CLASSES + 1


@dataclass(frozen=True)
class EditedMap:
    """A map of classes after an edit.

    Attributes
    ----------
    legend : tuple of ClassEntry
    counts : ndarray of int, shape (n_classes,)
        Pixels of each class, in the order of the legend.
    hectares : ndarray of float or None, shape (n_classes,)
        None where the unit of the grid is not known.
    n_nodata : int
        Pixels of no class.
    unknown : tuple of int
        Classes that were to be edited and that neither map nor model has.
    model : ClusterModel or None
        That gives the same classes.
    """

    legend: tuple
    counts: np.ndarray
    hectares: np.ndarray
    n_nodata: int
    unknown: tuple
    model: ClusterModel

    @property
    def n_pixels(self):
        return int(self.counts.sum())


def edit_classes(
    source,
    edits,
    path,
    *,
    model=None,
    about=None,
    executor=None,
    n_workers=None,
    on_needs=None,
    progress=None,
    is_cancelled=None,
):
    """Merge, rename, recolour and drop the classes of a map, and write it as a GeoTIFF.

    The classes of a map are those that its file names and those that its pixels have.

    Parameters
    ----------
    source : RasterSource
        Of one band.
    edits : sequence of Edit
    path : str
        Of the GeoTIFF; replaced when the run succeeds, untouched when it does not.
    model : ClusterModel, optional
        The one that the map comes from, to be edited alike. It also names and colours the classes
        of which the file of the map tells nothing.
    about : dict, optional
        How the map comes about, in JSON's types; goes into the GeoTIFF and the model.
    executor, n_workers, on_needs, progress, is_cancelled
        As in `pipeline.classify`.

    Returns
    -------
    EditedMap

    Raises
    ------
    RasterError
        When the map cannot be read, has none of the classes, would be left without any, or the
        GeoTIFF cannot be written.
    ArgumentError
        When an argument is out of its range.
    Cancelled
        When ``is_cancelled`` said so.
    """
    check_destination(path, source)
    n_workers, parallel = way_of_working(executor, n_workers, progress, is_cancelled)
    watch = parallel["watch"]
    tell_needs(
        path,
        source,
        source.grid.window,
        on_needs,
        n_clusters=1,
        sample_size=1,
        n_workers=n_workers,
        in_flight=parallel["in_flight"],
    )
    about = {**({"model": model.about} if model else {}), **(about or {})}
    with small_cache(cache_bytes(source, n_workers)), RasterReader(source) as reader:
        watch.stage(until=0.5)
        areas = _count(reader, **parallel)
        counts, hectares = areas.counts, areas.hectares
        told = model.legend if model else ()
        present = sorted({*np.flatnonzero(counts).tolist(), *named_classes(source)} - {0})
        old = {entry.value: entry for entry in told}
        old.update(read_legend(source, present, told))
        planned = plan(edits, old, counts)
        _check(planned, edits, source, present, model)
        legend = planned.legend_of(present)
        counts = np.bincount(planned.lookup, counts, _N_VALUES).astype(np.int64)
        if hectares is not None:
            hectares = np.bincount(planned.lookup, hectares, _N_VALUES)
        values = [entry.value for entry in legend]
        watch.stage(until=1.0)
        _write(path, reader, planned.lookup, legend, counts[values], about, **parallel)
    return EditedMap(
        legend=legend,
        counts=counts[values],
        hectares=None if hectares is None else hectares[values],
        n_nodata=int(counts[0]),
        unknown=planned.unknown,
        model=planned.model(model, about) if model else None,
    )


def _count(reader, **parallel):
    """Areas of each value, 0 to 255."""
    source = reader.source
    areas = Areas(source.grid, _N_VALUES)
    windows = source.windows(source.grid.window)
    for window, counts in by_window(partial(_values, reader), windows, **parallel):
        areas.add(window, counts)
    return areas


def _values(reader, window):
    return counted(read_classes(reader, window), _N_VALUES)


def _check(planned, edits, source, present, model):
    if not present:
        raise RasterError(
            "{path} has no classes, only nodata: choose a map of classes.", path=source.path
        )
    if len(planned.unknown) == len(edits):
        raise RasterError(
            "{path} has none of the classes that are to be changed, {wanted}: it has {offered}. "
            "Choose the table that belongs to it.",
            path=source.path,
            wanted=", ".join(map(str, planned.unknown)),
            offered=", ".join(map(str, present)),
        )
    for values in (present, model.values if model else present):
        if not planned.legend_of(values):
            raise RasterError(
                "Every class of {path} or of its model would become nodata: keep at least one.",
                path=source.path,
            )


def _write(path, reader, lookup, legend, counts, about, **parallel):
    source = reader.source
    windows = source.windows(source.grid.window)
    _, height = source.window_shape()
    with ClassWriter(path, source.grid, legend, height, about) as writer:
        for window, classes in by_window(partial(_edited, reader, lookup), windows, **parallel):
            writer.write(window, classes)
        writer.finish(counts)


def _edited(reader, lookup, window):
    return lookup[read_classes(reader, window)]
