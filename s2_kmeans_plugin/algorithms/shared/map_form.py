"""Parameters of a class map: outputs, polygons, cleaning, names and colours."""

from __future__ import annotations

from qgis.core import QgsProcessing, QgsProcessingParameterVectorDestination

from ...core import choices
from ...i18n import template, tr
from ...style import polygon_style
from ...task import translate_errors
from .algorithm_run import AlgorithmRun
from .form import Form


def add_class_map(form: Form) -> None:
    """Declare the class map, its confidence raster and its class table."""
    form.add_raster_output("OUTPUT", tr("Class map"), tr("GeoTIFF of the classes."))
    form.add_raster_output(
        "OUTPUT_CONFIDENCE",
        tr("Confidence"),
        tr(
            "GeoTIFF of confidence in percent: 0 % halfway between the two nearest class centres, "
            "100 % on a class centre."
        ),
        optional=True,
    )
    add_table(form)


def add_table(form: Form) -> None:
    form.add_table_output(
        "OUTPUT_TABLE",
        tr("Class table"),
        tr(
            "Pixels, percent and hectares of each class, and mean and standard deviation of its "
            "bands."
        ),
    )


def add_model(form: Form) -> None:
    form.add_model_output(
        tr("Model"), tr("The classes as numbers. Apply a model to another image uses this file.")
    )


def add_report(form: Form) -> None:
    form.add_report_output(
        tr(
            "Page with the image and the map, areas, spectra and separability of the classes, and "
            "the command that repeats the run."
        )
    )


def add_counts(form: Form) -> None:
    """Declare the counts that `MapResults.show` returns."""
    form.add_numbers(
        ("N_CLASSES", tr("Number of classes")),
        ("N_PIXELS", tr("Number of classified pixels")),
        ("N_NODATA", tr("Number of nodata pixels")),
    )


def add_polygons(form: Form) -> None:
    kind = QgsProcessing.SourceType.TypeVectorPolygon
    parameter = QgsProcessingParameterVectorDestination(
        "OUTPUT_POLYGONS", tr("Polygons"), kind, optional=True
    )
    parameter.setCreateByDefault(False)
    form.add(
        parameter,
        tr(
            "GeoPackage of the classes as polygons, with names, areas and colours. It replaces an "
            "existing GeoPackage with all its layers."
        ),
    )
    # Scripts and models store positions, so new options come last.
    form.add_choice(
        "POLYGONS",
        tr("Grouping of polygons"),
        [tr("One polygon per class"), tr("One polygon per patch")],
        tr("The attribute table has the area of each class, or of each patch."),
    )


def add_min_area(form: Form) -> None:
    labels = {"hectares": tr("Hectares"), "pixels": tr("Pixels")}
    form.add_number(
        "MIN_AREA",
        tr("Minimum patch size (0: keep all)"),
        tr(
            "Each smaller patch gets the class of its largest neighbour. The smallest patches "
            "change first. Nodata stays nodata."
        ),
        advanced=False,
    )
    form.add_choice(
        "MIN_AREA_UNIT",
        tr("Unit of minimum patch size"),
        [labels[unit] for unit in choices.AREA_UNITS],
        tr("Hectares need a coordinate system with a known unit."),
        advanced=False,
    )


def add_naming(form: Form) -> None:
    """Declare the colours and names of the classes."""
    image, distinct, spectrum = tr("Image colours"), tr("Distinct"), tr("Spectrum")
    labels = {"image": image, "distinct": distinct, "spectrum": spectrum}
    form.add_choice(
        "PALETTE",
        tr("Class colours"),
        [labels[palette] for palette in choices.PALETTES],
        tr("Image colours: the mean colour of the pixels of a class in the style of the layer."),
    )
    form.add_choice(
        "NAMES",
        tr("Class names"),
        [tr("Suggested from spectra"), tr("Numbers")],
        tr(
            "If at least the red and near-infrared bands are known by name, spectral indices "
            "suggest a name for each class, such as water, dense vegetation or bare soil. The mark "
            "(?) shows that you have to check it. Other classes have numbers."
        ),
    )


def polygon_file(run: AlgorithmRun, path: str | None):
    """Return the `PolygonFile` of the core; None without a path."""
    from ...core.maps.options import PolygonFile

    return PolygonFile(path, run.choice("POLYGONS") == 1, polygon_style) if path else None


def map_options(run: AlgorithmRun, **options: object):
    """Return the `MapOptions` of the form, and other options given here."""
    from ...core.maps.options import MapOptions

    return MapOptions(
        min_area=run.decimal("MIN_AREA"),
        area_unit=choices.AREA_UNITS[run.choice("MIN_AREA_UNIT")],
        about=run.algorithm.origin(run),
        **options,
    )


def naming_options(run: AlgorithmRun) -> dict:
    """Return names and colours as options of a map."""
    return {
        "palette": choices.PALETTES[run.choice("PALETTE")],
        "class_name": tr("Class {value}"),
        "name_classes": _suggest_names if run.choice("NAMES") == 0 else None,
    }


def report_min_area(run: AlgorithmRun, options, source) -> None:
    """Log the minimum patch size in pixels; raise QgsProcessingException if it is invalid."""
    from ...core.maps.cleaning import least_pixels

    window = options.window or source.grid.window
    with translate_errors():
        n_pixels = least_pixels(options.min_area, options.area_unit, source, window)
    if n_pixels:
        text = template("Minimum patch size: {n_pixels:,} pixels")
        run.log(text.format(n_pixels=n_pixels))


def report_suggestions(run: AlgorithmRun, legend) -> None:
    """Log that names are suggestions if a class has a name other than its number."""
    if any(entry.name != tr("Class {value}").format(value=entry.value) for entry in legend):
        run.log(tr("Names with (?) are suggestions from spectra. Check each name in the map."))


def _suggest_names(centers, band_names):
    """Return suggested names with their mark; an empty name where the bands suggest none."""
    from ...core.spectral.class_names import suggest_names

    names = suggest_names(centers, band_names, class_name="", translate=tr)
    return [name and tr("{name} (?)").format(name=name) for name in names]
