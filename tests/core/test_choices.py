"""Choices of the forms, and the tables of the core that follow their order."""

from s2_kmeans_plugin.core import choices
from s2_kmeans_plugin.core.clustering.algorithms import ON_ALL_PIXELS, TABLE
from s2_kmeans_plugin.core.spectral.indices import FORMULAS


def test_table_of_fits_has_the_order_of_the_choices():
    assert tuple(TABLE) == choices.ALGORITHMS


def test_table_of_formulas_has_the_order_of_the_choices():
    assert tuple(FORMULAS) == choices.INDICES


def test_algorithms_on_all_pixels_are_choices():
    assert set(ON_ALL_PIXELS) < set(choices.ALGORITHMS)


def test_positions_of_choices_stay_for_scripts_that_store_them():
    assert choices.ALGORITHMS[:6] == (
        "kmeans",
        "minibatch_kmeans",
        "bisecting_kmeans",
        "gaussian_mixture",
        "isodata",
        "ward",
    )
    assert choices.SCALINGS[:2] == ("none", "standardise")
    assert choices.PALETTES[:3] == ("image", "distinct", "spectrum")
    assert choices.AREA_UNITS[:2] == ("hectares", "pixels")


def test_defaults_lie_within_their_limits():
    limits = {name for name in vars(choices) if name.endswith("_LIMITS")}
    defaults = {name: name.replace("_LIMITS", "") for name in limits}
    known = {name: default for name, default in defaults.items() if hasattr(choices, default)}
    assert len(known) >= 8
    for name, default in known.items():
        low, high = getattr(choices, name)
        assert low <= getattr(choices, default) <= high
