"""Parameters of the raster that an algorithm reads: layer, bands, features, extent, cluster."""

from __future__ import annotations

from qgis.core import QgsProcessingParameterBand, QgsProcessingParameterExtent

from ...core import choices
from ...i18n import tr
from ...task import translate_errors
from . import masking, run_log
from .algorithm_run import AlgorithmRun
from .form import Form


def add_input(form: Form, help_text: str | None = None) -> None:
    help_text = help_text or tr("Image to classify: any raster that GDAL can read.")
    form.add_raster("INPUT", tr("Raster layer"), help_text)


def add_bands(form: Form, label: str | None = None, help_text: str | None = None) -> None:
    label = label or tr("Bands (none: all)")
    bands = QgsProcessingParameterBand(
        "BANDS", label, parentLayerParameterName="INPUT", optional=True, allowMultiple=True
    )
    help_text = help_text or tr("Bands to compare. By default all bands except an alpha band.")
    form.add(bands, help_text)


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


def add_indices(form: Form) -> None:
    form.add_choices(
        "INDICES",
        tr("Additional spectral indices"),
        choices.INDICES,
        tr(
            "Computed from the bands: NDVI (vegetation), NDWI and MNDWI (water), NDBI (built-up "
            "area), NDMI (moisture), BSI (bare soil). Each index has the mean weight of a band. "
            "Its bands need not be among the chosen bands."
        ),
        default=[],
        optional=True,
        usesStaticStrings=True,
    )


def add_index_bands(form: Form) -> None:
    """Declare the bands of the indices, for rasters without band names."""
    help_text = tr("Default: the band named {names}. Choose a band if no name is known.")
    for name, label, names in (
        ("BLUE_BAND", tr("Blue band for indices"), tr("B02 or blue")),
        ("GREEN_BAND", tr("Green band for indices"), tr("B03 or green")),
        ("RED_BAND", tr("Red band for indices"), tr("B04 or red")),
        ("NIR_BAND", tr("Near-infrared band for indices"), tr("B08 or nir, else B8A")),
        ("SWIR_BAND", tr("Short-wave infrared band for indices"), tr("B11 or swir1")),
    ):
        band = QgsProcessingParameterBand(
            name, label, parentLayerParameterName="INPUT", optional=True
        )
        form.add(band, help_text.format(names=names), advanced=True)


def add_components(form: Form) -> None:
    form.add_number(
        "N_COMPONENTS",
        tr("Principal components (0: use the bands)"),
        tr(
            "Number of principal components to compare in place of bands and indices. They hold "
            "most of the variance with less noise. The log reports their share of the variance."
        ),
    )


def add_extent(form: Form) -> None:
    form.add(
        QgsProcessingParameterExtent("EXTENT", tr("Extent (none: whole raster)"), optional=True),
        tr("Part of the raster to process, for example the map canvas for a quick test."),
        advanced=True,
    )


def add_dask(form: Form) -> None:
    form.add_text(
        "DASK_SCHEDULER",
        tr("Dask scheduler (empty: this computer)"),
        tr(
            "Address of a Dask scheduler, such as tcp://192.0.2.1:8786. Its workers read and "
            "classify the image. Each worker must be able to open the path of the image."
        ),
    )


def open_image(run: AlgorithmRun):
    """Open the raster with the bands, indices and mask of the form, and log them.

    Return the raster and the window of the extent, None for the whole raster. Raise
    QgsProcessingException if the raster, a band, the extent or the mask cannot be read.
    """
    with translate_errors():
        source = with_features(run, run.layer.open(run.bands()))
        window = read_window(run, source)
    run.log(*run_log.source_lines(source, window))
    source = masking.apply_mask(run, source)
    masking.suggest_mask(run, source)
    return source, window


def with_features(run: AlgorithmRun, source):
    """Return the raster with the indices of the form; raise ArgumentError if a band is missing."""
    from ...core.spectral.bands import ROLES
    from ...core.spectral.indices import with_indices

    numbers = {role: (run.bands(f"{role}_BAND") or [None])[0] for role in ROLES}
    return with_indices(source, run.choices("INDICES"), numbers)


def read_window(run: AlgorithmRun, source):
    """Return the window of the extent that the form gives; None for the whole raster."""
    bounds = run.bounds()
    return source.grid.window_of_bounds(*bounds) if bounds else None
