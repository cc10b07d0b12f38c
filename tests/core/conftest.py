"""Fixtures of the tests of the core."""

import numpy as np
import pytest

from s2_kmeans_plugin.core.watch import Watch


@pytest.fixture
def rng():
    return np.random.default_rng(20240613)


@pytest.fixture
def watch():
    return Watch()
