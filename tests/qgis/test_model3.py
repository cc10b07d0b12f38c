"""The algorithm classify in a model that uses its map and numbers."""

import numpy as np
import pytest
from qgis.core import QgsProcessingModelAlgorithm
from qgis_tools import Feedback, map_name, read, sieve_model


@pytest.fixture(scope="module")
def model_path(provider, tmp_path_factory):
    """Save a model that classifies and sieves."""
    path = str(tmp_path_factory.mktemp("model") / "classify_and_sieve.model3")
    assert sieve_model().toFile(path)
    return path


@pytest.fixture
def model(provider, model_path):
    model = QgsProcessingModelAlgorithm()
    assert model.fromFile(model_path)
    return model


def sieved(classify, scene, out):
    """Run the same two steps without a model."""
    import processing

    run = classify(INPUT=scene, OUTPUT=str(out / "by_hand.tif"))
    parameters = {
        "INPUT": run.path,
        "THRESHOLD": run.results["N_CLASSES"],
        "OUTPUT": str(out / "by_hand_sieved.tif"),
    }
    return read(processing.run("gdal:sieve", parameters)["OUTPUT"])


def test_a_saved_model_finds_its_algorithms(model):
    children = model.childAlgorithms()
    assert sorted(children) == ["classify", "sieve"]
    assert all(child.algorithm() is not None for child in children.values())
    assert model.canExecute()[0]


def test_a_model_gives_the_same_map_as_its_steps(model, classify, scene, out):
    import processing

    name = map_name(model)
    parameters = {"scene": scene, name: str(out / "map.tif")}
    results = processing.run(model, parameters, feedback=Feedback())
    by_model = read(results[name])
    by_hand = sieved(classify, scene, out)
    assert np.array_equal(by_model, by_hand)
    assert not np.array_equal(by_hand, read(out / "by_hand.tif"))
