"""The whole run as one function: from a raster to a map of its classes."""

import time
from contextlib import ExitStack
from dataclasses import dataclass

import numpy as np

from ..choices import MAX_ITER, N_INIT, SAMPLE_SIZE, TOL
from ..clustering.refine import refine
from ..models.model import ClusterModel
from ..models.sampling import draw_sample, has_missed_something
from ..models.search import Search, check_palette, labelled
from ..numerics.components import ProjectedReader
from ..parallel.windows import way_of_working
from ..raster.in_memory import HoldingReader, held_bytes
from ..raster.reader import RasterReader, cache_bytes, small_cache
from .class_facts import N_SAMPLE_PIXELS, ClassFacts
from .cleaning import least_pixels
from .display import Display, image_colors, picture, shown_bands
from .labelling import ClassMap, Labelling, check_outputs
from .needs import tell_needs


@dataclass(frozen=True)
class Classification(ClassMap):
    """What a run did.

    Attributes
    ----------
    source : RasterSource
    model : ClusterModel
    n_sampled : int
    border : sampling.Border or None
        Pixels around the image that seem to hold no data.
    sampled_again : bool
        Whether the sample had missed something, so that another was drawn from the whole raster.
    n_iter : int
        Iterations of the fit that was chosen, passes over all pixels included.
    seconds : dict of str to float
        Of the stages ``sample``, ``fit`` and ``classify``.
    report : ClassFacts or None
        None where it was not asked for.
    """

    source: object
    model: ClusterModel
    n_sampled: int
    border: object
    sampled_again: bool
    n_iter: int
    seconds: dict
    report: ClassFacts


def classify(
    source,
    path,
    *,
    algorithm="kmeans",
    n_clusters=8,
    scaling="none",
    n_components=0,
    sample_size=SAMPLE_SIZE,
    n_init=N_INIT,
    max_iter=MAX_ITER,
    tol=TOL,
    random_state=0,
    rules=None,
    window=None,
    palette="image",
    display=None,
    class_name="Class {value}",
    name_classes=None,
    confidence_path=None,
    with_statistics=False,
    with_report=False,
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
    """Sort the pixels of a raster into classes and write them as a GeoTIFF.

    Parameters
    ----------
    source : RasterSource
    path : str
        Of the GeoTIFF; replaced when the run succeeds, untouched when it does not.
    algorithm : str
        A key of `clusterers.ALGORITHMS`.
    n_clusters : int
        From 2 to 255. Fewer are delivered where the sample has fewer distinct pixels; with ISODATA
        it is where the search starts.
    scaling : {"none", "standardise"}
        An index counts as much as a band in either case: `statistics.units`.
    n_components : int
        Principal components of the sample, in scaled units, whose values are compared instead of
        those of bands and indices; 0 for none.
    sample_size : int
        Valid pixels that the fit sees. 0 for all, with the algorithms of
        `clusterers.ON_ALL_PIXELS`: the fit on a sample is then carried on over every pixel by
        Lloyd's passes.
    n_init, max_iter, tol, random_state
        As in scikit-learn.
    rules : isodata.Rules, optional
        For ISODATA alone.
    window : Window, optional
        Classify only this part.
    palette : {"image", "distinct", "spectrum"}
    display : Display, optional
        How the raster is shown, for the palette ``image`` and the report; `Display.of` when left
        out.
    class_name : str
        With ``{value}`` where the number goes.
    name_classes : callable, optional
        Gives the names of the classes for the means of their bands (ndarray, shape (n_classes,
        n_bands), with the scale and offset that the raster declares) and the names of the bands;
        an empty one stands for ``class_name``.
    confidence_path : str, optional
        Of a GeoTIFF of how sure each class is: `confidence.confidence`.
    with_statistics : bool
        Whether to add up mean and spread of the bands and indices of each class.
    with_report : bool
        Whether to keep what a report shows, statistics included.
    min_area : float
        Patches, pixels of one class that touch at their sides, that are smaller are given to their
        largest neighbours: `sieve.SievedMap`. 0 for none. All figures are those of the cleaned map
        but the inertia and the confidence, which are those of the classes that were found.
    area_unit : {"hectares", "pixels"}
    polygons : cleaning.PolygonFile, optional
        Where the map is to be drawn as polygons.
    about : dict, optional
        What the model is to tell of its origin beside what is told here.
    executor : concurrent.futures.Executor, optional
        Where windows are read and labelled; here when left out. The starts of the fit run there too
        if it is one of threads; to other processes the sample would have to travel.
    n_workers : int, optional
        How many windows the executor works on at once; the processors of this machine.
    on_needs : callable, optional
        Told the `Needs` of the run before it starts.
    progress : callable, optional
        Called with the fraction done, from this thread.
    is_cancelled : callable, optional

    Returns
    -------
    Classification

    Raises
    ------
    RasterError
        When the raster cannot be read or the GeoTIFF cannot be written.
    ArgumentError
        When an argument is out of its range.
    MissingDependencyError
        When the algorithm needs a package that is not installed.
    Cancelled
        When ``is_cancelled`` said so.
    """
    n_workers, parallel = way_of_working(executor, n_workers, progress, is_cancelled)
    watch = parallel["watch"]
    search = Search(
        algorithm=algorithm,
        n_clusters=n_clusters,
        scaling=scaling,
        n_components=n_components,
        sample_size=sample_size,
        n_init=n_init,
        max_iter=max_iter,
        tol=tol,
        random_state=random_state,
        rules=rules,
    )
    search.check(source)
    check_palette(palette)
    check_outputs(path, confidence_path, source, polygons)
    window = window or source.grid.window
    smallest = least_pixels(min_area, area_unit, source, window)
    held = held_bytes(source, window)
    tell_needs(
        path,
        source,
        window,
        on_needs,
        n_clusters=n_clusters,
        sample_size=search.n_drawn,
        n_workers=n_workers,
        in_flight=parallel["in_flight"],
        n_rasters=2 if confidence_path else 1,
        n_components=n_components,
        is_cleaned=smallest > 1,
        held=held,
    )
    told = {
        **(about or {}),
        "parameters": {
            **search.about(source),
            **({"least_pixels": smallest} if smallest > 1 else {}),
            "window": [window.col, window.row, window.width, window.height],
        },
    }
    clock = _Clock()
    display = display or Display.of(source)
    compared = source.compared_bands
    others = tuple(sorted(set(display.bands) - set(compared))) if palette == "image" else ()
    with ExitStack() as stack:
        stack.enter_context(small_cache(cache_bytes(source, n_workers)))
        reader = stack.enter_context(RasterReader(source))
        if held:
            reader = HoldingReader(reader, window)
        to_display = stack.enter_context(RasterReader(source.choose(others))) if others else None

        def on_all_pixels(fitted, sample, offset, scale, projection):
            watch.stage(until=0.99 if everywhere else 0.7)
            return refine(
                ProjectedReader(reader, projection) if projection else reader,
                source.windows(window),
                fitted,
                sample,
                offset,
                scale,
                max_iter=max_iter,
                **parallel,
            )

        for everywhere in (False, True):
            watch.stage(until=0.97 if everywhere else 0.1)
            sample = draw_sample(
                reader,
                window,
                search.n_drawn,
                random_state=random_state,
                everywhere=everywhere,
                display=to_display,
                **parallel,
            )
            clock.lap("sample")

            watch.stage(until=0.98 if everywhere else 0.2)
            is_part = sample.n_samples < sample.n_valid
            found = search.find(
                sample,
                source,
                carry_on=on_all_pixels if sample_size == 0 and is_part else None,
                executor=executor,
                watch=watch,
            )
            colors = None
            if palette == "image":
                colors = image_colors(found.model, sample, compared, others, display)
            model = labelled(
                found.model,
                source,
                palette,
                colors,
                class_name,
                name_classes,
                {**told, "grid": vars(source.grid)},
            )
            clock.lap("fit")

            is_whole = sample.n_read == window.n_pixels
            watch.stage(until=1.0 if is_whole else 0.95)
            labelling = Labelling(
                reader,
                model,
                window,
                path,
                confidence_path=confidence_path,
                with_statistics=with_statistics or with_report,
                preview_bands=shown_bands(display, source) if with_report else None,
                least_pixels=smallest,
                polygons=polygons,
                about=told,
            )
            with labelling:
                class_map = labelling.run(**parallel)
                missed = not is_whole and has_missed_something(
                    found.inertia_per_pixel, class_map.inertia_per_pixel, len(model.centers)
                )
                if not missed:
                    class_map = labelling.clean(class_map, **parallel)
                    watch.stage(until=1.0)
                    watch.at(1.0)
                    labelling.seal(class_map)
                    labelling.place()
            clock.lap("classify")
            if not missed:
                break
    return Classification(
        **vars(class_map),
        source=source,
        model=model,
        n_sampled=sample.n_samples,
        border=sample.border,
        sampled_again=everywhere,
        n_iter=found.n_iter,
        seconds=clock.seconds,
        report=_report(class_map, model, sample, display, source) if with_report else None,
    )


def _report(class_map, model, sample, display, source):
    """What a report shows of a run."""
    values = sample.values[:, :N_SAMPLE_PIXELS]
    classes, _ = model.label(values, np.ones(values.shape[1], dtype=bool))
    return ClassFacts(
        legend=list(model.legend),
        counts=class_map.counts,
        hectares=class_map.hectares,
        n_nodata=class_map.n_nodata,
        band_names=model.band_names[: model.n_bands],
        means=class_map.statistics.means,
        deviations=class_map.statistics.deviations,
        image=picture(class_map.preview, display, sample, source),
        classes=class_map.preview.classes,
        sample=values,
        sample_classes=classes,
        scale=model.feature_scale,
        index_names=model.band_names[model.n_bands :],
    ).in_units_of(source)


class _Clock:
    def __init__(self):
        self.seconds = {}
        self._last = time.perf_counter()

    def lap(self, name):
        now = time.perf_counter()
        self.seconds[name] = self.seconds.get(name, 0.0) + now - self._last
        self._last = now
