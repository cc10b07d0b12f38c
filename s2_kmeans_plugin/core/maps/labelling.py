"""Labels a raster with a model, window by window, into the files and figures asked for."""

from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from ..files.checks import check_distinct
from ..numerics.areas import Areas
from ..numerics.class_statistics import ClassStatistics
from ..numerics.grouped import counted
from ..parallel.windows import by_window
from ..raster.geotiff import ClassWriter, ConfidenceWriter, check_destination
from ..raster.polygons import PolygonWriter, check_polygons
from ..raster.sieve import SievedMap
from .confidence import confidence, posterior_confidence
from .preview import Preview, thinned

# Of the progress: until what the map is labelled where more is to come, and cleaned where it is
# drawn afterwards.
_LABELLED, _CLEANED = 0.4, 0.8


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
        Sum over all valid pixels of the squared, scaled distance to the nearest centre, whatever
        class small patches were given to.
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


def check_outputs(path, confidence_path, source, polygons=None):
    """Refuse destinations that cannot be written, or that would destroy the input or each other.

    Raises
    ------
    RasterError
    """
    check_destination(path, source)
    if confidence_path:
        check_destination(confidence_path, source)
    if polygons:
        check_polygons(polygons.path, source)
    check_distinct((path, confidence_path))


class Labelling:
    """Writes the classes of a raster; nothing is at its place before `place`.

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
    least_pixels : int
        Smaller patches are given to their largest neighbours by `clean`, where it is more than 1.
    polygons : PolygonFile, optional
        Where the map is to be drawn as polygons.
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
        least_pixels=0,
        polygons=None,
        about=None,
    ):
        self._reader = reader
        self._model = model
        self._window = window
        self._with_statistics = with_statistics
        self._preview_bands = preview_bands
        self._least_pixels = least_pixels
        grid = reader.source.grid.crop(window)
        _, height = reader.source.window_shape()
        self._classes = ClassWriter(path, grid, model.legend, height, about)
        self._confidence = confidence_path and ConfidenceWriter(confidence_path, grid, height)
        self._unclean = SievedMap(path, grid, height) if least_pixels > 1 else None
        self._polygons = polygons and PolygonWriter(polygons, grid)
        self._open = ExitStack()

    def __enter__(self):
        with ExitStack() as stack:
            for writer in (self._classes, self._confidence, self._unclean, self._polygons):
                if writer:
                    stack.enter_context(writer)
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
            Without statistics and preview where the map is still to be cleaned.
        """
        tally, asked = self._start_tally(with_figures=self._unclean is None)
        watch = watch.part(0, _LABELLED) if self._unclean or self._polygons else watch
        label = partial(
            _label_window, self._reader, self._model, self._confidence is not None, *asked
        )
        parallel = {"executor": executor, "in_flight": in_flight, "watch": watch}
        for part, outcome in by_window(label, self._windows(), **parallel):
            place = part.seen_from(self._window)
            (self._unclean or self._classes).write(place, outcome.classes)
            if self._confidence:
                self._confidence.write(place, outcome.confidence)
            tally.add(part, outcome)
        return self._class_map(tally)

    def clean(self, class_map, *, executor, in_flight, watch):
        """Give small patches to their neighbours and draw polygons, where this is asked for.

        Parameters
        ----------
        class_map : ClassMap
            What `run` returned.
        executor, in_flight, watch
            As in `run`, and in the same stage.

        Returns
        -------
        ClassMap
            Of the map as it is to stay.
        """
        if self._unclean:
            end = _CLEANED if self._polygons else 1.0
            middle = (_LABELLED + end) / 2
            self._unclean.sieve(self._least_pixels, watch.part(_LABELLED, middle))
            parallel = {"executor": executor, "in_flight": in_flight}
            cleaned = self._write_cleaned(watch=watch.part(middle, end), **parallel)
            class_map = replace(cleaned, inertia=class_map.inertia)
        if self._polygons:
            start = _CLEANED if self._unclean else _LABELLED
            self._polygons.write(self._classes.dataset, class_map, watch.part(start, 1.0))
        return class_map

    def seal(self, class_map):
        """Close all files, so that nothing but `place` is left to be done.

        Parameters
        ----------
        class_map : ClassMap
            What `clean` returned.
        """
        self._classes.seal(class_map.counts)
        if self._confidence:
            self._confidence.seal()
        if self._unclean:
            self._unclean.discard()

    def place(self):
        """Move all files to their places."""
        if self._confidence:
            self._confidence.place()
        if self._polygons:
            self._polygons.finish()
        self._classes.place()

    def _windows(self):
        return self._reader.source.windows(self._window)

    def _start_tally(self, with_figures):
        """A tally, and what a window is to add to it: whether statistics, and which preview."""
        source = self._reader.source
        preview = shown = None
        if with_figures and self._preview_bands is not None:
            preview = Preview.empty(self._window, len(self._preview_bands), source.feature_dtype)
            shown = self._window, preview.step, self._preview_bands
        with_statistics = with_figures and self._with_statistics
        return _Tally(self._model, source.grid, with_statistics, preview), (with_statistics, shown)

    def _write_cleaned(self, **parallel):
        """Write the cleaned classes in their order, and add up what the raster holds in them."""
        tally, asked = self._start_tally(with_figures=True)
        windows = self._windows()
        # Read here: workers elsewhere cannot open what lies beside the output.
        jobs = ((part, self._unclean.read(part.seen_from(self._window))) for part in windows)
        describe = partial(_describe_window, self._reader, self._model, *asked)
        for part, outcome in by_window(describe, windows, jobs=jobs, **parallel):
            self._classes.write(part.seen_from(self._window), outcome.classes)
            tally.add(part, outcome)
        return self._class_map(tally)

    def _class_map(self, tally):
        grid = self._reader.source.grid.crop(self._window)
        return tally.class_map(grid, self._model.legend)


@dataclass(frozen=True)
class _Labelled:
    classes: np.ndarray
    inertia: float
    confidence: np.ndarray
    counts: np.ndarray
    statistics: ClassStatistics
    small: tuple


def _label_window(reader, model, with_confidence, with_statistics, preview, window):
    values, valid = reader.read(window)
    classes, inertia = model.label(values, valid)
    sure = _confidence(model, values, classes > 0) if with_confidence else None
    figures = _figures(model, values, classes, with_statistics, preview, window)
    return _Labelled(classes, inertia, sure, *figures)


def _describe_window(reader, model, with_statistics, preview, job):
    """What a window holds whose classes are known."""
    window, classes = job
    values = None
    if with_statistics or preview is not None:
        values, _ = reader.read(window)
    figures = _figures(model, values, classes, with_statistics, preview, window)
    return _Labelled(classes, 0.0, None, *figures)


def _figures(model, values, classes, with_statistics, preview, window):
    """Counts, statistics and preview of a window; None for what is not asked for."""
    counts = counted(classes, model.largest_class + 1)
    sums = small = None
    if with_statistics:
        sums = ClassStatistics.of(values, classes, model.largest_class, model.feature_offset)
    if preview is not None:
        whole, step, bands = preview
        small = tuple(
            thinned(array, window, whole, step) for array in (values[list(bands)], classes)
        )
    return counts, sums, small


def _confidence(model, values, valid):
    values = model.project(values)
    if model.covariances is not None:
        return posterior_confidence(values, valid, model.labeller(), model.values)
    return confidence(values, valid, model.centers, model.offset, model.scale, model.values)


class _Tally:
    """Adds up what the windows hold, by the value of the class; 0 is nodata."""

    def __init__(self, model, grid, with_statistics, preview):
        self._areas = Areas(grid, model.largest_class + 1)
        self._preview = preview
        self._inertia = 0.0
        self._statistics = None
        if with_statistics:
            self._statistics = ClassStatistics.zero(model.largest_class, model.feature_offset)

    def add(self, window, labelled):
        self._areas.add(window, labelled.counts)
        self._inertia += labelled.inertia
        if self._statistics is not None:
            self._statistics += labelled.statistics
        if self._preview is not None:
            self._preview.add(window, *labelled.small)

    def class_map(self, grid, legend):
        values = [entry.value for entry in legend]
        counts, hectares = self._areas.of(values)
        return ClassMap(
            grid=grid,
            legend=legend,
            counts=counts,
            hectares=hectares,
            n_nodata=int(self._areas.counts[0]),
            inertia=self._inertia,
            statistics=self._statistics and self._statistics.take([value - 1 for value in values]),
            preview=self._preview,
        )
