"""Language of the plugin in a new QGIS with a language setting."""

import json
import os
import subprocess

import pytest

PROBE = """
import json, os, sys
from qgis.core import (
    QgsApplication, QgsProcessingContext, QgsProcessingException, QgsProcessingFeedback,
)
from qgis.PyQt.QtCore import QCoreApplication
# So does the desktop, and finds the settings of the profile.
QCoreApplication.setOrganizationName("QGIS")
QCoreApplication.setApplicationName("QGIS3")
application = QgsApplication([], False)
application.initQgis()
import s2_kmeans_plugin
from s2_kmeans_plugin.i18n import tr
plugin = s2_kmeans_plugin.classFactory(None)
plugin.initProcessing()
provider = QgsApplication.processingRegistry().providerById("s2kmeans")
texts = {"name": provider.longName()}
for algorithm in provider.algorithms():
    own = {
        "name": algorithm.displayName(),
        "group": algorithm.group(),
        "tags": ",".join(algorithm.tags()),
        "description": algorithm.shortDescription(),
        "help": algorithm.shortHelpString(),
    }
    for each in (*algorithm.parameterDefinitions(), *algorithm.outputDefinitions()):
        own[each.name()] = each.description()
    for each in algorithm.parameterDefinitions():
        own[f"{each.name()} help"] = each.help()
        if hasattr(each, "options"):
            own[f"{each.name()} options"] = " / ".join(each.options())
        if hasattr(each, "headers"):
            own[f"{each.name()} headers"] = " / ".join(each.headers())
    texts.update({f"{algorithm.name()} {key}": text for key, text in own.items()})
algorithm = QgsApplication.processingRegistry().algorithmById("s2kmeans:classify").create()
parameters = {"INPUT": sys.argv[1], "BANDS": [14], "OUTPUT": sys.argv[2]}
context = QgsProcessingContext()
try:
    algorithm.run(parameters, context, QgsProcessingFeedback(), catchExceptions=False)
except QgsProcessingException as error:
    texts["error"] = str(error)
parameters = {"INPUT": sys.argv[1], "N_CLUSTERS": 2, "N_INIT": 1, "OUTPUT": sys.argv[2]}
parameters["OUTPUT_REPORT"] = sys.argv[2] + ".html"
feedback = QgsProcessingFeedback()
algorithm.create().run(parameters, context, feedback, catchExceptions=False)
shown = {"log": feedback.textLog()}
with open(parameters["OUTPUT_REPORT"], encoding="utf-8") as report:
    shown["report"] = report.read()
plugin.unload()
print(json.dumps({"texts": texts, "unloaded": tr("Number of classes"), **shown}))
sys.stdout.flush()
os._exit(0)
"""

# Texts that are the same in both languages: names of indices, bands and products, and these words.
SAME = {
    "classify INDICES options",
    "classifymany INDICES options",
    "suggestclusters INDICES options",
    "openproduct BANDS options",
    "openproduct RESOLUTION options",
    "accuracy KAPPA",
}


@pytest.fixture(scope="module")
def spoken(plugin_folder, sample_path, tmp_path_factory):
    """Return the texts that QGIS shows in each language."""

    def speak(locale):
        folder = tmp_path_factory.mktemp(locale)
        settings = folder / "profiles" / "default" / "QGIS" / "QGIS3.ini"
        settings.parent.mkdir(parents=True)
        settings.write_text(f"[locale]\noverrideFlag=true\nuserLocale={locale}\n")
        made = subprocess.run(
            ["/usr/bin/python3", "-c", PROBE, sample_path, str(folder / "classes.tif")],
            check=True,
            capture_output=True,
            text=True,
            cwd=plugin_folder,
            env={
                **os.environ,
                "PYTHONPATH": str(plugin_folder),
                "QT_QPA_PLATFORM": "offscreen",
                "QGIS_CUSTOM_CONFIG_PATH": str(folder),
            },
        )
        return json.loads(made.stdout.splitlines()[-1])

    return {locale: speak(locale) for locale in ("de_DE", "en_US")}


@pytest.mark.parametrize(
    ("locale", "name", "label", "start"),
    [
        ("de_DE", "Ohne Trainingsdaten klassifizieren", "Anzahl der Klassen", "Kanal 14 gibt es"),
        ("en_US", "Classify without training data", "Number of classes", "Band 14 does not exist"),
    ],
)
def test_names_labels_and_errors_are_in_the_language_of_qgis(spoken, locale, name, label, start):
    texts = spoken[locale]["texts"]
    assert texts["classify name"] == name
    assert texts["classify N_CLUSTERS"] == label
    assert texts["error"].startswith(start)


def test_no_text_of_a_form_stays_english(spoken):
    german, english = spoken["de_DE"]["texts"], spoken["en_US"]["texts"]
    assert german.keys() == english.keys()
    assert {name for name, text in english.items() if text and german[name] == text} == SAME


@pytest.mark.parametrize(
    ("locale", "pixels", "hectares"),
    [("de_DE", "291.200", "2.912,0"), ("en_US", "291,200", "2,912.0")],
)
def test_numbers_are_written_as_in_the_language_of_qgis(spoken, locale, pixels, hectares):
    assert f" {pixels} " in spoken[locale]["log"]
    assert f"<dd>{pixels}</dd>" in spoken[locale]["report"]
    assert f"<dd>{hectares}</dd>" in spoken[locale]["report"]


@pytest.mark.parametrize(("locale", "signs"), [("de_DE", ",."), ("en_US", ".,")])
def test_charts_write_numbers_as_the_page_does(spoken, locale, signs):
    assert f'"separators":"{signs}"' in spoken[locale]["report"]


@pytest.mark.parametrize("locale", ["de_DE", "en_US"])
def test_an_unloaded_plugin_leaves_no_translation(spoken, locale):
    assert spoken[locale]["unloaded"] == "Number of classes"
