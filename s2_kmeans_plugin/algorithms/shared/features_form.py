"""The part of a form that says what is compared beyond the values of the bands."""

from qgis.core import QgsProcessingParameterBand, QgsProcessingParameterEnum

from ...core import choices
from ...i18n import tr


def add_indices(form):
    parameter = QgsProcessingParameterEnum(
        "INDICES",
        tr("Indices compared as well"),
        list(choices.INDICES),
        allowMultiple=True,
        defaultValue=[],
        optional=True,
        usesStaticStrings=True,
    )
    form.add(
        parameter,
        tr(
            "Computed from the bands while they are read: NDVI (vegetation), NDWI and MNDWI "
            "(water), NDBI (built-up), NDMI (moisture), BSI (bare soil). Each counts as much as a "
            "band does on the average. Their bands need not be among those compared."
        ),
    )


def add_index_bands(form):
    """Bands for the indices, where names do not tell them."""
    help_text = tr(
        "For the indices, where no name tells which band it is. None: the one called {meaning}."
    )
    for name, label, meaning in (
        ("BLUE_BAND", tr("Blue band for the indices"), tr("B02 or blue")),
        ("GREEN_BAND", tr("Green band for the indices"), tr("B03 or green")),
        ("RED_BAND", tr("Red band for the indices"), tr("B04 or red")),
        ("NIR_BAND", tr("Near infrared band for the indices"), tr("B08 or nir, else B8A")),
        ("SWIR_BAND", tr("Short-wave infrared band for the indices"), tr("B11 or swir1")),
    ):
        parameter = QgsProcessingParameterBand(
            name, label, parentLayerParameterName="INPUT", optional=True
        )
        form.add(parameter, help_text.format(meaning=meaning), advanced=True)


def add_components(form):
    form.add_number(
        "N_COMPONENTS",
        tr("Principal components compared (0: the bands themselves)"),
        0,
        *choices.N_COMPONENTS_LIMITS,
        tr(
            "Compares pixels by their first so many principal components instead of by the bands "
            "and indices: what makes them differ most, with less noise. The log tells how much of "
            "the variance they hold."
        ),
        advanced=True,
    )


def with_features(form, parameters, context, source):
    """A raster with the indices that the form asks for.

    Raises
    ------
    ArgumentError
        When a band is missing.
    """
    from ...core.spectral.bands import ROLES
    from ...core.spectral.indices import with_indices

    given = {}
    for role in ROLES:
        numbers = form.bands(parameters, context, f"{role}_BAND")
        given[role] = numbers[0] if numbers else None
    return with_indices(source, form.choices(parameters, "INDICES", context), given)
