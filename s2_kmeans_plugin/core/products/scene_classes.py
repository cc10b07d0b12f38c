"""The scene classification of Level-2A products as a map of classes."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any

import numpy as np

from ..choices import SCENE_CLASS_NAMES
from ..errors import FileError, RasterError
from ..files.commit import StagedFile
from ..legend import ClassEntry
from ..numerics.grouped import count_values
from ..parallel.windows import Workers, by_window
from ..raster.class_map import read_classes, read_legend
from ..raster.gdal_cache import cache_bytes, small_cache
from ..raster.geotiff import ClassWriter
from ..raster.reader import RasterReader
from ..raster.source import RasterSource
from .product import find_product
from .product_names import SCENE_CLASSES, names_scene_classes

# Colours of Sen2Cor for the values from 1, as the Copernicus Browser shows them ("Sentinel-2 L2A
# Scene Classification Map", Sentinel Hub custom scripts). The value 0 is nodata.
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

_ZIPPED = re.compile(r"/vsizip/\{?(.+?\.zip)\}?/.*", re.I)


def scene_legend(translate: Callable[[str], str] = str) -> tuple[ClassEntry, ...]:
    """Return values, names and colours of the scene classes, 1 to 11.

    The names are those of `choices.SCENE_CLASS_NAMES`, translated.
    """
    pairs = zip(SCENE_CLASS_NAMES, _COLORS)
    return tuple(ClassEntry(n, translate(name), color) for n, (name, color) in enumerate(pairs, 1))


def is_scene_classification(source: RasterSource) -> bool:
    """Return whether a raster is a scene classification, by its name or by its colours."""
    if names_scene_classes(os.path.basename(source.path)):
        return True
    legend = read_legend(source.choose(source.bands[:1]), range(1, len(_COLORS) + 1))
    return [entry.color for entry in legend.values()] == list(_COLORS)


def scene_classification_of(source: RasterSource) -> str | None:
    """Return GDAL's path of the scene classification in the product, or folder, of a raster.

    It is None if there is no scene classification, or if there are several.
    """
    # The first file may be a VRT beside the scene classification. The second is then a band, which
    # lies in the product.
    for path in source.files[:2]:
        zipped = _ZIPPED.fullmatch(path)
        with suppress(FileError, RasterError, OSError):
            files = find_product(zipped.group(1) if zipped else path).files.get(SCENE_CLASSES, ())
            finest = min((file.resolution for file in files), default=None)
            found = [file.path for file in files if file.resolution == finest]
            if len(found) == 1 and found[0] != source.path:
                return found[0]
    return None


def write_scene_classes(
    source: RasterSource,
    file: StagedFile,
    legend: tuple[ClassEntry, ...],
    workers: Workers,
    about: dict[str, Any] | None = None,
) -> None:
    """Write the scene classification as a GeoTIFF of classes, with metadata about its origin.

    Raise RasterError if it cannot be read or has unknown classes, and FileError if it cannot be
    written.
    """
    windows = source.windows(source.grid.window)
    _, height = source.window_shape()
    counts = np.zeros(256, dtype=np.int64)
    with ClassWriter(file, source.grid, legend, height, about) as writer:
        cache = small_cache(cache_bytes(source, workers.n_workers))
        with cache, RasterReader(source) as reader:
            for window, values in by_window(partial(read_classes, reader), windows, workers):
                counts += count_values(values, len(counts))
                writer.write(window, values)
        unknown = np.flatnonzero(counts[len(legend) + 1 :]) + len(legend) + 1
        if unknown.size:
            raise RasterError(
                "The scene classification has the value {value}, beyond its last class, {last}. "
                "Check the file for damage, or choose another product.",
                value=int(unknown[0]),
                last=len(legend),
            )
        writer.add_table(counts[1 : len(legend) + 1])
        writer.seal()
