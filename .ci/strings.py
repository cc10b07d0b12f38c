"""Texts that a user of the plugin sees, and their translations.

python3 .ci/strings.py             update resources/i18n/*.ts from the code
python3 .ci/strings.py de          the same, and start a German translation if it is missing

Qt's lupdate finds only texts inside calls of tr. This plugin also translates errors of the core
when it shows them, and pages by jinja2. So this module parses the code and the templates itself.
"""

import ast
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "s2_kmeans_plugin"
FOLDER = ROOT / "resources" / "i18n"
MODELS = ROOT / "resources" / "models"
CONTEXT = "s2_kmeans_plugin"

_FUNCTIONS = {"tr", "template", "translate"}
_ERRORS = {
    "CoreError",
    "ArgumentError",
    "FileError",
    "RasterError",
    "NoValidPixelError",
    "SchedulerError",
    "MissingDependencyError",
    "Cancelled",
}

# Constants with texts that are translated when they are shown.
_CONSTANTS = {
    "core/spectral/class_names.py": ("NAMES",),
    "core/choices.py": ("SCENE_CLASS_NAMES",),
    "core/maps/comparison.py": ("_BY_NUMBER", "_BY_MATCH"),
}


def texts():
    """Return all texts in alphabetical order: list of str."""
    found = set()
    for path in sorted(PACKAGE.rglob("*.py")):
        name = path.relative_to(PACKAGE).as_posix()
        tree = ast.parse(path.read_text(encoding="utf-8"))
        found.update(_of_calls(tree))
        for constant in _CONSTANTS.get(name, ()):
            found.update(_of_constant(tree, constant))
    for path in sorted(PACKAGE.rglob("*.j2")):
        found.update(_of_template(path.read_text(encoding="utf-8")))
    for path in sorted(MODELS.glob("*.model3")):
        found.update(_of_model(ElementTree.parse(path).getroot()))
    return sorted(found)


def indirect_calls():
    """Return translating calls whose argument is not a text: list of (file, expression).

    Their texts must be among `_CONSTANTS`, or texts of another call.
    """
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        name = path.relative_to(PACKAGE).as_posix()
        for argument in _arguments(ast.parse(path.read_text(encoding="utf-8"))):
            found += [(name, ast.unparse(e)) for e in _branches(argument) if not _is_text(e)]
    for path in sorted(PACKAGE.rglob("*.j2")):
        name = path.relative_to(PACKAGE).as_posix()
        for argument in _template_arguments(path.read_text(encoding="utf-8")):
            if not hasattr(argument, "value"):
                found.append((name, f"{argument.node.name}.{argument.attr}"))
    return found


def _arguments(tree):
    """Yield the arguments of translating calls, and whole calls of map with such a function."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args:
            name = getattr(node.func, "id", getattr(node.func, "attr", None))
            if name in _FUNCTIONS | _ERRORS:
                yield node.args[0]
            elif name == "map" and getattr(node.args[0], "id", None) in _FUNCTIONS:
                yield node


def _of_calls(tree):
    for argument in _arguments(tree):
        yield from _literals(argument)


def _literals(node):
    """Return the texts that an expression can have as its value."""
    return [branch.value for branch in _branches(node) if _is_text(branch) and branch.value]


def _branches(node):
    """Yield the branches of a conditional expression, else the expression itself."""
    if isinstance(node, ast.IfExp):
        yield from _branches(node.body)
        yield from _branches(node.orelse)
    else:
        yield node


def _is_text(node):
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _of_constant(tree, name):
    values = {
        target.id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for element in getattr(values[name], "elts", [values[name]]):
        yield from _literals(values[element.id] if isinstance(element, ast.Name) else element)


def _template_arguments(text):
    import jinja2

    for call in jinja2.Environment().parse(text).find_all(jinja2.nodes.Call):
        if getattr(call.node, "name", None) == "_":
            yield call.args[0]


def _of_template(text):
    for argument in _template_arguments(text):
        if hasattr(argument, "value"):
            yield argument.value


def _of_model(model):
    """Yield the texts of a ready-made model that its form shows."""
    for name in ("model_name", "model_group"):
        yield model.find(f"Option[@name='{name}']").get("value")
    for text in model.find("Option[@name='help']"):
        if text.get("name") != "ALG_CREATOR":
            yield text.get("value")
    definitions = "Option[@name='parameterDefinitions']/Option/Option[@name='description']"
    outputs = (
        "Option[@name='children']/Option/Option[@name='outputs']/Option/"
        "Option[@name='component_description']"
    )
    for label in (*model.findall(definitions), *model.findall(outputs)):
        yield label.get("value")


def translations(path):
    """Return the translations of a .ts file: dict of str to str, empty without a translation."""
    messages = ElementTree.parse(path).iter("message")
    return {
        message.findtext("source"): (
            ""
            if message.find("translation").get("type") == "unfinished"
            else message.findtext("translation") or ""
        )
        for message in messages
    }


def update(path):
    """Add new texts to a .ts file, remove old ones, and return the number without translation."""
    known = translations(path) if path.exists() else {}
    language = path.stem.rpartition("_")[2]
    root = ElementTree.Element("TS", version="2.1", language=language, sourcelanguage="en")
    context = ElementTree.SubElement(root, "context")
    ElementTree.SubElement(context, "name").text = CONTEXT
    waiting = 0
    for text in texts():
        message = ElementTree.SubElement(context, "message")
        ElementTree.SubElement(message, "source").text = text
        translation = ElementTree.SubElement(message, "translation")
        if known.get(text):
            translation.text = known[text]
        else:
            translation.set("type", "unfinished")
            waiting += 1
    ElementTree.indent(root, "")
    path.write_text(
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n'
        + ElementTree.tostring(root, encoding="unicode")
        + "\n",
        encoding="utf-8",
    )
    return waiting


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    started = [FOLDER / f"{CONTEXT}_{language}.ts" for language in sys.argv[1:]]
    for each in sorted({*FOLDER.glob("*.ts"), *started}):
        print(f"{each.relative_to(ROOT)}: {update(each)} texts without translation")
