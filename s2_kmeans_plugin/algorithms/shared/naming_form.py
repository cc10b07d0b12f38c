"""The part of a form that says how classes are called and coloured."""

from ...i18n import tr


def add_palette(form):
    # In the order of `choices.PALETTES`.
    form.add_choice(
        "PALETTE",
        tr("Colours"),
        [tr("Colours of the image"), tr("Distinct"), tr("Spectrum")],
        tr(
            "Colours of the image gives each class its mean colour as the layer shows it, so "
            "that the map can be read at once."
        ),
    )


def add_names(form):
    form.add_choice(
        "NAMES",
        tr("Names of the classes"),
        [tr("Suggested by their spectra"), tr("Numbers")],
        tr(
            "Where the bands are known by their names, at least red and near infrared, each "
            "class is given the name that published indices suggest: water, dense vegetation, "
            "bare soil … A suggestion, marked (?), to be checked. Other classes are numbered."
        ),
    )


def add_model_output(form):
    form.add_file_output(
        "OUTPUT_MODEL",
        tr("Model"),
        tr("JSON files (*.json)"),
        tr("The classes as numbers, with which Apply classes sorts another image."),
    )


def options(form, parameters, context):
    """What the form says of names and colours, as arguments of the core.

    Returns
    -------
    dict
        ``palette``, ``class_name`` and ``name_classes``.
    """
    from ...core.choices import PALETTES

    def choice(name, choices):
        return choices[form.parameterAsEnum(parameters, name, context)]

    return {
        "palette": choice("PALETTE", PALETTES),
        "class_name": tr("Class {value}"),
        "name_classes": choice("NAMES", (_suggested_names, None)),
    }


def has_suggestions(legend):
    """Whether a class has a name and not just its number."""
    return any(entry.name != tr("Class {value}").format(**vars(entry)) for entry in legend)


def _suggested_names(centers, band_names):
    """Names marked as suggestions; empty where the bands suggest none."""
    from ...core.spectral.class_names import suggest_names

    names = suggest_names(centers, band_names, class_name="", translate=tr)
    return [name and tr("{name} (?)").format(name=name) for name in names]
