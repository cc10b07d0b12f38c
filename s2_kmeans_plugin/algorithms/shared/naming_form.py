"""Parameters of the names and colours of classes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...core import choices
from ...i18n import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np

    from ...core.legend import ClassEntry
    from .algorithm_run import AlgorithmRun
    from .form import Form


def add_palette(form: Form) -> None:
    labels = {
        "image": tr("Image colours"),
        "distinct": tr("Distinct"),
        "spectrum": tr("Spectrum"),
    }
    form.add_choice(
        "PALETTE",
        tr("Class colours"),
        [labels[palette] for palette in choices.PALETTES],
        tr("Image colours: the mean colour of the pixels of a class in the style of the layer."),
    )


def add_names(form: Form) -> None:
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


def options(run: AlgorithmRun) -> dict:
    """Return the names and colours as arguments of the core.

    Returns
    -------
    dict
        ``palette``, ``class_name`` and ``name_classes``.
    """
    is_named = run.choice("NAMES") == 0
    return {
        "palette": choices.PALETTES[run.choice("PALETTE")],
        "class_name": tr("Class {value}"),
        "name_classes": _suggest_names if is_named else None,
    }


def has_suggestions(legend: Sequence[ClassEntry]) -> bool:
    """Report whether a class has a name other than its number."""
    return any(entry.name != tr("Class {value}").format(value=entry.value) for entry in legend)


def _suggest_names(centers: np.ndarray, band_names: Sequence[str]) -> list[str]:
    """Return suggested names with their mark; an empty name where the bands suggest none."""
    from ...core.spectral.class_names import suggest_names

    names = suggest_names(centers, band_names, class_name="", translate=tr)
    return [name and tr("{name} (?)").format(name=name) for name in names]
