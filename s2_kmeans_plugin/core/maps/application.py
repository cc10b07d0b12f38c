"""Application of a cluster model to another raster: the same classes, names and colours."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..files.commit import Staging
from ..models.border import Border
from ..models.model import ClusterModel
from ..models.sample_range import SampleRange
from ..models.sampling import draw_sample
from ..parallel.windows import Workers
from ..raster.gdal_cache import cache_bytes, small_cache
from ..raster.reader import RasterReader
from ..raster.source import RasterSource
from ..spectral.bands import OFFSET
from .band_matching import as_fitted
from .cleaning import least_pixels
from .labelling import LabelJob, Labelling, check_outputs
from .needs import OnNeeds, Work, announce_needs, estimate
from .options import MapOptions, Outputs, commit_outcome
from .tally import ClassMap

# Pixels that are compared with the sample of the model, chosen.
_COMPARED_PIXELS = 20_000

# Largest deviation from Sentinel-2's offset in any band, chosen.
_OFFSET_TOLERANCE = 250


@dataclass(frozen=True)
class Likeness:
    """Comparison of a raster with the pixels of a model's fit.

    Attributes
    ----------
    share_beyond : float
        Share of pixels with a value below or above all of these pixels in some band.
    sentinel2_shift : int
        1000 or -1000 if the dark pixels differ by about this value in all bands, as they do between
        Sentinel-2 products before and after processing baseline 04.00; otherwise 0.
    """

    share_beyond: float
    sentinel2_shift: int


@dataclass(frozen=True, eq=False)
class AppliedModel(ClassMap):
    """Outcome of an application; the border is None if no undeclared nodata was found."""

    source: RasterSource
    model: ClusterModel
    likeness: Likeness
    border: Border | None


def apply_model(
    source: RasterSource,
    model: ClusterModel,
    outputs: Outputs | str,
    options: MapOptions | None = None,
    workers: Workers | None = None,
    on_needs: OnNeeds | None = None,
) -> AppliedModel:
    """Label the pixels of a raster with the classes of a model, and write the map.

    Parameters
    ----------
    source : RasterSource
        With the bands of the model, in its order. Indices and components are computed again.
    options : MapOptions, optional
        The model gives names and colours.
    """
    source = as_fitted(model, source)
    outputs, options = Outputs.of(outputs), options or MapOptions()
    workers = workers or Workers()
    window = options.window or source.grid.window
    check_outputs(outputs, source)
    smallest = least_pixels(options.min_area, options.area_unit, source, window)
    work = Work(
        n_clusters=len(model.centers),
        sample_size=_COMPARED_PIXELS,
        n_rasters=outputs.n_rasters,
        n_components=0 if model.projection is None else model.projection.n_components,
        is_cleaned=smallest > 1,
    )
    announce_needs(outputs.classes, estimate(source, window, work, workers), on_needs)
    with small_cache(cache_bytes(source, workers.n_workers)), RasterReader(source) as reader:
        workers.watch.stage(until=0.1)
        sample = draw_sample(reader, window, _COMPARED_PIXELS, workers)
        likeness = compare(model.sample, sample.values, model.n_bands, source.dtype)
        workers.watch.stage(until=1.0)
        with Staging() as staging:
            about = {"model": model.about, **options.about}
            job = LabelJob(reader, model, window, outputs, smallest, about=about)
            with Labelling(job, staging) as labelling:
                class_map = labelling.complete(labelling.label(workers), workers)
            outcome = AppliedModel(
                **vars(class_map),
                source=source,
                model=model,
                likeness=likeness,
                border=sample.border,
            )
            commit_outcome(outcome, outputs.texts, staging, workers.watch)
    return outcome


def compare(
    sample: SampleRange, values: np.ndarray, n_bands: int | None = None, dtype: str | None = None
) -> Likeness:
    """Compare pixels of shape (n_features, n_pixels) with the sample of a model.

    By default all features are bands, and the type of the values is that of the bands.
    """
    low, high = sample.low[:, None], sample.high[:, None]
    beyond = ((values < low) | (values > high)).any(axis=0)
    shift = SampleRange.of(values[:n_bands]).dark - sample.dark[:n_bands]
    is_whole = np.dtype(dtype or values.dtype).kind in "iu"
    for offset in (-OFFSET, OFFSET):
        if is_whole and (np.abs(shift - offset) <= _OFFSET_TOLERANCE).all():
            return Likeness(float(beyond.mean()), offset)
    return Likeness(float(beyond.mean()), 0)
