"""Parameters of the raster that an algorithm reads: layer, bands, extent, cluster."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import (
    QgsProcessingParameterBand,
    QgsProcessingParameterExtent,
    QgsProcessingParameterString,
)

from ...i18n import tr

if TYPE_CHECKING:
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
