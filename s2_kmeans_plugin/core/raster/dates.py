"""Acquisition dates of images."""

from __future__ import annotations

import datetime
import os
import re
from contextlib import suppress
from typing import TYPE_CHECKING

from .gdal_calls import guard_gdal, open_dataset

if TYPE_CHECKING:
    from .source import RasterSource

# 20240601, 2024-06-01 or 2024_06_01, in the name of a file.
_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)([-_]?)(\d\d)\2(\d\d)(?!\d)")


def date_of(source: RasterSource) -> str:
    """Return the day on which an image was taken, such as 2024-06-01.

    It is in the metadata of the file or else in its name. The text is empty where neither has it.
    """
    with guard_gdal():
        dataset = open_dataset(source.path, source.open_options)
        texts = (
            dataset.GetMetadataItem("ACQUISITIONDATETIME", "IMAGERY"),
            dataset.GetMetadataItem("PRODUCT_START_TIME"),
            os.path.basename(source.path),
        )
    for text in filter(None, texts):
        for year, _, month, day in _DATE.findall(text):
            with suppress(ValueError):
                return datetime.date(int(year), int(month), int(day)).isoformat()
    return ""
