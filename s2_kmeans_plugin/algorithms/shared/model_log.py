"""Log lines about a model and the raster that it is applied to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...i18n import template

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...core.maps.application import Likeness

# Chosen: another image rarely has a larger share of pixels outside the range of the sample.
_MAX_SHARE_BEYOND = 0.05


def unlike(likeness: Likeness) -> Iterator[str]:
    """Yield a warning if the raster differs from the one that the model was fitted on."""
    if likeness.sentinel2_shift:
        yield template(
            "All bands differ by about {shift:+} from the values that the model was fitted on. "
            "Sentinel-2 products before and after processing baseline 04.00 differ like this. "
            "Subtract the offset of 1000 from the newer product first."
        ).format(shift=likeness.sentinel2_shift)
    elif likeness.share_beyond > _MAX_SHARE_BEYOND:
        yield template(
            "{percent:.0f} % of the pixels are outside the range of the model. The image may have "
            "another unit, season or sensor. Check whether the classes still have their meaning."
        ).format(percent=100 * likeness.share_beyond)


def unknown_classes(values: set[int]) -> str:
    """Return the warning about classes in an edit table that do not exist."""
    return template("The edit table names classes that do not exist: {classes}.").format(
        classes=", ".join(map(str, sorted(values)))
    )
