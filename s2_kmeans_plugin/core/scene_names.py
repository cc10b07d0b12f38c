"""Names of the classes of a scene classification. Imports nothing, so that a form can list them."""

# ESA, "Sentinel-2 Products Specification Document", table of the scene classification: the values
# from 1; 0 is nodata.
NAMES = (
    "Saturated or defective",
    "Dark area",
    "Cloud shadow",
    "Vegetation",
    "Not vegetated",
    "Water",
    "Unclassified",
    "Cloud, medium probability",
    "Cloud, high probability",
    "Thin cirrus",
    "Snow or ice",
)

# Values of pixels that do not show the ground, or not as it mostly is.
LEFT_OUT = (0, 1, 3, 8, 9, 10, 11)
