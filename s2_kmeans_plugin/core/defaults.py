"""Limits and default values. Imports nothing, so that declaring a form costs nothing."""

MAX_CLASSES = 255
SAMPLE_SIZE = 200_000
N_INIT = 10
MAX_ITER = 300

# Relative to the mean variance of the bands, as in scikit-learn; the default there is 1e-4.
TOL = 1e-5
