"""The part of a form that says how a map of classes is cleaned and drawn."""

from qgis.core import QgsProcessing, QgsProcessingParameterVectorDestination

from ...core.choices import AREA_UNITS, MIN_AREA, MIN_AREA_LIMITS
from ...i18n import tr
from . import log


def add_min_area(form):
    form.add_number(
        "MIN_AREA",
        tr("Smallest patch that stays (0: all stay)"),
        MIN_AREA,
        *MIN_AREA_LIMITS,
        tr(
            "Patches of one class that are smaller become part of their largest neighbour, the "
            "smallest first. Nodata stays as it is."
        ),
    )
    form.add_choice(
        "MIN_AREA_UNIT",
        tr("Unit of the smallest patch"),
        [tr("Hectares"), tr("Pixels")],
        tr("Hectares need a raster whose coordinate system tells a unit."),
        advanced=False,
    )


def add_polygons(form):
    parameter = QgsProcessingParameterVectorDestination(
        "OUTPUT_POLYGONS",
        tr("Polygons"),
        QgsProcessing.SourceType.TypeVectorPolygon,
        optional=True,
    )
    parameter.setCreateByDefault(False)
    form.add(
        parameter,
        tr(
            "A GeoPackage of the classes as polygons, with their names, areas and colours. One "
            "that is there already is replaced with all its layers."
        ),
    )
    # The order of the choices is a public interface: new ones come last.
    form.add_choice(
        "POLYGONS",
        tr("Number of polygons"),
        [tr("One for each class"), tr("One for each patch")],
        tr(
            "One for each class has the patches of a class as parts of one polygon. One for each "
            "patch tells the area of every patch."
        ),
    )


def cleaning_options(form, parameters, context, polygons_path):
    """What the form says of cleaning and drawing, as arguments of the core.

    Parameters
    ----------
    form : RasterAlgorithm
    parameters : dict
    context : QgsProcessingContext
    polygons_path : str or None
        `Results.polygons_path`.

    Returns
    -------
    dict
        ``min_area``, ``area_unit`` and ``polygons``.
    """
    from ...core.maps.cleaning import PolygonFile
    from ...style import polygon_style

    each_patch = form.parameterAsEnum(parameters, "POLYGONS", context) == 1
    return {
        **area_options(form, parameters, context),
        "polygons": polygons_path and PolygonFile(polygons_path, each_patch, polygon_style),
    }


def area_options(form, parameters, context):
    """Of these ``min_area`` and ``area_unit``: dict."""
    return {
        "min_area": form.parameterAsDouble(parameters, "MIN_AREA", context),
        "area_unit": AREA_UNITS[form.parameterAsEnum(parameters, "MIN_AREA_UNIT", context)],
    }


def tell_smallest_patch(options, source, window, feedback):
    """Tell which patches go, and refuse what the core would refuse."""
    from ...core.maps.cleaning import least_pixels
    from ...task import core_errors_translated

    with core_errors_translated():
        n_pixels = least_pixels(
            options["min_area"], options["area_unit"], source, window or source.grid.window
        )
    if n_pixels:
        feedback.pushInfo(log.smallest_patch(n_pixels))
