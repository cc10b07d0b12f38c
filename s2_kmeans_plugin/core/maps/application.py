"""A model on another raster: the same classes, names and colours."""

from dataclasses import dataclass, replace

import numpy as np

from ..errors import RasterError
from ..models.sample_range import SampleRange
from ..models.sampling import draw_sample
from ..parallel.windows import way_of_working
from ..raster.reader import RasterReader, cache_bytes, small_cache
from ..spectral.bands import OFFSET, find_bands, identify_band
from .cleaning import least_pixels
from .labelling import ClassMap, Labelling, check_outputs
from .needs import tell_needs

_LOOK_PIXELS = 20_000

_MOST_STRAY = 250


@dataclass(frozen=True)
class Likeness:
    """How a raster compares with the pixels that a model was fitted on.

    Attributes
    ----------
    share_beyond : float
        Of its pixels, those that have a value below or above all of them in some band.
    sentinel2_shift : int
        1000 or -1000 where its dark pixels differ by about so much in all bands, as those of
        Sentinel-2 products before and after processing baseline 04.00 do; else 0.
    """

    share_beyond: float
    sentinel2_shift: int


@dataclass(frozen=True)
class AppliedModel(ClassMap):
    """What a run did.

    Attributes
    ----------
    source : RasterSource
    likeness : Likeness
    border : sampling.Border or None
        Pixels around the image that seem to hold no data.
    """

    source: object
    likeness: Likeness
    border: object


def match_bands(model, source):
    """The bands of a raster that stand for those that a model was fitted on.

    They are found by their names; where these differ, by the bands of Sentinel-2 that they mean;
    and where names tell of no other order, by their order if there are as many.

    Parameters
    ----------
    model : ClusterModel
    source : RasterSource
        With all bands that may be chosen.

    Returns
    -------
    tuple of int

    Raises
    ------
    RasterError
        When they do not match.
    """
    found = find_bands(model.input_names, source)
    if found is not None:
        return found
    places = {band: n for n, band in enumerate(map(identify_band, model.input_names)) if band}
    is_in_order = all(
        places.get(band, n) == n for n, band in enumerate(map(identify_band, source.band_names))
    )
    if source.n_bands == len(model.input_names) and is_in_order:
        return source.bands
    raise RasterError(
        "{path} has the bands {offered}, and the model needs {wanted}: choose the bands in the "
        "order of the model.",
        path=source.path,
        offered=", ".join(source.band_names),
        wanted=", ".join(model.input_names),
    )


def as_fitted(model, source):
    """A raster with the indices of a model, and in its unit where both declare one.

    Parameters
    ----------
    model : ClusterModel
    source : RasterSource
        With the bands that the model was fitted on, in its order.

    Returns
    -------
    RasterSource

    Raises
    ------
    RasterError
        When it has another number of bands.
    """
    if source.n_bands != len(model.input_names):
        raise RasterError(
            "{n_bands} bands of {path} are chosen, and the model needs {wanted}: {names}.",
            n_bands=source.n_bands,
            path=source.path,
            wanted=len(model.input_names),
            names=", ".join(model.input_names),
        )
    return replace(source, features=model.features).in_units_of(model.units)


def apply_model(
    source,
    model,
    path,
    *,
    window=None,
    confidence_path=None,
    with_statistics=False,
    min_area=0.0,
    area_unit="hectares",
    polygons=None,
    about=None,
    executor=None,
    n_workers=None,
    on_needs=None,
    progress=None,
    is_cancelled=None,
):
    """Sort the pixels of a raster into the classes of a model and write them as a GeoTIFF.

    Parameters
    ----------
    source : RasterSource
        With the bands that the model was fitted on, in its order. Indices and components are
        computed again.
    model : ClusterModel
    path, window, confidence_path, with_statistics, min_area, area_unit, polygons, about
        As in `pipeline.classify`.
    executor, n_workers, on_needs, progress, is_cancelled
        As in `pipeline.classify`.

    Returns
    -------
    AppliedModel

    Raises
    ------
    RasterError
        When the raster cannot be read, has another number of bands than the model, or the GeoTIFF
        cannot be written.
    ArgumentError
        When an argument is out of its range.
    Cancelled
        When ``is_cancelled`` said so.
    """
    source = as_fitted(model, source)
    check_outputs(path, confidence_path, source, polygons)
    n_workers, parallel = way_of_working(executor, n_workers, progress, is_cancelled)
    watch = parallel["watch"]
    window = window or source.grid.window
    smallest = least_pixels(min_area, area_unit, source, window)
    tell_needs(
        path,
        source,
        window,
        on_needs,
        n_clusters=len(model.centers),
        sample_size=_LOOK_PIXELS,
        n_workers=n_workers,
        in_flight=parallel["in_flight"],
        n_rasters=2 if confidence_path else 1,
        n_components=0 if model.projection is None else model.projection.n_components,
        is_cleaned=smallest > 1,
    )
    with small_cache(cache_bytes(source, n_workers)), RasterReader(source) as reader:
        watch.stage(until=0.1)
        sample = draw_sample(reader, window, _LOOK_PIXELS, random_state=0, **parallel)
        likeness = compare(model.sample, sample.values, model.n_bands, source.dtype)
        watch.stage(until=1.0)
        labelling = Labelling(
            reader,
            model,
            window,
            path,
            confidence_path=confidence_path,
            with_statistics=with_statistics,
            least_pixels=smallest,
            polygons=polygons,
            about={"model": model.about, **(about or {})},
        )
        with labelling:
            class_map = labelling.clean(labelling.run(**parallel), **parallel)
            labelling.seal(class_map)
            labelling.place()
    return AppliedModel(**vars(class_map), source=source, likeness=likeness, border=sample.border)


def compare(sample, values, n_bands=None, dtype=None):
    """Compare pixels with those that a model was fitted on.

    Parameters
    ----------
    sample : SampleRange
    values : ndarray, shape (n_features, n_pixels)
    n_bands : int, optional
        How many of the features are bands; all when left out.
    dtype : str, optional
        numpy's name of the type of the bands in the raster; that of the values when left out.

    Returns
    -------
    Likeness
    """
    low, high = sample.low[:, None], sample.high[:, None]
    beyond = ((values < low) | (values > high)).any(axis=0)
    shift = SampleRange.of(values[:n_bands]).dark - sample.dark[:n_bands]
    is_whole = np.dtype(dtype or values.dtype).kind in "iu"
    for offset in (-OFFSET, OFFSET):
        if is_whole and (np.abs(shift - offset) <= _MOST_STRAY).all():
            return Likeness(float(beyond.mean()), offset)
    return Likeness(float(beyond.mean()), 0)
