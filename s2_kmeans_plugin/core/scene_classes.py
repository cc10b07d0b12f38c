"""The scene classification of Level-2A products as a map of classes."""

import os
from functools import partial

import numpy as np

from .errors import RasterError
from .legend import ClassEntry
from .parallel import ordered_map
from .raster.class_map import read_classes
from .raster.reader import RasterReader, cache_bytes, small_cache
from .raster.writer import ClassWriter, check_destination

# Names: ESA, "Sentinel-2 Products Specification Document", table of the scene classification.
# Colours: those of Sen2Cor, as the Copernicus Browser shows them ("Sentinel-2 L2A Scene
# Classification Map", Sentinel Hub custom scripts). Value 0 is nodata.
NAMES = (
    "Saturated or defective",
    "Dark area",
    "Cloud shadow",
    "Vegetation",
    "Not vegetated",
    "Water",
    "Unclassified",
    "Cloud, medium probability",
    "Cloud, high probability",
    "Thin cirrus",
    "Snow or ice",
)
_COLORS = (
    (255, 0, 0),
    (47, 47, 47),
    (100, 50, 0),
    (0, 160, 0),
    (255, 230, 90),
    (0, 0, 255),
    (128, 128, 128),
    (192, 192, 192),
    (255, 255, 255),
    (100, 200, 255),
    (255, 150, 255),
)


def scene_legend(translate=lambda text: text):
    """Names and colours of the classes, 1 to 11: tuple of ClassEntry.

    Parameters
    ----------
    translate : callable, optional
        Gives the translation of one of `NAMES`.
    """
    pairs = zip(NAMES, _COLORS)
    return tuple(ClassEntry(n, translate(name), color) for n, (name, color) in enumerate(pairs, 1))


def write_scene_classes(source, path, legend, *, about=None, executor=None, n_workers=None, watch):
    """Write the scene classification as a GeoTIFF of classes.

    Parameters
    ----------
    source : RasterSource
    path : str
        Replaced when the run succeeds, untouched when it does not.
    legend : tuple of ClassEntry
    about : dict, optional
        Goes into the metadata of the GeoTIFF.
    executor, n_workers : optional
        As in `pipeline.classify`.
    watch : Watch

    Returns
    -------
    ndarray of int, shape (n_classes,)
        Pixels of each class.

    Raises
    ------
    RasterError
        When it cannot be read or written, or has other classes.
    """
    check_destination(path, source)
    n_workers = n_workers or os.cpu_count() or 1
    windows = source.windows(source.grid.window)
    _, height = source.window_shape()
    counts = np.zeros(256, dtype=np.int64)
    with small_cache(cache_bytes(source, n_workers)), RasterReader(source) as reader:
        read = partial(read_classes, reader)
        classes = ordered_map(executor, read, windows, 2 * n_workers, watch.check)
        with ClassWriter(path, source.grid, legend, height, about) as writer:
            for n_done, (window, values) in enumerate(zip(windows, classes), start=1):
                counts += np.bincount(values.ravel(), minlength=len(counts))
                writer.write(window, values)
                watch.at(n_done / len(windows))
            unknown = np.flatnonzero(counts[len(legend) + 1 :]) + len(legend) + 1
            if unknown.size:
                raise RasterError(
                    "The scene classification has the value {value}, and its classes end at "
                    "{last}: the file is damaged, or is no scene classification.",
                    value=int(unknown[0]),
                    last=len(legend),
                )
            counts = counts[1 : len(legend) + 1]
            writer.finish(counts)
    return counts
