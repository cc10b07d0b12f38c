"""Assembly of the plugin folder, and reproducible packing of it.

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
# Debian's paths for Qt 6 and Qt 5, whose results are identical.
_LRELEASE = ("/usr/lib/qt6/bin/lrelease", "/usr/lib/qt5/bin/lrelease", "lrelease")
# The earliest time that a zip can store.
EPOCH = (1980, 1, 1, 0, 0, 0)


def build():
    with temporary_folder() as folder:
        made = assemble(folder)
        shutil.rmtree(FOLDER, ignore_errors=True)
        os.replace(made, FOLDER)
    return FOLDER


@contextmanager
def temporary_folder():
    """Make a temporary folder beside the results, so that two calls can run at the same time."""
    BUILD.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=BUILD) as folder:
        yield Path(folder)


def assemble(parent):
    """Make the folder of the plugin in a parent folder, and return its path."""
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
            # Not an error, since the pictures are taken from the built plugin.
            print(f"{picture} is missing. Run make screenshot.", file=sys.stderr)
    compile_translations(ROOT / "resources" / "i18n", folder / "resources" / "i18n")
    models = folder / "resources" / "models"
    models.mkdir()
    for path in sorted((ROOT / "resources" / "models").glob("*.model3")):
        shutil.copy(path, models)
    return folder


def compile_translations(sources, folder):
    """Compile .ts files to .qm files. Texts without a translation stay English."""
    folder.mkdir()
    lrelease = next(filter(None, map(shutil.which, _LRELEASE)), None)
    if lrelease is None:
        sys.exit("lrelease is missing. Install qt6-l10n-tools (Debian, Ubuntu).")
    for path in sorted(sources.glob("*.ts")):
        target = folder / f"{path.stem}.qm"
        subprocess.run([lrelease, "-silent", str(path), "-qm", str(target)], check=True)


def pack():
    metadata = configparser.ConfigParser()
    metadata.read(ROOT / "metadata.txt", encoding="utf-8")
    path = BUILD / f"{NAME}-{metadata['general']['version']}.zip"
    with temporary_folder() as folder:
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
