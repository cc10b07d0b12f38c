"""The check of the zip against the rules of plugins.qgis.org: it finds what is planted."""

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
    """What the check finds in a zip of these files, None for one that is left out."""
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


def test_a_sound_zip_has_none(faults):
    assert faults() == []


@pytest.mark.parametrize(
    ("name", "text", "fault"),
    [
        ("plugin/LICENSE", None, "no LICENSE"),
        ("plugin/metadata.txt", None, "no metadata.txt"),
        ("plugin/__init__.py", None, "no __init__.py"),
        ("plugin/__init__.py", "", "no classFactory"),
        ("plugin/broken.py", "def", "is no Python"),
        ("other/x.txt", "", "in one folder"),
        ("plugin/../x.txt", "", "leads out"),
        ("plugin/Icon.svg", "", "capital letters"),
        ("plugin/.gitignore", "", "hidden"),
        ("plugin/__pycache__/x", "", "leftover"),
        ("plugin/x.so", "", "executed"),
        ("plugin/x.sh", "", "executed"),
        ("plugin/icon.svg", None, "icon icon.svg is not there"),
    ],
)
def test_finds_a_file_that_is_wrong(faults, name, text, fault):
    assert fault in "; ".join(faults(**{name: text}))


@pytest.mark.parametrize(
    ("part", "other", "fault"),
    [
        ("author=", "autor=", "no author"),
        ("version=0.1.0", "version=next", "is not like 1.2.3"),
        ("version=0.1.0", "version=0.2.0", "is not named plugin-0.2.0.zip"),
        ("email=s2-kmeans@", "email=s2-kmeans", "email is none"),
        ("tracker=https://", "tracker=", "tracker is no address"),
        ("MinimumVersion=3.22", "MinimumVersion=5.0", "above the highest"),
        ("experimental=False", "experimental=no", "neither True nor False"),
        ("scikit-learn", "it", "how to install scikit-learn"),
        ("[general]", "[other]", "cannot be read"),
        ("Raster", "100 %s", "cannot be read"),
    ],
)
def test_finds_metadata_that_are_wrong(faults, part, other, fault):
    metadata = FILES["plugin/metadata.txt"].replace(part, other)
    assert fault in "; ".join(faults(**{"plugin/metadata.txt": metadata}))
