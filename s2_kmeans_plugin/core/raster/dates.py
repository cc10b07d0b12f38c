"""When an image was taken."""

import datetime
import os
import re
from contextlib import suppress

from .reader import open_dataset

# 20240601, 2024-06-01 or 2024_06_01, in the name of a file.
_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)([-_]?)(\d\d)\2(\d\d)(?!\d)")


def date_of(source):
    """The day on which an image was taken.

    Parameters
    ----------
    source : RasterSource

    Returns
    -------
    str
        As 2024-06-01: from the metadata of the file, else from its name; empty where both tell
        none.
    """
    dataset = open_dataset(source.path, source.open_options)
    told = (
        dataset.GetMetadataItem("ACQUISITIONDATETIME", "IMAGERY"),
        dataset.GetMetadataItem("PRODUCT_START_TIME"),
        os.path.basename(source.path),
    )
    for text in filter(None, told):
        for year, _, month, day in _DATE.findall(text):
            with suppress(ValueError):
                return datetime.date(int(year), int(month), int(day)).isoformat()
    return ""
