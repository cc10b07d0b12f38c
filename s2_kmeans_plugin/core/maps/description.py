"""Statistics of a map of classes of any origin, from a raster on its grid."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from ..choices import MAX_CLASSES, SAMPLE_SIZE
from ..errors import NoValidPixelError, RasterError
from ..models.border import Border
from ..models.sampling import Sample, draw_sample
from ..numerics.scaling import choose_offset
from ..parallel.windows import Workers, by_window
from ..raster.class_map import read_classes, read_legend
from ..raster.gdal_cache import cache_bytes, small_cache
from ..raster.grid import Window, check_same_grid
from ..raster.interfaces import Block
from ..raster.reader import RasterReader
from ..raster.source import RasterSource
from .class_facts import N_SAMPLE_PIXELS, ClassFacts
from .display import Display, shown_bands
from .preview import PreviewGrid
from .tally import ClassMap, Tally, TallyPlan, WindowSums


@dataclass(frozen=True, eq=False)
class Description(ClassMap):
    """Classes of a map, and the values of a raster in them.

    A pixel counts if it has a class and the raster has a value in every chosen band. The legend has
    the classes that occur; all other pixels are nodata. ``n_without_value`` of them have a class in
    the map. The border is unknown without statistics and facts.
    """

    n_without_value: int
    border: Border | None
    facts: ClassFacts | None = None


def describe_classes(
    source: RasterSource,
    classes: RasterSource,
    *,
    with_statistics: bool = False,
    with_facts: bool = False,
    display: Display | None = None,
    workers: Workers | None = None,
) -> Description:
    """Count the pixels of each class, and compute mean and standard deviation of the bands.

    The map has one band on the same grid; 0 is nodata. If no pixel counts, RasterError is raised.
    `Outputs` and `MapOptions` document the options.
    """
    check_same_grid(source, classes)
    workers = workers or Workers()
    display = display or Display.of(source)
    plan = TallyPlan(MAX_CLASSES)
    sample: Sample | None = None
    with ExitStack() as stack:
        stack.enter_context(small_cache(cache_bytes(source, workers.n_workers)))
        values, map_ = (stack.enter_context(RasterReader(each)) for each in (source, classes))
        reader = _ClassifiedPixels(values, map_)
        if with_statistics or with_facts:
            workers.watch.stage(until=0.2)
            sample = _draw(reader, map_, workers)
            plan = replace(plan, offset=choose_offset(sample.values))
        if with_facts:
            plan = replace(
                plan,
                preview=PreviewGrid.of(source.grid.window),
                preview_bands=shown_bands(display, source),
            )
        workers.watch.stage(until=1.0)
        tally, n_without_value = _count(reader, plan, workers)
    counts = tally.areas.counts[1:]
    if not counts.any():
        raise _nothing_in_common(source, classes)
    present = (np.flatnonzero(counts) + 1).tolist()
    legend = read_legend(classes, present)
    description = Description(
        **vars(tally.class_map(source.grid, [legend[value] for value in present])),
        n_without_value=n_without_value,
        border=None if sample is None else sample.border,
    )
    if not with_facts or sample is None:
        return description
    facts = ClassFacts.of(
        description,
        source,
        display,
        sample,
        sample.display[0, :N_SAMPLE_PIXELS].astype(np.uint8),
        band_names=source.band_names,
        scale=np.ones(source.n_bands),
    )
    return replace(description, facts=facts)


class _ClassifiedPixels:
    """Reader of the pixels that have a class in a map."""

    def __init__(self, values: RasterReader, classes: RasterReader) -> None:
        self.source = values.source
        self._values = values
        self._classes = classes

    def read(self, window: Window) -> Block:
        """Return the values of a window, valid where the map has a class."""
        values, valid, classes = self.read_all(window)
        return Block(values, valid & (classes > 0))

    def read_all(self, window: Window) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return values, their validity, and classes of a window."""
        classes = read_classes(self._classes, window)
        return (*self._values.read(window), classes)


def _draw(reader: _ClassifiedPixels, classes: RasterReader, workers: Workers) -> Sample:
    """Draw the pixels that `classify` draws by default, so that its map gets the same figures.

    The display band of the sample holds their classes.
    """
    window = reader.source.grid.window
    try:
        return draw_sample(reader, window, SAMPLE_SIZE, workers, random_state=0, display=classes)
    except NoValidPixelError as error:
        raise _nothing_in_common(reader.source, classes.source) from error


def _nothing_in_common(source: RasterSource, classes: RasterSource) -> RasterError:
    return RasterError(
        "{classes} and {path} have no pixel with both a class and a value in the chosen bands. "
        "Choose another map or other bands.",
        classes=classes.path,
        path=source.path,
    )


def _count(reader: _ClassifiedPixels, plan: TallyPlan, workers: Workers) -> tuple[Tally, int]:
    source = reader.source
    tally = plan.tally(source.grid, source.dtype)
    n_without_value = 0
    windows = source.windows(source.grid.window)
    for window, (sums, n_without) in by_window(partial(_sums, reader, plan), windows, workers):
        tally.add(window, sums)
        n_without_value += n_without
    return tally, n_without_value


def _sums(reader: _ClassifiedPixels, plan: TallyPlan, window: Window) -> tuple[WindowSums, int]:
    values, valid, classes = reader.read_all(window)
    n_without_value = int(np.count_nonzero((classes > 0) & ~valid))
    classes[~valid] = 0
    return plan.sums(window, values, classes), n_without_value
