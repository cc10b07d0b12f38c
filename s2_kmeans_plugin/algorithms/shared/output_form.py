"""Output files that several algorithms write."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...i18n import tr

if TYPE_CHECKING:
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
    form.add_file_output(
        "OUTPUT_TABLE",
        tr("Class table"),
        tr("CSV files (*.csv)"),
        tr(
            "Pixels, percent and hectares of each class, and mean and standard deviation of its "
            "bands."
        ),
    )


def add_model(form: Form) -> None:
    form.add_file_output(
        "OUTPUT_MODEL",
        tr("Model"),
        tr("JSON files (*.json)"),
        tr("The classes as numbers. Apply a model to another image uses this file."),
    )


def add_report(form: Form) -> None:
    form.add_file_output(
        "OUTPUT_REPORT",
        tr("Report"),
        tr("HTML files (*.html)"),
        tr(
            "Page with the image and the map, areas, spectra and separability of the classes, and "
            "the command that repeats the run."
        ),
    )
