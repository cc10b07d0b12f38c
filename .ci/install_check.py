"""Installation, upgrade and removal of the plugin in a QGIS desktop, which runs this with --code.

The older version is the same zip with another version number and an additional module. With it, a
map is made and added to a project. The project must look the same after the upgrade and after the
removal.
"""

import os
import traceback
import zipfile
from pathlib import Path

import processing
import pyplugin_installer
import qgis.utils
from osgeo import gdal
from qgis.core import QgsApplication, QgsProject, QgsRasterLayer, QgsSettings
from qgis.PyQt.QtCore import QTimer

NAME = "s2_kmeans_plugin"
LEFTOVER = "only_in_the_older.py"
OLDER = "0.0.1"
FOLDER = Path(os.environ["CHECKED_FOLDER"])
SAMPLE = Path.cwd() / "resources/sample/sentinel2_virginia.tif"
# Setting that QGIS keeps for each plugin installed from a zip.
KEPT_BY_QGIS = ("lastZipDirectory",)


def check():
    newer = os.environ["CHECKED_ZIP"]
    older = older_version(newer)
    installer = pyplugin_installer.instance()
    files, settings = present_files(), present_settings()

    installer.installFromZipFile(older)
    expect(installed_version() == OLDER, "the older version is installed")
    expect(is_running(), "the older version runs")
    project = str(FOLDER / "project.qgz")
    make_project(project)
    styled = styles(project)
    expect(len(styled["classes"]) == 5, "the map has five classes")

    installer.installFromZipFile(newer)
    expect(installed_version() == version_of(newer), "the newer version is installed")
    expect(not (home() / LEFTOVER).exists(), "files of the older version are removed")
    expect(is_running(), "the newer version runs")
    n_providers = sum(p.id() == "s2kmeans" for p in registry().providers())
    expect(n_providers == 1, "one provider is registered")
    expect(styles(project) == styled, "the project looks the same")
    classify(FOLDER / "again.tif")
    before, again = (pixels(FOLDER / name) for name in ("classes.tif", "again.tif"))
    expect((before == again).all(), "the newer version makes the same map")

    installer.uninstallPlugin(NAME, quiet=True)
    expect(not is_running(), "the removed plugin does not run")
    expect(not home().exists(), "the folder of the plugin is removed")
    expect(styles(project) == styled, "the project looks the same without the plugin")
    QgsProject.instance().clear()
    expect(present_files() == files, "no other file is left")
    left = {
        key for key in present_settings() - settings if key.rpartition("/")[2] not in KEPT_BY_QGIS
    }
    left = {key for key in left if "s2" in key.lower() or "kmeans" in key.lower()}
    expect(not left, f"no setting is left: {sorted(left)}")
    return version_of(newer)


def expect(holds, sentence):
    if not holds:
        raise AssertionError(f"Not true: {sentence}.")


def older_version(newer):
    path = str(FOLDER / f"{NAME}-{OLDER}.zip")
    with zipfile.ZipFile(newer) as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name == f"{NAME}/metadata.txt":
                data = data.replace(f"version={version_of(newer)}\n".encode(), b"version=0.0.1\n")
            target.writestr(name, data)
        target.writestr(f"{NAME}/{LEFTOVER}", "")
    return path


def version_of(zip_path):
    return Path(zip_path).stem.rpartition("-")[2]


def plugins_folder():
    # In QGIS 3.44, the name has capital letters.
    utils = qgis.utils
    return Path(getattr(utils, "home_plugin_path", None) or utils.HOME_PLUGIN_PATH)


def home():
    return plugins_folder() / NAME


def registry():
    return QgsApplication.processingRegistry()


def installed_version():
    return qgis.utils.pluginMetadata(NAME, "version")


def is_running():
    is_registered = registry().algorithmById("s2kmeans:classify") is not None
    return is_registered and NAME in qgis.utils.active_plugins


def classify(path):
    processing.run(
        "s2kmeans:classify", {"INPUT": str(SAMPLE), "N_CLUSTERS": 5, "OUTPUT": str(path)}
    )


def pixels(path):
    # Files differ, since they contain the version of the plugin.
    return gdal.Open(str(path)).ReadAsArray()


def make_project(path):
    classify(FOLDER / "classes.tif")
    layer = QgsRasterLayer(str(FOLDER / "classes.tif"), "classes")
    QgsProject.instance().addMapLayer(layer)
    expect(QgsProject.instance().write(path), "the project is saved")


def styles(project):
    """Return renderer type and classes of the map in a project."""
    expect(QgsProject.instance().read(project), "the project opens")
    (layer,) = QgsProject.instance().mapLayers().values()
    expect(layer.isValid(), "the map loads")
    classes = layer.renderer().classes()
    return {
        "kind": layer.renderer().type(),
        "classes": [(entry.value, entry.label, entry.color.name()) for entry in classes],
    }


def present_files():
    """Return the files of plugins and models. QGIS writes others of the profile as it runs."""
    models = Path(QgsApplication.qgisSettingsDirPath()) / "processing"
    return {str(path) for folder in (plugins_folder(), models) for path in folder.rglob("*")}


def present_settings():
    settings = QgsSettings()
    settings.sync()
    return set(settings.allKeys())


def run():
    try:
        result = f"Installed, upgraded and removed version {check()} without faults.\n"
    except Exception:
        result = traceback.format_exc()
    (FOLDER / "result").write_text(result, encoding="utf-8")
    os._exit(0)


# The delay lets the desktop start first.
QTimer.singleShot(1000, run)
