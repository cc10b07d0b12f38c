"""Checks of destinations before a run starts."""

import os

import pytest

from s2_kmeans_plugin.core.errors import FileError
from s2_kmeans_plugin.core.files.checks import (
    GEOTIFF_SUFFIXES,
    check_destination,
    check_distinct,
    place_of,
    style_place,
)


@pytest.fixture
def at(tmp_path):
    """Path of a name in a folder."""
    return lambda name: str(tmp_path / name)


@pytest.fixture
def scene(at):
    with open(at("scene.tif"), "wb") as file:
        file.write(b"pixels")
    return at("scene.tif")


def test_new_file_in_a_writable_folder_is_accepted(at, scene):
    check_destination(at("map.tif"), [scene, None, ""], GEOTIFF_SUFFIXES, layer=scene)
    assert not os.path.exists(at("map.tif"))


def test_existing_file_is_accepted_and_stays_unchanged(scene):
    check_destination(scene)
    with open(scene, "rb") as file:
        assert file.read() == b"pixels"


def test_folder_is_refused(tmp_path):
    with pytest.raises(FileError, match="is a folder"):
        check_destination(str(tmp_path))


def test_missing_folder_is_named(at):
    with pytest.raises(FileError, match=r"the folder .*nowhere does not exist"):
        check_destination(at("nowhere/map.tif"))


@pytest.mark.parametrize(("length", "excess"), [(248, 1), (256, 9)])
def test_name_without_room_for_the_attribute_table_is_refused(at, length, excess):
    name = "a" * (length - 4) + ".tif"
    with pytest.raises(FileError, match=f"too long by {excess} bytes"):
        check_destination(at(name))


@pytest.mark.parametrize("name", ["a" * 243 + ".tif", "a" * 251 + ".csv", "é" * 127])
def test_longest_possible_name_is_accepted(at, name):
    check_destination(at(name))


def test_name_that_is_too_long_is_refused(at):
    with pytest.raises(FileError, match="too long by 1 bytes"):
        check_destination(at("a" * 256))


@pytest.mark.parametrize("name", ["map.jp2", "map", "tif"])
def test_other_ending_is_refused(at, name):
    with pytest.raises(FileError, match=r"does not end in \.tif, \.tiff"):
        check_destination(at(name), (), GEOTIFF_SUFFIXES)


def test_ending_in_capitals_is_accepted(at):
    check_destination(at("MAP.TIF"), (), GEOTIFF_SUFFIXES)


def test_file_that_cannot_be_replaced_is_refused(scene, monkeypatch):
    def rename(source, target):
        # Windows raises this if the file is open, for instance as a layer.
        raise PermissionError(13, "The process cannot access the file")

    monkeypatch.setattr(os, "rename", rename)
    with pytest.raises(FileError, match=r"scene.tif cannot be written: The process cannot access"):
        check_destination(scene)


def test_input_is_refused_under_any_name(at, scene):
    os.symlink(scene, at("link.csv"))
    for path in (scene, os.path.relpath(scene), at("link.csv")):
        with pytest.raises(FileError, match="is the input itself"):
            check_destination(path, ["", scene])


def test_output_that_shares_the_style_of_the_layer_is_refused(at):
    with pytest.raises(FileError, match=r"differs from the input scene\.jp2 in its ending only"):
        check_destination(at("scene.tif"), layer=at("scene.jp2"))


def test_different_outputs_are_accepted(at):
    check_distinct([at("map.tif"), at("map.csv"), at("map.gpkg"), None, "", None])


@pytest.mark.parametrize(
    ("one", "two"), [("map.csv", "map.csv"), ("map.csv", "./map.csv"), ("map.tif", "map.tiff")]
)
def test_one_name_for_two_outputs_is_refused(at, one, two):
    with pytest.raises(FileError, match="is named for two outputs"):
        check_distinct([at(one), at(two)])


def test_places_follow_links(at, scene):
    os.symlink(scene, at("link.tif"))
    assert place_of(at("link.tif")) == place_of(scene)
    assert style_place(at("scene.jp2")) == style_place(scene)
