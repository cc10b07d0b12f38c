"""Ids, limits and defaults of what the forms offer.

A form must not load numpy or GDAL, so this module imports nothing. The forms and the core both read
it. The order of ids is the order in the forms. Scripts and saved models of QGIS store positions, so
new ids come last.
"""

# As the upper limit of a number.
UNLIMITED = float("inf")

# Algorithms

ALGORITHMS = (
    "kmeans",
    "minibatch_kmeans",
    "bisecting_kmeans",
    "gaussian_mixture",
    "isodata",
    "ward",
)
SCALINGS = ("none", "standardise")

# Of a Byte raster, whose value 0 is nodata.
MAX_CLASSES = 255

N_CLUSTERS = 8
N_CLUSTERS_LIMITS = (2, MAX_CLASSES)

# 0 stands for the bands themselves.
N_COMPONENTS = 0
N_COMPONENTS_LIMITS = (0, UNLIMITED)

# Sample size 0 stands for all pixels. With 200,000 pixels the inertia over all pixels is about
# 1.0001 times the best known one; with 100,000 pixels it is up to 1.0005 times as large.
SAMPLE_SIZE = 200_000
SAMPLE_SIZE_LIMITS = (0, UNLIMITED)
# Chosen: for algorithms that cannot use all pixels.
PARTIAL_SAMPLE_SIZE_LIMITS = (100, UNLIMITED)
# Sample for a fit that is refined on all pixels. A raster of 7.5 million pixels was read 2, 3 and 5
# times for 8, 20 and 40 classes. With 60,000 pixels it was read 3, 8 and 15 times.
GUIDING_SAMPLE_SIZE = 300_000

# On a Sentinel-2 scene with eight classes one start in three finds the best fit known. All of ten
# starts failed once in 75 runs, all of twenty once in 5,000.
N_INIT = 20
N_INIT_LIMITS = (1, 1000)
MAX_ITER = 300
MAX_ITER_LIMITS = (1, 100_000)

# Relative to the mean variance of the bands, as in scikit-learn, whose default is 1e-4.
TOL = 1e-5

RANDOM_STATE = 0
RANDOM_STATE_LIMITS = (0, 2**31 - 1)

# ISODATA: percent of the pixels; 0 stands for automatic; pairs of clusters.
ISODATA_MIN_SIZE = 0.01
ISODATA_MIN_SIZE_LIMITS = (0.0, 50.0)
ISODATA_MAX_SPREAD = 0.0
ISODATA_MAX_SPREAD_LIMITS = (0.0, UNLIMITED)
ISODATA_MIN_DISTANCE = 0.0
ISODATA_MIN_DISTANCE_LIMITS = (0.0, UNLIMITED)
ISODATA_MAX_PAIRS = 2
ISODATA_MAX_PAIRS_LIMITS = (1, 100)

# Suggested number of classes

MIN_CLUSTERS = 2
MAX_CLUSTERS = 12
# Chosen: each number takes seven fits, and nobody can name more than 50 classes by sight.
SUGGEST_LIMITS = (2, 50)

# Features: the keys of `spectral.indices.FORMULAS`.
INDICES = ("NDVI", "NDWI", "MNDWI", "NDBI", "NDMI", "BSI")

# Maps

PALETTES = ("image", "distinct", "spectrum")

MIN_AREA = 0.0
MIN_AREA_LIMITS = (0.0, UNLIMITED)
AREA_UNITS = ("hectares", "pixels")

# Products

# ESA, "Sentinel-2 Products Specification Document", table of the scene classification: the names of
# the values from 1. The value 0 is nodata.
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

# Chosen: scene classes that do not show the ground in its usual state.
MASKED_SCENE_CLASSES = (0, 1, 3, 8, 9, 10, 11)
