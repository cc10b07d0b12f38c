"""Labels a raster with a model, window by window, into the files and figures asked for."""

import os
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial

import numpy as np

from .confidence import confidence, posterior_confidence
from .errors import RasterError
from .parallel import ordered_map
from .preview import Preview, thinned
from .raster.writer import ClassWriter, ConfidenceWriter, check_destination
from .statistics import ClassStatistics


@dataclass(frozen=True)
class ClassMap:
    """A raster in classes.

    Attributes
    ----------
    grid : Grid
    legend : tuple of ClassEntry
    counts : ndarray of int, shape (n_classes,)
        Pixels of each class, in the order of the legend, as all that follows.
    hectares : ndarray of float or None, shape (n_classes,)
        None where the unit of the grid is not known.
    n_nodata : int
        Pixels of no class.
    inertia : float
        Sum over all valid pixels of the squared, scaled distance to the nearest centre.
    statistics : ClassStatistics or None
        None where they were not asked for.
    preview : Preview or None
        None where it was not asked for.
    """

    grid: object
    legend: tuple
    counts: np.ndarray
    hectares: np.ndarray
    n_nodata: int
    inertia: float
    statistics: ClassStatistics
    preview: Preview

    @property
    def n_pixels(self):
        return int(self.counts.sum())

    @property
    def inertia_per_pixel(self):
        return self.inertia / max(1, self.n_pixels)


def check_outputs(path, confidence_path, source):
    """Refuse destinations that cannot be written, or that would destroy the input or each other.

    Raises
    ------
    RasterError
    """
    check_destination(path, source)
    if confidence_path:
        check_destination(confidence_path, source)
        if os.path.realpath(confidence_path) == os.path.realpath(path):
            raise RasterError(
                "{path} is named for the classes and for the confidence: give each a name of its "
                "own.",
                path=path,
            )


class Labelling:
    """Writes the classes of a raster; nothing is at its place before `finish`.

    Parameters
    ----------
    reader : RasterReader
    model : ClusterModel
    window : Window
        The part to label.
    path : str
        Of the GeoTIFF of classes.
    confidence_path : str, optional
        Of a GeoTIFF of how sure each class is.
    with_statistics : bool
        Whether to add up the bands of each class.
    preview_bands : sequence of int, optional
        Of what is compared, counted from 0, the bands to keep of every so many-th pixel.
    about : dict, optional
        How the map comes about, in JSON's types; goes into the metadata of the GeoTIFF.
    """

    def __init__(
        self,
        reader,
        model,
        window,
        path,
        *,
        confidence_path=None,
        with_statistics=False,
        preview_bands=None,
        about=None,
    ):
        self._reader = reader
        self._model = model
        self._window = window
        self._with_statistics = with_statistics
        self._preview_bands = preview_bands
        grid = reader.source.grid.crop(window)
        _, height = reader.source.window_shape()
        self._classes = ClassWriter(path, grid, model.legend, height, about)
        self._confidence = confidence_path and ConfidenceWriter(confidence_path, grid, height)
        self._open = ExitStack()

    def __enter__(self):
        with ExitStack() as stack:
            stack.enter_context(self._classes)
            if self._confidence:
                stack.enter_context(self._confidence)
            self._open = stack.pop_all()
        return self

    def __exit__(self, *_):
        self._open.close()

    def run(self, *, executor, in_flight, watch):
        """Label all windows and write them in order.

        Parameters
        ----------
        executor : concurrent.futures.Executor or None
        in_flight : int
        watch : Watch

        Returns
        -------
        ClassMap
        """
        source = self._reader.source
        preview = None
        if self._preview_bands is not None:
            preview = Preview.empty(self._window, len(self._preview_bands), source.feature_dtype)
        tally = _Tally(self._model, source.grid, self._with_statistics, preview)
        windows = source.windows(self._window)
        label = partial(
            _label_window,
            self._reader,
            self._model,
            self._confidence is not None,
            self._with_statistics,
            None if preview is None else (self._window, preview.step, self._preview_bands),
        )
        labelled = ordered_map(executor, label, windows, in_flight, watch.check)
        for n_done, (part, outcome) in enumerate(zip(windows, labelled), start=1):
            place = part.seen_from(self._window)
            self._classes.write(place, outcome.classes)
            if self._confidence:
                self._confidence.write(place, outcome.confidence)
            tally.add(part, outcome)
            watch.at(n_done / len(windows))
        return tally.class_map(source.grid.crop(self._window), self._model.legend)

    def finish(self, class_map):
        """Move all files to their places."""
        if self._confidence:
            self._confidence.finish()
        self._classes.finish(class_map.counts)


@dataclass(frozen=True)
class _Labelled:
    classes: np.ndarray
    inertia: float
    confidence: np.ndarray
    statistics: ClassStatistics
    small: tuple


def _label_window(reader, model, with_confidence, with_statistics, preview, window):
    values, valid = reader.read(window)
    classes, inertia = model.label(values, valid)
    sure = sums = small = None
    if with_confidence:
        sure = _confidence(model, values, classes > 0)
    if with_statistics:
        sums = ClassStatistics.of(values, classes, model.largest_class, model.feature_offset)
    if preview is not None:
        whole, step, bands = preview
        small = tuple(
            thinned(array, window, whole, step) for array in (values[list(bands)], classes)
        )
    return _Labelled(classes, inertia, sure, sums, small)


def _confidence(model, values, valid):
    values = model.project(values)
    if model.covariances is not None:
        return posterior_confidence(values, valid, model.labeller(), model.values)
    return confidence(values, valid, model.centers, model.offset, model.scale, model.values)


class _Tally:
    """Adds up what the windows hold, by the value of the class; 0 is nodata."""

    def __init__(self, model, grid, with_statistics, preview):
        self._grid = grid
        self._preview = preview
        self._counts = np.zeros(model.largest_class + 1, dtype=np.int64)
        known = grid.hectares_per_pixel(grid.window) is not None
        self._hectares = np.zeros(model.largest_class + 1) if known else None
        self._inertia = 0.0
        self._statistics = None
        if with_statistics:
            self._statistics = ClassStatistics.zero(model.largest_class, model.feature_offset)

    def add(self, window, labelled):
        counts = np.bincount(labelled.classes.ravel(), minlength=self._counts.size)
        self._counts += counts
        self._inertia += labelled.inertia
        if self._hectares is not None:
            self._hectares += counts * self._grid.hectares_per_pixel(window)
        if self._statistics is not None:
            self._statistics += labelled.statistics
        if self._preview is not None:
            self._preview.add(window, *labelled.small)

    def class_map(self, grid, legend):
        values = [entry.value for entry in legend]
        return ClassMap(
            grid=grid,
            legend=legend,
            counts=self._counts[values],
            hectares=None if self._hectares is None else self._hectares[values],
            n_nodata=int(self._counts[0]),
            inertia=self._inertia,
            statistics=self._statistics and self._statistics.take([value - 1 for value in values]),
            preview=self._preview,
        )
