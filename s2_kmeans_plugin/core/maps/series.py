"""Several rasters, such as dates or neighbouring tiles, sorted into the same classes."""

from contextlib import ExitStack
from dataclasses import dataclass, replace

import numpy as np

from ..choices import SAMPLE_SIZE
from ..errors import ArgumentError, NoValidPixelError, RasterError
from ..files.checks import check_distinct
from ..models.model import ClusterModel
from ..models.sampling import Sample, draw_sample, has_missed_something
from ..models.search import Search, check_palette, labelled
from ..parallel.windows import way_of_working
from ..raster.geotiff import check_destination
from ..raster.reader import RasterReader, cache_bytes, small_cache
from ..spectral.bands import find_bands
from .cleaning import least_pixels
from .display import Display, image_colors
from .labelling import Labelling
from .needs import Needs, check_room, estimate


@dataclass(frozen=True)
class Series:
    """What a run did.

    Attributes
    ----------
    sources : list of RasterSource
    maps : list of ClassMap
        One for each raster, all with the legend of the model.
    model : ClusterModel
    n_sampled : int
        Of all rasters together.
    borders : list of (Border or None)
        Pixels around each image that seem to hold no data.
    sampled_again : bool
        Whether a sample had missed something, so that others were drawn from the whole rasters.
    n_iter : int
    """

    sources: list
    maps: list
    model: ClusterModel
    n_sampled: int
    borders: list
    sampled_again: bool
    n_iter: int


def alike(first, source):
    """A raster with the bands, the indices and the unit of the first of a series.

    Bands are found by their names; where these differ, by the bands of Sentinel-2 that they mean;
    and where names tell nothing, by their numbers.

    Parameters
    ----------
    first : RasterSource
        With its bands and indices chosen.
    source : RasterSource
        With all bands that may be chosen.

    Returns
    -------
    RasterSource

    Raises
    ------
    RasterError
        When they do not match.
    """
    numbers = find_bands(first.band_names, source)
    if numbers is None:
        if source.n_bands_in_file != first.n_bands_in_file:
            raise RasterError(
                "{path} has the bands {offered}, and {first} was read with {wanted}: take rasters "
                "with the same bands, or name the bands alike.",
                path=source.path,
                offered=", ".join(source.band_names),
                first=first.path,
                wanted=", ".join(first.band_names),
            )
        numbers = first.bands
    return replace(source.choose(numbers), features=first.features).in_units_of(first.units)


def classify_many(
    sources,
    paths,
    *,
    palette="image",
    display=None,
    class_name="Class {value}",
    name_classes=None,
    min_area=0.0,
    area_unit="hectares",
    about=None,
    executor=None,
    n_workers=None,
    on_needs=None,
    progress=None,
    is_cancelled=None,
    **search,
):
    """Sort the pixels of several rasters into the same classes, a GeoTIFF for each.

    One model is fitted on pixels of all of them, about as many of each.

    Parameters
    ----------
    sources : sequence of RasterSource
        Made alike by `alike`. Each may lie on a grid of its own.
    paths : sequence of str
        Of the GeoTIFFs. All are replaced when the run succeeds, and none when it does not.
    palette, class_name, name_classes, min_area, area_unit, executor, n_workers, on_needs
        As in `pipeline.classify`.
    display : Display, optional
        Of the first raster.
    about : dict, optional
        What the maps and the model are to tell of their origin beside what is told here.
    progress, is_cancelled
        As in `pipeline.classify`.
    **search
        As the attributes of `finding.Search`; ``sample_size`` is that of all rasters together, and
        not 0.

    Returns
    -------
    Series

    Raises
    ------
    RasterError
        When a raster cannot be read or a GeoTIFF cannot be written.
    ArgumentError
        When an argument is out of its range.
    MissingDependencyError
        When the algorithm needs a package that is not installed.
    Cancelled
        When ``is_cancelled`` said so.
    """
    n_workers, parallel = way_of_working(executor, n_workers, progress, is_cancelled)
    watch = parallel["watch"]
    search = Search(**search)
    if search.sample_size == 0:
        raise ArgumentError(
            "sample_size is 0: several rasters are classified from a sample, so choose how many "
            "pixels, such as {default}.",
            default=SAMPLE_SIZE,
        )
    search.check(sources[0])
    check_palette(palette)
    _check_paths(sources, paths)
    grids = [source.grid for source in sources]
    smallest = [least_pixels(min_area, area_unit, source, source.grid.window) for source in sources]
    work = {"n_workers": n_workers, "in_flight": parallel["in_flight"]}
    _tell_needs(sources, paths, search, smallest, on_needs, **work)
    told = {**(about or {}), "parameters": {**search.about(sources[0]), "n_rasters": len(sources)}}
    with small_cache(max(cache_bytes(source, n_workers) for source in sources)):
        for everywhere in (False, True):
            watch.stage(until=0.97 if everywhere else 0.1)
            samples = _draw(sources, search, everywhere, **parallel)
            watch.stage(until=0.98 if everywhere else 0.2)
            sample = _merged(samples, search.random_state)
            found = search.find(sample, sources[0], executor=executor, watch=watch)
            colors = (
                _colors(found.model, sample, sources[0], display) if palette == "image" else None
            )
            origin = {**told, "grids": [vars(grid) for grid in grids]}
            model = labelled(
                found.model, sources[0], palette, colors, class_name, name_classes, origin
            )
            watch.stage(until=1.0 if everywhere else 0.95)
            jobs = zip(sources, paths, smallest, samples)
            maps = _label(list(jobs), model, told, **parallel)
            if maps is not None:
                break
    return Series(
        sources=list(sources),
        maps=maps,
        model=model,
        n_sampled=sum(sample.n_samples for sample in samples),
        borders=[sample.border for sample in samples],
        sampled_again=everywhere,
        n_iter=found.n_iter,
    )


def _check_paths(sources, paths):
    check_distinct(paths)
    for path in paths:
        for source in sources:
            check_destination(path, source)


def _tell_needs(sources, paths, search, smallest, on_needs, **work):
    """Tell what a run will need, one raster after the other; the disk has to hold all maps."""
    each = [
        estimate(
            source,
            source.grid.window,
            n_clusters=search.n_clusters,
            sample_size=search.sample_size,
            **work,
            n_components=search.n_components,
            is_cleaned=least > 1,
        )
        for source, least in zip(sources, smallest)
    ]
    needs = Needs(
        n_pixels=sum(one.n_pixels for one in each),
        memory=max(one.memory for one in each),
        disk=sum(one.disk for one in each),
        scratch=max(one.scratch for one in each),
    )
    if on_needs:
        on_needs(needs)
    check_room(paths[0], needs)


def _draw(sources, search, everywhere, *, executor, in_flight, watch):
    """A sample of each raster, empty where it has no valid pixel."""
    each, left = divmod(search.sample_size, len(sources))
    samples = []
    for n, source in enumerate(sources):
        share = max(1, each + (n < left))
        with RasterReader(source) as reader:
            try:
                sample = draw_sample(
                    reader,
                    source.grid.window,
                    share,
                    random_state=search.random_state,
                    everywhere=everywhere,
                    executor=executor,
                    in_flight=in_flight,
                    watch=watch.part(n / len(sources), (n + 1) / len(sources)),
                )
            except NoValidPixelError as error:
                empty = np.empty((len(source.feature_names), 0), dtype=source.feature_dtype)
                sample = Sample(empty, np.empty((0, 0)), 0, source.grid.window.n_pixels)
                nothing = error
        # As many of each, though a small raster would give more.
        samples.append(sample if len(sources) == 1 else sample.first(share))
    if not any(sample.n_samples for sample in samples):
        raise nothing
    return samples


def _merged(samples, random_state):
    """The pixels of all samples, in random order as a fit takes them."""
    values = np.concatenate([sample.values for sample in samples], axis=1)
    if len(samples) > 1:
        values = values[:, np.random.default_rng(random_state).permutation(values.shape[1])]
    n_valid, n_read = (
        sum(getattr(sample, name) for sample in samples) for name in ("n_valid", "n_read")
    )
    return Sample(values, np.empty((0, values.shape[1])), n_valid, n_read)


def _colors(model, sample, first, display):
    """Mean colour of each class on the screen, as the first raster is shown."""
    compared = first.compared_bands
    if display is None or not set(display.bands) <= set(compared):
        display = Display.of(first)
    return image_colors(model, sample, compared, (), display)


def _label(jobs, model, about, *, executor, in_flight, watch):
    """Write all maps: list of ClassMap, or None where a sample has missed something."""
    maps, labellings = [], []
    with ExitStack() as stack:
        for n, (source, path, least, sample) in enumerate(jobs):
            parallel = {
                "executor": executor,
                "in_flight": in_flight,
                "watch": watch.part(n / len(jobs), (n + 1) / len(jobs)),
            }
            with RasterReader(source) as reader:
                labelling = Labelling(
                    reader, model, source.grid.window, path, least_pixels=least, about=about
                )
                labellings.append(stack.enter_context(labelling))
                class_map = labelling.run(**parallel)
                if _has_missed(sample, model, class_map, source):
                    return None
                class_map = labelling.clean(class_map, **parallel)
            # Closed now, and moved when all are done: a series may have more maps than a program
            # may have open files.
            labelling.seal(class_map)
            maps.append(class_map)
        watch.stage(until=1.0)
        watch.at(1.0)
        for labelling in labellings:
            labelling.place()
    return maps


def _has_missed(sample, model, class_map, source):
    if sample.n_read == source.grid.window.n_pixels:
        return False
    _, inertia = model.label(sample.values, np.ones(sample.n_samples, dtype=bool))
    return has_missed_something(
        inertia / sample.n_samples, class_map.inertia_per_pixel, len(model.centers)
    )
