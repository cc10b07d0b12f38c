"""Statistics of a map of classes made anywhere, from the raster that it stands for."""

from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from ..choices import MAX_CLASSES, SAMPLE_SIZE
from ..errors import NoValidPixelError, RasterError
from ..models.sampling import draw_sample
from ..numerics.areas import Areas
from ..numerics.class_statistics import ClassStatistics
from ..numerics.grouped import counted
from ..numerics.scaling import near_mean
from ..parallel.windows import by_window, way_of_working
from ..raster.class_map import read_classes, read_legend
from ..raster.grid import check_same_grid
from ..raster.reader import Block, RasterReader, cache_bytes, small_cache
from .class_facts import N_SAMPLE_PIXELS, ClassFacts
from .display import Display, picture, shown_bands
from .preview import Preview, thinned


@dataclass(frozen=True)
class Description:
    """The classes of a map and what the raster holds in them.

    A pixel counts where it has a class and the raster a value in every chosen band.

    Attributes
    ----------
    legend : list of ClassEntry
        Of the classes that occur, by their values, as all that follows.
    counts : ndarray of int, shape (n_classes,)
    hectares : ndarray of float or None, shape (n_classes,)
        None where the unit of the grid is not known.
    n_nodata : int
        Pixels that do not count.
    n_without_value : int
        Those of them that have a class.
    statistics : ClassStatistics or None
        None where they were not asked for.
    report : ClassFacts or None
        None where it was not asked for.
    border : sampling.Border or None
        Pixels around the image that have a class and seem to hold no data; None too where neither
        statistics nor a report was asked for.
    """

    legend: list
    counts: np.ndarray
    hectares: np.ndarray
    n_nodata: int
    n_without_value: int
    statistics: ClassStatistics
    report: ClassFacts
    border: object

    @property
    def n_pixels(self):
        return int(self.counts.sum())


def describe_classes(
    source,
    classes,
    *,
    with_statistics=False,
    with_report=False,
    display=None,
    executor=None,
    n_workers=None,
    progress=None,
    is_cancelled=None,
):
    """Add up what a raster holds in the classes of a map.

    Parameters
    ----------
    source : RasterSource
    classes : RasterSource
        Of one band, on the same grid; 0 is no class.
    with_statistics, with_report, display
        As in `pipeline.classify`.
    executor, n_workers, progress, is_cancelled
        As in `pipeline.classify`.

    Returns
    -------
    Description

    Raises
    ------
    RasterError
        When the two lie on different grids, cannot be read, or have no pixel in common.
    ArgumentError
        When an argument is out of its range.
    Cancelled
        When ``is_cancelled`` said so.
    """
    check_same_grid(source, classes)
    n_workers, parallel = way_of_working(executor, n_workers, progress, is_cancelled)
    watch, whole = parallel["watch"], source.grid.window
    display = display or Display.of(source)
    sample = offset = preview = None
    with ExitStack() as stack:
        stack.enter_context(small_cache(cache_bytes(source, n_workers)))
        values, map_ = (stack.enter_context(RasterReader(each)) for each in (source, classes))
        reader = _SortedPixels(values, map_)
        if with_statistics or with_report:
            watch.stage(until=0.2)
            sample = _sample(reader, map_, **parallel)
            offset = near_mean(sample.values)
        if with_report:
            preview = Preview.empty(whole, 3, source.dtype)
        watch.stage(until=1.0)
        tally = _Tally(source.grid, offset, preview)
        windows = source.windows(whole)
        shown = None if preview is None else (whole, preview.step, shown_bands(display, source))
        sums_of_window = partial(_sums_of_window, reader, offset, shown)
        for window, sums in by_window(sums_of_window, windows, **parallel):
            tally.add(window, sums)
    if not tally.counts.any():
        raise _nothing_in_common(source, classes)
    description = tally.description(classes, sample and sample.border)
    if not with_report:
        return description
    return _with_report(description, source, sample, preview, display)


class _SortedPixels:
    """Reads the pixels of a raster that have a class in a map, as a RasterReader does."""

    def __init__(self, values, classes):
        self.source = values.source
        self._values = values
        self._classes = classes

    def read(self, window):
        """The values of a window, valid where there is a class too: Block."""
        values, valid, classes = self.read_all(window)
        return Block(values, valid & (classes > 0))

    def read_all(self, window):
        """Values, where they are valid, and classes of a window."""
        classes = read_classes(self._classes, window)
        return (*self._values.read(window), classes)


def _sample(reader, classes, *, executor, in_flight, watch):
    """Pixels of classes, with the class where a sample has its bands for display.

    Those that `pipeline.classify` draws by default, so that its map has its figures here.
    """
    try:
        return draw_sample(
            reader,
            reader.source.grid.window,
            SAMPLE_SIZE,
            random_state=0,
            display=classes,
            executor=executor,
            in_flight=in_flight,
            watch=watch,
        )
    except NoValidPixelError as error:
        raise _nothing_in_common(reader.source, classes.source) from error


def _nothing_in_common(source, classes):
    return RasterError(
        "No pixel has a class in {classes} and a value in the chosen bands of {path}: choose "
        "another map or other bands.",
        classes=classes.path,
        path=source.path,
    )


@dataclass(frozen=True)
class _Sums:
    """What a window holds; the arrays by class, from 0."""

    counts: np.ndarray
    n_without_value: int
    statistics: ClassStatistics
    small: tuple


def _sums_of_window(reader, offset, shown, window):
    values, valid, classes = reader.read_all(window)
    n_without_value = int(np.count_nonzero((classes > 0) & ~valid))
    classes[~valid] = 0
    statistics = small = None
    if offset is not None:
        statistics = ClassStatistics.of(values, classes, MAX_CLASSES, offset)
    if shown is not None:
        whole, step, bands = shown
        small = tuple(thinned(array, window, whole, step) for array in (values[bands], classes))
    counts = counted(classes, MAX_CLASSES + 1)
    return _Sums(counts, n_without_value, statistics, small)


class _Tally:
    """Adds up what the windows hold; class 0 is that of pixels that do not count."""

    def __init__(self, grid, offset, preview):
        self._areas = Areas(grid, MAX_CLASSES + 1)
        self._preview = preview
        self._n_without_value = 0
        self._statistics = None if offset is None else ClassStatistics.zero(MAX_CLASSES, offset)

    @property
    def counts(self):
        """Pixels of class 1 and so on: ndarray of int, shape (255,)."""
        return self._areas.counts[1:]

    def add(self, window, sums):
        self._areas.add(window, sums.counts)
        self._n_without_value += sums.n_without_value
        if self._statistics is not None:
            self._statistics += sums.statistics
        if self._preview is not None:
            self._preview.add(window, *sums.small)

    def description(self, classes, border):
        rows = np.flatnonzero(self.counts)
        values = (rows + 1).tolist()
        legend = read_legend(classes, values)
        counts, hectares = self._areas.of(values)
        return Description(
            legend=[legend[value] for value in values],
            counts=counts,
            hectares=hectares,
            n_nodata=int(self._areas.counts[0]),
            n_without_value=self._n_without_value,
            statistics=None if self._statistics is None else self._statistics.take(rows),
            report=None,
            border=border,
        )


def _with_report(description, source, sample, preview, display):
    """The description with what a report shows of it."""
    report = ClassFacts(
        legend=description.legend,
        counts=description.counts,
        hectares=description.hectares,
        n_nodata=description.n_nodata,
        band_names=source.band_names,
        means=description.statistics.means,
        deviations=description.statistics.deviations,
        image=picture(preview, display, sample, source),
        classes=preview.classes,
        sample=sample.values[:, :N_SAMPLE_PIXELS],
        sample_classes=sample.display[0, :N_SAMPLE_PIXELS].astype(np.uint8),
        scale=np.ones(source.n_bands),
    ).in_units_of(source)
    return replace(description, report=report)
