"""Faults that the check of the zip against the rules of plugins.qgis.org must find."""

import re
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
METADATA = re.sub(
    "(?m)^version=.*$", "version=0.1.0", (ROOT / "metadata.txt").read_text(encoding="utf-8")
)
FILES = {
    "plugin/__init__.py": "def classFactory(iface): ...",
    "plugin/metadata.txt": METADATA.replace("icon=resources/icon.svg", "icon=icon.svg"),
    "plugin/LICENSE": "",
    "plugin/icon.svg": "",
}


@pytest.fixture
def faults(monkeypatch, tmp_path):
    """Return a function that checks a zip of the given files; None omits a file."""
    monkeypatch.setattr(sys, "path", [str(ROOT / ".ci"), *sys.path])
    from check_package import faults_of

    def check(**changes):
        files = {**FILES, **changes}
        path = tmp_path / "plugin-0.1.0.zip"
        with zipfile.ZipFile(path, "w") as archive:
            for name, text in files.items():
                if text is not None:
                    archive.writestr(name, text)
        return list(faults_of(path))

    return check


def test_correct_zip_has_no_faults(faults):
    assert faults() == []


@pytest.mark.parametrize(
    ("name", "text", "fault"),
    [
        ("plugin/LICENSE", None, "LICENSE is missing"),
        ("plugin/metadata.txt", None, "metadata.txt is missing"),
        ("plugin/__init__.py", None, "__init__.py is missing"),
        ("plugin/__init__.py", "", "no function classFactory"),
        ("plugin/broken.py", "def", "is not valid Python"),
        ("other/x.txt", "", "in one folder"),
        ("plugin/../x.txt", "", "is outside the folder"),
        ("plugin/Icon.svg", "", "capital letters"),
        ("plugin/.gitignore", "", "hidden or temporary"),
        ("plugin/__pycache__/x", "", "hidden or temporary"),
        ("plugin/x.so", "", "executable"),
        ("plugin/x.sh", "", "executable"),
        ("plugin/icon.svg", None, "icon icon.svg is missing"),
    ],
)
def test_check_finds_a_wrong_file(faults, name, text, fault):
    assert fault in "; ".join(faults(**{name: text}))


@pytest.mark.parametrize(
    ("part", "other", "fault"),
    [
        ("author=", "autor=", "no author"),
        ("version=0.1.0", "version=next", "does not have the form 1.2.3"),
        ("version=0.1.0", "version=0.2.0", "name of the zip is not plugin-0.2.0.zip"),
        ("email=s2-kmeans@", "email=s2-kmeans", "email is not an address"),
        ("tracker=https://", "tracker=", "tracker is not an address"),
        ("MinimumVersion=3.22", "MinimumVersion=5.0", "above the highest"),
        ("experimental=False", "experimental=no", "neither True nor False"),
        ("scikit-learn", "it", "how to install scikit-learn"),
        ("[general]", "[other]", "cannot be read"),
        ("Raster", "100 %s", "cannot be read"),
    ],
)
def test_check_finds_wrong_metadata(faults, part, other, fault):
    metadata = FILES["plugin/metadata.txt"].replace(part, other)
    assert fault in "; ".join(faults(**{"plugin/metadata.txt": metadata}))
