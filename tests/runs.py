"""The use cases of the core with flat options: a test names only the options that it varies."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import fields

from s2_kmeans_plugin.core.evaluation import trials
from s2_kmeans_plugin.core.files.commit import Staging
from s2_kmeans_plugin.core.maps import (
    application,
    assessment,
    classification,
    comparison,
    description,
    editing,
    series,
)
from s2_kmeans_plugin.core.maps.comparison import ComparisonOutputs
from s2_kmeans_plugin.core.maps.options import MapOptions, Outputs
from s2_kmeans_plugin.core.maps.series import SeriesOutputs
from s2_kmeans_plugin.core.models.search import FitOptions
from s2_kmeans_plugin.core.parallel.progress import Watch
from s2_kmeans_plugin.core.parallel.windows import Workers
from s2_kmeans_plugin.core.products import opening
from s2_kmeans_plugin.core.products.opening import ProductOutputs


def take_workers(options):
    """Take ``executor``, ``n_workers``, ``progress`` and ``is_cancelled`` out of options."""
    watch = Watch(options.pop("progress", None), options.pop("is_cancelled", None))
    chosen = {name: options.pop(name, None) for name in ("executor", "n_workers")}
    chosen = {name: value for name, value in chosen.items() if value is not None}
    return Workers(**chosen, watch=watch)


def take(kind, options, **more):
    """Take the fields of a class out of options, and make an instance."""
    names = {field.name for field in fields(kind)}
    return kind(**more, **{name: options.pop(name) for name in names & set(options)})


def classify(source, path, *, on_needs=None, **options):
    workers = take_workers(options)
    outputs = take(Outputs, options, classes=str(path))
    fit = take(FitOptions, options)
    return classification.classify(source, outputs, fit, MapOptions(**options), workers, on_needs)


def apply_model(source, model, path, *, on_needs=None, **options):
    workers = take_workers(options)
    outputs = take(Outputs, options, classes=str(path))
    return application.apply_model(source, model, outputs, MapOptions(**options), workers, on_needs)


def classify_many(sources, paths, *, on_needs=None, **options):
    workers = take_workers(options)
    outputs = take(SeriesOutputs, options, maps=[str(path) for path in paths])
    fit = take(FitOptions, options)
    return series.classify_many(sources, outputs, fit, MapOptions(**options), workers, on_needs)


def edit_classes(source, edits, path, **options):
    workers = take_workers(options)
    outputs = take(Outputs, options, classes=str(path))
    return editing.edit_classes(source, edits, outputs, workers=workers, **options)


def compare_classes(first, second, path=None, **options):
    workers = take_workers(options)
    outputs = ComparisonOutputs(changes=path and str(path), **options)
    return comparison.compare_classes(first, second, outputs, workers)


def describe_classes(source, classes, **options):
    return description.describe_classes(source, classes, workers=take_workers(options), **options)


def assess_by_features(classes, features, **options):
    return assessment.assess_by_features(classes, features, take_workers(options))


def assess_by_raster(classes, reference, **options):
    return assessment.assess_by_raster(classes, reference, take_workers(options))


def suggest_clusters(source, **options):
    workers = take_workers(options)
    return trials.suggest_clusters(source, trials.SuggestOptions(**options), workers)


def open_product(path, output, *, scene_classes_path=None, **options):
    workers = take_workers(options)
    more = {"bands": str(output), "scene_classes": scene_classes_path}
    outputs = ProductOutputs(
        **more, **{name: options.pop(name) for name in ("translate", "about") if name in options}
    )
    return opening.open_product(path, outputs, workers=workers, **options)


@contextmanager
def committed(path):
    """Stage a file for a with block, and move it to its destination at the end."""
    with Staging() as staging:
        yield staging.file(str(path))
        staging.commit()


def write_map(path, grid, legend, classes, counts, about=None):
    """Write a whole map of classes."""
    from s2_kmeans_plugin.core.raster.geotiff import ClassWriter

    with committed(path) as file, ClassWriter(file, grid, legend, 16, about) as writer:
        writer.write(grid.window, classes)
        writer.add_table(counts)
        writer.seal()
