"""Parameters of the raster that an algorithm reads: layer, bands, extent, cluster."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import (
    QgsProcessingParameterBand,
    QgsProcessingParameterExtent,
    QgsProcessingParameterString,
)

from ...i18n import tr
from ...task import core_errors_translated
from . import features_form, masking_form, run_log

if TYPE_CHECKING:
    from ...core.raster.grid import Window
    from ...core.raster.source import RasterSource
    from .algorithm_run import AlgorithmRun
    from .form import Form


def add_input(form: Form, help_text: str | None = None) -> None:
    form.add_raster(
        "INPUT",
        tr("Raster layer"),
        help_text or tr("Image to classify: any raster that GDAL can read."),
    )


def add_bands(
    form: Form, label: str | None = None, help_text: str | None = None, layer: str = "INPUT"
) -> None:
    form.add(
        QgsProcessingParameterBand(
            "BANDS",
            label or tr("Bands (none: all)"),
            parentLayerParameterName=layer,
            optional=True,
            allowMultiple=True,
        ),
        help_text or tr("Bands to compare. By default all bands except an alpha band."),
    )


def add_band_list(form: Form, help_text: str) -> None:
    """Declare the bands of several rasters.

    The widget of QGIS lists the bands of one parent layer, and is empty without one. The metadata
    names a line edit instead. Scripts, models and qgis_process use the parameter as usual.
    """
    bands = QgsProcessingParameterBand(
        "BANDS", tr("Bands (none: all)"), optional=True, allowMultiple=True
    )
    bands.setMetadata({"widget_wrapper": {"class": f"{__package__}.band_widget.BandListWrapper"}})
    form.add(bands, help_text)


def add_extent(form: Form) -> None:
    form.add(
        QgsProcessingParameterExtent("EXTENT", tr("Extent (none: whole raster)"), optional=True),
        tr("Part of the raster to process, for example the map canvas for a quick test."),
        advanced=True,
    )


def add_dask(form: Form) -> None:
    form.add(
        QgsProcessingParameterString(
            "DASK_SCHEDULER", tr("Dask scheduler (empty: this computer)"), optional=True
        ),
        tr(
            "Address of a Dask scheduler, such as tcp://192.0.2.1:8786. Its workers read and "
            "classify the image. Each worker must be able to open the path of the image."
        ),
        advanced=True,
    )


def open_image(run: AlgorithmRun) -> tuple[RasterSource, Window | None]:
    """Open the raster with the bands, indices and mask of the form, and log them.

    Returns
    -------
    source : RasterSource
    window : Window or None
        None for the whole raster.

    Raises
    ------
    QgsProcessingException
        If the raster, a band, the extent or the mask cannot be read.
    """
    with core_errors_translated():
        source = features_form.with_features(run, run.layer.open(run.bands()))
        window = read_window(run, source)
    run.log(*run_log.source_lines(source, window))
    source = masking_form.apply_mask(run, source)
    masking_form.suggest_mask(run, source)
    return source, window


def read_window(run: AlgorithmRun, source: RasterSource) -> Window | None:
    """Return the window of the extent that the form gives; None for the whole raster."""
    crs = run.layer.crs
    extent = run.algorithm.parameterAsExtent(run.parameters, "EXTENT", run.context, crs)
    if extent.isNull():
        return None
    return source.grid.window_of_bounds(
        extent.xMinimum(), extent.yMinimum(), extent.xMaximum(), extent.yMaximum()
    )
