"""Assemble the plugin folder and pack it, the same bytes every time.

python3 .ci/package.py build       build/s2_kmeans_plugin
python3 .ci/package.py zip         build/s2_kmeans_plugin-VERSION.zip
python3 .ci/package.py install     into the profile of the user's QGIS
"""

import configparser
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from contextlib import contextmanager
from pathlib import Path

from guide import render

ROOT = Path(__file__).resolve().parent.parent
NAME = "s2_kmeans_plugin"
BUILD = ROOT / "build"
FOLDER = BUILD / NAME
# Where Debian's packages of Qt 6 and Qt 5 put it; both write the same.
_LRELEASE = ("/usr/lib/qt6/bin/lrelease", "/usr/lib/qt5/bin/lrelease", "lrelease")
# Zip files know no time before 1980.
EPOCH = (1980, 1, 1, 0, 0, 0)


def build():
    with aside() as folder:
        made = assemble(folder)
        shutil.rmtree(FOLDER, ignore_errors=True)
        os.replace(made, FOLDER)
    return FOLDER


@contextmanager
def aside():
    """A folder of its own beside the results: two may pack at the same time."""
    BUILD.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=BUILD) as folder:
        yield Path(folder)


def assemble(parent):
    """Make the folder of the plugin in another."""
    folder = parent / NAME
    shutil.copytree(ROOT / NAME, folder, ignore=shutil.ignore_patterns("__pycache__", "*.pyc"))
    shutil.copy(ROOT / "metadata.txt", folder)
    shutil.copy(ROOT / "LICENSE", folder)
    (folder / "resources").mkdir()
    for path in sorted((ROOT / "resources").iterdir()):
        if path.is_file():
            shutil.copy(path, folder / "resources")
    for picture in sorted(render(ROOT / "resources/help", folder / "resources/help")):
        target = folder / picture.relative_to(ROOT)
        target.parent.mkdir(exist_ok=True)
        if picture.exists():
            shutil.copy(picture, target)
        else:
            # No error: the pictures are taken of what is built here.
            print(f"{picture} is missing: run make screenshot.", file=sys.stderr)
    compile_translations(ROOT / "resources" / "i18n", folder / "resources" / "i18n")
    models = folder / "resources" / "models"
    models.mkdir()
    for path in sorted((ROOT / "resources" / "models").glob("*.model3")):
        shutil.copy(path, models)
    return folder


def compile_translations(sources, folder):
    """Make of the .ts files what Qt loads; a text that is not translated stays English."""
    folder.mkdir()
    lrelease = next(filter(None, map(shutil.which, _LRELEASE)), None)
    if lrelease is None:
        sys.exit("lrelease of Qt's tools is missing (Debian and Ubuntu: qt6-l10n-tools).")
    for path in sorted(sources.glob("*.ts")):
        target = folder / f"{path.stem}.qm"
        subprocess.run([lrelease, "-silent", str(path), "-qm", str(target)], check=True)


def pack():
    metadata = configparser.ConfigParser()
    metadata.read(ROOT / "metadata.txt", encoding="utf-8")
    path = BUILD / f"{NAME}-{metadata['general']['version']}.zip"
    with aside() as folder:
        made = assemble(folder)
        packed = folder / path.name
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
            for file in sorted(made.rglob("*")):
                if file.is_file():
                    entry = zipfile.ZipInfo(str(file.relative_to(folder).as_posix()), EPOCH)
                    entry.compress_type = zipfile.ZIP_DEFLATED
                    entry.external_attr = 0o644 << 16
                    archive.writestr(entry, file.read_bytes())
        os.replace(packed, path)
    return path


def install():
    if sys.platform == "win32":
        data = Path(os.environ["APPDATA"])
    elif sys.platform == "darwin":
        data = Path.home() / "Library/Application Support"
    else:
        data = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local/share")
    profile = os.environ.get("QGIS_PROFILE", "default")
    version = os.environ.get("QGIS_MAJOR", "3")
    target = data / f"QGIS/QGIS{version}/profiles/{profile}/python/plugins/{NAME}"
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(build(), target)
    return target


if __name__ == "__main__":
    print({"build": build, "zip": pack, "install": install}[sys.argv[1]]())
