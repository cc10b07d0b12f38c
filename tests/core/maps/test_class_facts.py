"""Facts about the classes of a map."""

from types import SimpleNamespace

import numpy as np

from s2_kmeans_plugin.core.maps.class_facts import ClassFacts


def test_to_measurements_applies_scale_and_offset():
    facts = ClassFacts(
        class_map=None,
        band_names=("B04", "B03"),
        means=np.array([[10.0, 20.0]]),
        deviations=np.array([[1.0, 2.0]]),
        image=None,
        sample=np.array([[10, 20], [30, 40]]),
        sample_classes=np.array([1, 1], np.uint8),
        scale=np.array([1.0, 5.0]),
    )
    scales, offsets = np.array([0.5, -2.0]), np.array([100.0, 0.0])
    source = SimpleNamespace(
        feature_scales=scales, to_measurements=lambda values: values * scales + offsets
    )
    found = facts.to_measurements(source)
    assert found.means.tolist() == [[105, -40]]
    assert found.deviations.tolist() == [[0.5, 4]]
    assert found.sample.tolist() == [[105, 110], [-60, -80]]
    assert found.scale.tolist() == [0.5, 10]
