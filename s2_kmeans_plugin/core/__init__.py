"""Unsupervised classification of rasters of any size, without QGIS.

    >>> from s2_kmeans_plugin.core import FitOptions, RasterSource, classify
    >>> image = RasterSource.open("image.tif")
    >>> result = classify(image, "classes.tif", FitOptions(n_clusters=8))

Every function below raises a `CoreError`: `ArgumentError` if an option is out of its range,
`RasterError` if a raster cannot be read or does not suit, `FileError` if an output cannot be
written, `MissingDependencyError` if a package is not installed, and `Cancelled` if the watch of
its workers was cancelled. After any error all files are unchanged.

The packages, in their order. A package imports only those to its left; the linter keeps it so.

    errors, choices, legend  <-  files, parallel, numerics, spectral  <-  raster, clustering
        <-  models, products  <-  evaluation  <-  maps  <-  reports

=============  ===================================================================================
`errors`       root of all errors, and those below it
`choices`      what forms offer: ids, limits, defaults
`legend`       value, name and colour of a class
`files`        staging and commit of the outputs of a run, checks of destinations, text, XML, CSV
`parallel`     ordered and bounded work on windows, progress, Dask, memory
`numerics`     sums by class, scaling, principal components
`spectral`     facts about spectral bands, indices, suggested names
`raster`       grid, source, reader, masks, GeoTIFF, polygons; the only importer of osgeo
`clustering`   fits and labelling of pixels; the only importer of sklearn
`models`       sample, fit options, cluster model and its JSON
`products`     products as downloaded
`evaluation`   agreement, separability, number of clusters
`maps`         use cases: classify, apply, series, edit, describe, compare, assess
`reports`      HTML pages and CSV tables
=============  ===================================================================================

The names below are loaded at their first use, because QGIS imports `choices` when it starts, and
must not load numpy and GDAL with it.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .evaluation.trials import SuggestOptions, suggest_clusters
    from .maps.application import apply_model
    from .maps.assessment import assess_by_features, assess_by_raster
    from .maps.classification import classify
    from .maps.comparison import ComparisonOutputs, compare_classes
    from .maps.description import describe_classes
    from .maps.editing import edit_classes
    from .maps.options import MapOptions, Outputs, PolygonFile
    from .maps.series import SeriesOutputs, classify_many
    from .models.model import ClusterModel
    from .models.search import FitOptions
    from .parallel.progress import Watch
    from .parallel.windows import Workers
    from .products.opening import ProductOutputs, open_product
    from .raster.source import RasterSource

_MODULES = {
    "ClusterModel": "models.model",
    "ComparisonOutputs": "maps.comparison",
    "FitOptions": "models.search",
    "MapOptions": "maps.options",
    "Outputs": "maps.options",
    "PolygonFile": "maps.options",
    "ProductOutputs": "products.opening",
    "RasterSource": "raster.source",
    "SeriesOutputs": "maps.series",
    "SuggestOptions": "evaluation.trials",
    "Watch": "parallel.progress",
    "Workers": "parallel.windows",
    "apply_model": "maps.application",
    "assess_by_features": "maps.assessment",
    "assess_by_raster": "maps.assessment",
    "classify": "maps.classification",
    "classify_many": "maps.series",
    "compare_classes": "maps.comparison",
    "describe_classes": "maps.description",
    "edit_classes": "maps.editing",
    "open_product": "products.opening",
    "suggest_clusters": "evaluation.trials",
}

__all__ = [
    "ClusterModel",
    "ComparisonOutputs",
    "FitOptions",
    "MapOptions",
    "Outputs",
    "PolygonFile",
    "ProductOutputs",
    "RasterSource",
    "SeriesOutputs",
    "SuggestOptions",
    "Watch",
    "Workers",
    "apply_model",
    "assess_by_features",
    "assess_by_raster",
    "classify",
    "classify_many",
    "compare_classes",
    "describe_classes",
    "edit_classes",
    "open_product",
    "suggest_clusters",
]


def __getattr__(name: str) -> object:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_MODULES[name]}", __name__), name)
