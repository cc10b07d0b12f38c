"""Parameters of the features: spectral indices and principal components."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import QgsProcessingParameterBand, QgsProcessingParameterEnum

from ...core import choices
from ...i18n import tr

if TYPE_CHECKING:
    from ...core.raster.source import RasterSource
    from .algorithm_run import AlgorithmRun
    from .form import Form


def add_indices(form: Form) -> None:
    form.add(
        QgsProcessingParameterEnum(
            "INDICES",
            tr("Additional spectral indices"),
            list(choices.INDICES),
            allowMultiple=True,
            defaultValue=[],
            optional=True,
            usesStaticStrings=True,
        ),
        tr(
            "Computed from the bands: NDVI (vegetation), NDWI and MNDWI (water), NDBI (built-up "
            "area), NDMI (moisture), BSI (bare soil). Each index has the mean weight of a band. "
            "Its bands need not be among the chosen bands."
        ),
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
        parameter = QgsProcessingParameterBand(
            name, label, parentLayerParameterName="INPUT", optional=True
        )
        form.add(parameter, help_text.format(names=names), advanced=True)


def add_components(form: Form) -> None:
    form.add_number(
        "N_COMPONENTS",
        tr("Principal components (0: use the bands)"),
        0,
        choices.N_COMPONENTS_LIMITS,
        tr(
            "Number of principal components to compare in place of bands and indices. They hold "
            "most of the variance with less noise. The log reports their share of the variance."
        ),
        advanced=True,
    )


def with_features(run: AlgorithmRun, source: RasterSource) -> RasterSource:
    """Return the raster with the indices that the form asks for.

    Raises
    ------
    ArgumentError
        If a band of an index is missing.
    """
    from ...core.spectral.bands import ROLES
    from ...core.spectral.indices import with_indices

    given = {}
    for role in ROLES:
        numbers = run.bands(f"{role}_BAND")
        given[role] = numbers[0] if numbers else None
    return with_indices(source, run.choices("INDICES"), given)
