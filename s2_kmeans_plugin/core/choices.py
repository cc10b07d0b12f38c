"""Limits and default values. Imports nothing, so that declaring a form costs nothing."""

MAX_CLASSES = 255
# The inertia over all pixels is then about 1.0001 times the best known; with 100,000, up to 1.0005.
SAMPLE_SIZE = 200_000
# Drawn where the fit is carried on over all pixels, for the sample shows it the way: a raster of
# 7.5 million was read 2, 3 and 5 times in 8, 20 and 40 classes, with 60,000 pixels 3, 8 and 15.
GUIDING_SAMPLE_SIZE = 300_000
# On a Sentinel-2 scene with eight classes one start in three leads to the best end known: of ten
# starts all fail once in 75 runs, of twenty once in 5,000.
N_INIT = 20
MAX_ITER = 300

# Relative to the mean variance of the bands, as in scikit-learn; the default there is 1e-4.
TOL = 1e-5

# Percent of the pixels; 0 for what is worked out; pairs.
ISODATA_MIN_SIZE = 0.01
ISODATA_MAX_SPREAD = 0.0
ISODATA_MIN_DISTANCE = 0.0
ISODATA_MAX_PAIRS = 2

# Those of `indices.FORMULAS`.
INDICES = ("NDVI", "NDWI", "MNDWI", "NDBI", "NDMI", "BSI")

# The largest number of classes that a suggestion looks at. Each number takes seven fits, and
# nobody names more classes than this by looking at them.
SUGGEST_MAX = 50

# Of a product of Sentinel-2: the sizes of its pixels in metres, and its bands. Those of 60 m, B01,
# B09 and B10, are for the air: aerosols, water vapour and cirrus.
RESOLUTIONS = (10, 20, 60)
GROUND_BANDS = ("B02", "B03", "B04", "B05", "B06", "B07", "B08", "B8A", "B11", "B12")
ALL_BANDS = ("B01", *GROUND_BANDS[:8], "B09", "B10", *GROUND_BANDS[8:])

# The order is that of the choices in the forms, a public interface: new ones come last.
AREA_UNITS = ("hectares", "pixels")


# ESA, "Sentinel-2 Products Specification Document", table of the scene classification: the values
# from 1; 0 is nodata.
SCENE_CLASS_NAMES = (
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
MASKED_SCENE_CLASSES = (0, 1, 3, 8, 9, 10, 11)
