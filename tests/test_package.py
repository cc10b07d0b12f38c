"""Contents and reproducibility of the zip that users install."""

import configparser
import os
import re
import subprocess
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
NAME = "s2_kmeans_plugin"


def pack():
    made = subprocess.run(
        ["/usr/bin/python3", str(ROOT / ".ci" / "package.py"), "zip"],
        check=True,
        capture_output=True,
        text=True,
    )
    return Path(made.stdout.strip().splitlines()[-1])


@pytest.fixture(scope="module")
def archive():
    with zipfile.ZipFile(pack()) as archive:
        yield archive


@pytest.fixture(scope="module")
def names(archive):
    return archive.namelist()


@pytest.fixture(scope="module")
def metadata(archive):
    # QGIS reads it with interpolation, in which a bare % is an error.
    parser = configparser.ConfigParser()
    parser.read_string(archive.read(f"{NAME}/metadata.txt").decode("utf-8"))
    return dict(parser["general"])


def test_two_packs_have_the_same_bytes():
    first = pack().read_bytes()
    assert pack().read_bytes() == first


def test_times_of_files_do_not_change_the_bytes():
    first = pack().read_bytes()
    touched = [ROOT / "metadata.txt", ROOT / NAME / "__init__.py"]
    times = [(path, path.stat()) for path in touched]
    try:
        for path in touched:
            os.utime(path, (1_000_000_000, 1_000_000_000))
        assert pack().read_bytes() == first
    finally:
        for path, status in times:
            os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def test_one_folder_with_a_python_name_holds_all_files(names):
    assert {name.split("/")[0] for name in names} == {NAME}
    assert NAME.isidentifier()


@pytest.mark.parametrize(
    "name", ["__init__.py", "py.typed", "metadata.txt", "LICENSE", "resources/icon.svg"]
)
def test_zip_holds_the_files_that_qgis_and_type_checkers_need(names, name):
    assert f"{NAME}/{name}" in names


def test_zip_holds_every_module_of_the_package(names):
    modules = {f"{NAME}/{path.relative_to(ROOT / NAME)}" for path in (ROOT / NAME).rglob("*.py")}
    assert modules == {name for name in names if name.endswith(".py")}


@pytest.mark.parametrize(
    "name", ["suggest_classify_clean_report", "two_dates_changes", "product_to_polygons"]
)
def test_zip_holds_the_file_of_each_ready_made_model(names, name):
    assert f"{NAME}/resources/models/{name}.model3" in names


@pytest.mark.parametrize(
    "unwanted",
    [
        r"\.pyc$",
        r"__pycache__",
        r"\.git",
        r"\.(sh|so|dll|exe|bat)$",
        r"\.tiff?$",
        r"\.md$",
        r"(^|/)(sample|demo|tests?|bench)/",
        r"(^|/)\.",
    ],
)
def test_zip_holds_no_unwanted_files(names, unwanted):
    assert [name for name in names if re.search(unwanted, name)] == []


def test_zip_holds_no_executable_files(archive):
    assert [info.filename for info in archive.infolist() if info.external_attr >> 16 & 0o111] == []


def test_zip_is_far_below_the_size_limit(archive):
    # The limit of plugins.qgis.org is 25 MB.
    assert Path(archive.filename).stat().st_size < 4 * 2**20


def test_zip_has_the_version_in_its_name(archive, metadata):
    assert Path(archive.filename).name == f"{NAME}-{metadata['version']}.zip"


@pytest.mark.parametrize(
    "field",
    ["name", "description", "version", "author", "email", "about", "tracker", "repository"],
)
def test_metadata_has_all_required_fields(metadata, field):
    assert metadata[field].strip()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("qgisminimumversion", "3.22"),
        ("qgismaximumversion", "4.99"),
        ("hasprocessingprovider", "yes"),
        ("icon", "resources/icon.svg"),
    ],
)
def test_metadata_has_the_values_that_qgis_needs(metadata, field, value):
    assert metadata[field] == value


def test_metadata_explains_how_to_install_scikit_learn(metadata):
    assert "scikit-learn" in metadata["about"]
    assert "install" in metadata["about"]


def test_metadata_has_no_bare_percent_sign(archive):
    assert b"%" not in archive.read(f"{NAME}/metadata.txt")


def test_metadata_is_neither_experimental_nor_deprecated(metadata):
    assert metadata["experimental"] == "False"
    assert metadata["deprecated"] == "False"


def test_licence_is_gpl_version_2(archive):
    text = archive.read(f"{NAME}/LICENSE").decode("utf-8")
    assert "GNU GENERAL PUBLIC LICENSE" in text
    assert "Version 2" in text
