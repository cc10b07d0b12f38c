"""Parameters of the cleaning and of the polygons of a class map."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import QgsProcessing, QgsProcessingParameterVectorDestination

from ...core import choices
from ...i18n import tr
from ...style import polygon_style
from ...task import core_errors_translated
from . import run_log

if TYPE_CHECKING:
    from ...core.maps.options import MapOptions, PolygonFile
    from ...core.raster.source import RasterSource
    from .algorithm_run import AlgorithmRun
    from .form import Form


def add_min_area(form: Form) -> None:
    labels = {"hectares": tr("Hectares"), "pixels": tr("Pixels")}
    form.add_number(
        "MIN_AREA",
        tr("Minimum patch size (0: keep all)"),
        choices.MIN_AREA,
        choices.MIN_AREA_LIMITS,
        tr(
            "Each smaller patch gets the class of its largest neighbour. The smallest patches "
            "change first. Nodata stays nodata."
        ),
    )
    form.add_choice(
        "MIN_AREA_UNIT",
        tr("Unit of minimum patch size"),
        [labels[unit] for unit in choices.AREA_UNITS],
        tr("Hectares need a coordinate system with a known unit."),
        advanced=False,
    )


def add_polygons(form: Form) -> None:
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


def polygon_file(run: AlgorithmRun, path: str | None) -> PolygonFile | None:
    """Return the polygon output as the core takes it."""
    from ...core.maps.options import PolygonFile

    if not path:
        return None
    return PolygonFile(path, run.choice("POLYGONS") == 1, polygon_style)


def area_options(run: AlgorithmRun) -> dict:
    """Return ``min_area`` and ``area_unit`` as arguments of the core."""
    unit = choices.AREA_UNITS[run.choice("MIN_AREA_UNIT")]
    return {"min_area": run.decimal("MIN_AREA"), "area_unit": unit}


def report_min_area(run: AlgorithmRun, options: MapOptions, source: RasterSource) -> None:
    """Log the minimum patch size in pixels.

    Raises
    ------
    QgsProcessingException
        If the core rejects the size or its unit.
    """
    from ...core.maps.cleaning import least_pixels

    with core_errors_translated():
        n_pixels = least_pixels(
            options.min_area, options.area_unit, source, options.window or source.grid.window
        )
    if n_pixels:
        run.log(run_log.min_area(n_pixels))
