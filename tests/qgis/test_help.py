"""Guide: its pages describe the algorithms, and the Help button opens them offline."""

import importlib.util
import re
import shlex
import shutil
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlparse

import pytest
from qgis.core import (
    QgsApplication,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterEnum,
    QgsProcessingParameterNumber,
)
from qgis.PyQt.QtCore import QObject, QUrl, pyqtSlot
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtWidgets import QDialogButtonBox
from qgis_tools import ALGORITHM_NAMES, ROOT, Feedback, class_names

GUIDE = ROOT / "resources" / "help"
PAGES = sorted(path.stem for path in GUIDE.glob("*.md"))


def text_of(page):
    return (GUIDE / f"{page}.md").read_text(encoding="utf-8")


def rows_of(page):
    """Return the cells of all table rows that begin with a name, by that name."""
    lines = [line.strip() for line in text_of(page).splitlines()]
    tables = [line.strip("|").split("|") for line in lines if line.startswith("| `")]
    rows = [[cell.strip() for cell in row] for row in tables]
    return {row[0].strip("`"): row[1:] for row in rows}


def parameters_of(page):
    """Return label, explanation and default of each parameter in the tables of a page."""
    return {name: cells for name, cells in rows_of(page).items() if len(cells) == 3}


def explained(page):
    """Return the same, with the parameters that several pages share and one explains."""
    return {**parameters_of("classify"), **parameters_of("masks"), **parameters_of(page)}


def commands():
    """Yield each command of qgis_process in the guide and the README."""
    for path in (ROOT / "README.md", *sorted(GUIDE.glob("*.md"))):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("    qgis_process run "):
                yield pytest.param(line, id=f"{path.stem}-{shlex.split(line)[2]}")


def default_text(definition):
    """Return the text of the guide for a default."""
    default = definition.defaultValue()
    optional = QgsProcessingParameterDefinition.Flag.FlagOptional
    if default is not None and isinstance(definition, QgsProcessingParameterNumber):
        return f"{default:,}".removesuffix(".0")
    if default is not None and isinstance(definition, QgsProcessingParameterEnum):
        chosen = default if isinstance(default, list) else [default]
        return ", ".join(map(str, chosen)) or "none"
    if isinstance(definition, QgsProcessingParameterBoolean):
        return str(default)
    return "none" if definition.flags() & optional else "needed"


@pytest.fixture
def algorithm(provider, request):
    return QgsApplication.processingRegistry().createAlgorithmById(f"s2kmeans:{request.param}")


each_algorithm = pytest.mark.parametrize("algorithm", ALGORITHM_NAMES, indirect=True)


def test_every_algorithm_has_a_page(provider):
    registered = QgsApplication.processingRegistry().providerById("s2kmeans").algorithms()
    assert {each.name() for each in registered} == set(ALGORITHM_NAMES)
    assert set(ALGORITHM_NAMES) <= set(PAGES)


@each_algorithm
class TestPage:
    def test_the_page_shows_the_id_of_the_algorithm(self, algorithm):
        assert f"`{algorithm.id()}`" in text_of(algorithm.name())

    def test_the_page_has_the_title_of_the_form(self, algorithm):
        assert text_of(algorithm.name()).startswith(f"# {algorithm.displayName()}\n")

    def test_the_page_lists_every_parameter_and_its_default(self, algorithm):
        page = algorithm.name()
        definitions = {
            definition.name(): (definition.description(), default_text(definition))
            for definition in algorithm.parameterDefinitions()
        }
        documented = {name: (cells[0], cells[-1]) for name, cells in explained(page).items()}
        assert {name: documented.get(name) for name in definitions} == definitions
        assert set(parameters_of(page)) <= set(definitions)
        assert [name for name in definitions if f"`{name}`" not in text_of(page)] == []

    def test_the_page_lists_every_option_as_qgis_process_takes_it(self, algorithm):
        rows = explained(algorithm.name())
        for definition in algorithm.parameterDefinitions():
            if isinstance(definition, QgsProcessingParameterEnum):
                choices = definition.options()
                if not definition.usesStaticStrings():
                    choices = [f"{n} {choice}" for n, choice in enumerate(choices)]
                assert ", ".join(choices) in rows[definition.name()][1]

    def test_the_page_lists_every_output_number(self, algorithm):
        rows = rows_of(algorithm.name())
        parameters = {definition.name() for definition in algorithm.parameterDefinitions()}
        for output in algorithm.outputDefinitions():
            if output.name() not in parameters:
                assert rows[output.name()] == [output.description()]


@pytest.mark.parametrize("line", commands())
def test_a_command_of_the_guide_has_existing_parameters(provider, line):
    _, _, identifier, *options = shlex.split(line)
    algorithm = QgsApplication.processingRegistry().createAlgorithmById(identifier)
    assert algorithm is not None
    given = {}
    for option in options:
        name, value = option[2:].split("=", 1)
        definition = algorithm.parameterDefinition(name)
        assert definition is not None, f"{identifier} has no {name}"
        assert definition.checkValueIsAcceptable(value), option
        given[name] = value
    optional = QgsProcessingParameterDefinition.Flag.FlagOptional
    needed = {
        definition.name()
        for definition in algorithm.parameterDefinitions()
        if not definition.flags() & optional and definition.defaultValue() is None
    }
    assert needed <= set(given)


@pytest.mark.parametrize("page", ["README", *PAGES])
def test_the_links_of_a_source_lead_to_files(page):
    path = ROOT / "README.md" if page == "README" else GUIDE / f"{page}.md"
    for link in re.findall(r"\]\(([^)]+)\)", path.read_text(encoding="utf-8")):
        target = link.partition("#")[0]
        assert "://" in link or not target or (path.parent / target).exists(), link


@pytest.fixture(scope="module")
def tutorial(provider, sample_path, tmp_path_factory):
    """Run the commands of the tutorial, and return their results and logs."""
    import processing

    folder = tmp_path_factory.mktemp("tutorial")
    style = Path(sample_path).with_suffix(".qml")
    for path in (sample_path, style):
        shutil.copy(path, folder)
    runs = []
    for line in text_of("tutorial").splitlines():
        # Nobody has been to the place of the sample.
        if not line.startswith("    qgis_process run ") or "s2kmeans:accuracy" in line:
            continue
        _, _, identifier, *options = shlex.split(line)
        parameters = {}
        for option in options:
            name, value = option[2:].split("=", 1)
            if re.fullmatch(r"[\w.]+\.(tif|csv|json|html)", value):
                value = str(folder / value)
            parameters.setdefault(name, []).append(value)
        given = {name: each[0] if len(each) == 1 else each for name, each in parameters.items()}
        feedback = Feedback()
        runs.append((identifier, processing.run(identifier, given, feedback=feedback), feedback))
    return runs


class TestTutorial:
    """The figures equal those of the commands, with a tolerance for versions of GDAL."""

    def test_the_tutorial_shows_the_areas_of_its_commands(self, tutorial):
        (log,) = (log for name, _, log in tutorial if name == "s2kmeans:classstatistics")
        row = re.compile(r"^ *(\d+)  (\S.*?) {2,}([\d,]+) ", re.MULTILINE)
        found, documented = (
            {(value, name): int(count.replace(",", "")) for value, name, count in rows}
            for rows in (row.findall("\n".join(log.table)), row.findall(text_of("tutorial")))
        )
        assert found == pytest.approx(documented, rel=0.01)

    def test_the_tutorial_shows_the_agreement_of_its_commands(self, tutorial):
        compared = [found for name, found, _ in tutorial if name == "s2kmeans:compareclasses"]
        documented = [
            float(each) for each in re.findall(r"([\d.]+) % of the pixels", text_of("tutorial"))
        ]
        assert [each["AGREEMENT"] for each in compared] == pytest.approx(documented, rel=0.01)
        (index,) = re.findall(r"Rand\s+index is ([\d.]+\d)", text_of("tutorial"))
        assert compared[-1]["ADJUSTED_RAND_INDEX"] == pytest.approx(float(index), abs=0.01)

    def test_the_tutorial_ends_with_the_names_of_its_table(self, tutorial):
        (edited,) = (found for name, found, _ in tutorial if name == "s2kmeans:editclasses")
        names = class_names(edited["OUTPUT"])
        assert len(names) == 7
        assert all(f"| {name} |" in text_of("tutorial") for name in names)


class Page(HTMLParser):
    """Parser of the links, pictures and anchors of a page."""

    def __init__(self, path):
        super().__init__()
        self.path, self.links, self.pictures, self.places, self.n_headings = path, [], [], set(), 0
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.n_headings += tag == "h1"
        self.places.add(attributes.get("id"))
        if tag == "a":
            self.links.append(attributes["href"])
        elif tag == "img":
            self.pictures.append(attributes["src"])
            assert attributes["alt"]


@pytest.fixture(scope="module")
def folder(plugin_folder):
    """Return the folder of the installed guide."""
    return plugin_folder / "s2_kmeans_plugin" / "resources" / "help"


def test_the_installed_guide_has_only_pages_and_their_pictures(folder):
    pages = {f"{page}.html" for page in PAGES}
    assert {path.name for path in folder.iterdir()} == pages
    shown = {
        (folder / picture).resolve() for page in pages for picture in Page(folder / page).pictures
    }
    assert set((folder.parent / "pictures").resolve().iterdir()) == shown


@pytest.mark.parametrize("page", PAGES)
class TestInstalledPage:
    def test_the_page_has_one_title(self, folder, page):
        assert Page(folder / f"{page}.html").n_headings == 1

    def test_the_links_of_the_page_lead_to_places(self, folder, page):
        path = folder / f"{page}.html"
        for link in Page(path).links:
            parts = urlparse(link)
            if parts.scheme:
                assert parts.scheme == "https", link
                continue
            target = (path.parent / parts.path).resolve() if parts.path else path
            assert target.is_file(), link
            if parts.fragment:
                assert parts.fragment in Page(target).places, link

    def test_the_pictures_of_the_page_exist(self, folder, page):
        for picture in Page(folder / f"{page}.html").pictures:
            assert (folder / picture).is_file(), picture

    def test_the_page_loads_nothing_from_the_network(self, folder, page):
        text = (folder / f"{page}.html").read_text(encoding="utf-8")
        assert not re.search(r"<(script|link|iframe)|src=.(https?:)?//|url\(|@import", text)

    def test_another_page_links_to_the_page(self, folder, page):
        linked = {
            urlparse(link).path
            for other in PAGES
            if other != page
            for link in Page(folder / f"{other}.html").links
        }
        assert f"{page}.html" in linked


@pytest.fixture(scope="module")
def installed(plugin_folder):
    """Return the provider of the installed plugin, beside that of the checkout."""
    package = plugin_folder / "s2_kmeans_plugin"
    spec = importlib.util.spec_from_file_location(
        "installed_s2_kmeans", package / "__init__.py", submodule_search_locations=[str(package)]
    )
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    provider = importlib.import_module(f"{spec.name}.provider").S2KmeansProvider()
    provider.refreshAlgorithms()
    yield provider
    for name in [name for name in sys.modules if name.startswith(spec.name)]:
        del sys.modules[name]


@pytest.mark.parametrize("name", ALGORITHM_NAMES)
def test_the_help_of_an_installed_algorithm_is_its_page(installed, folder, name):
    url = QUrl(installed.algorithm(name).helpUrl())
    assert url.isLocalFile()
    assert Path(url.toLocalFile()) == (folder / f"{name}.html").resolve()


def test_the_help_of_a_checkout_is_the_source_of_the_page(provider):
    algorithm = QgsApplication.processingRegistry().algorithmById("s2kmeans:classify")
    path = Path(unquote(urlparse(algorithm.helpUrl()).path))
    assert path == GUIDE / "classify.md"


def test_a_missing_page_has_an_empty_url():
    from s2_kmeans_plugin.resources import help_page

    assert help_page("no_such_page") == ""


class Opener(QObject):
    """Stand-in for the browser."""

    def __init__(self):
        super().__init__()
        self.urls = []

    @pyqtSlot(QUrl)
    def open(self, url):
        self.urls.append(url)


def test_the_help_button_opens_the_page(provider, browser, project):
    import processing

    opener = Opener()
    QDesktopServices.setUrlHandler("file", opener, "open")
    dialog = processing.createAlgorithmDialog("s2kmeans:classify", {})
    try:
        dialog.show()
        button = dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Help)
        assert button.isVisible()
        button.click()
        assert [url.fileName() for url in opener.urls] == ["classify.md"]
    finally:
        QDesktopServices.unsetUrlHandler("file")
        dialog.close()
