"""Check of a zip against the rules of plugins.qgis.org and against the needs of QGIS.

python3 .ci/check_package.py ZIP
"""

import ast
import configparser
import re
import sys
import zipfile
from pathlib import Path, PurePosixPath

MOST_BYTES = 25 * 2**20
NEEDED = ("__init__.py", "metadata.txt", "LICENSE")
FIELDS = (
    *("name", "description", "version", "qgisMinimumVersion", "author", "email", "about"),
    *("tracker", "repository"),
)
LINKS = ("tracker", "repository", "homepage")
UNWANTED_FOLDERS = ("__pycache__", "__MACOSX")
UNWANTED = (".pyc", ".pyo", ".sh", ".bat", ".exe", ".so", ".dll", ".dylib", ".pyd")
# Domain of the addresses in metadata.txt until the project has real ones.
_PLACEHOLDER = "example.org"


def faults_of(path):
    """Yield a sentence for each fault of a zip."""
    path = Path(path)
    if path.stat().st_size > MOST_BYTES:
        yield f"it has {path.stat().st_size:,} bytes, more than the limit of {MOST_BYTES:,}"
    with zipfile.ZipFile(path) as archive:
        names = [name for name in archive.namelist() if not name.endswith("/")]
        yield from _of_names(names)
        folder = names[0].split("/")[0]
        texts = {
            name[len(folder) + 1 :]: archive.read(name)
            for name in names
            if name.endswith((".py", "metadata.txt"))
        }
    for name, data in texts.items():
        if name.endswith(".py"):
            yield from _of_module(name, data)
    if "metadata.txt" in texts:
        yield from _of_metadata(texts["metadata.txt"], names, path.stem, folder)


def _of_names(names):
    folders = {name.split("/")[0] for name in names}
    if len(folders) != 1 or not all("/" in name for name in names):
        yield f"all files must be in one folder, not in {', '.join(sorted(folders))}"
    for folder in folders:
        if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*", folder):
            yield f"the name of the folder {folder} is not valid for a Python package"
    for needed in NEEDED:
        if not any(name.split("/")[1:] == [needed] for name in names):
            yield f"the file {needed} is missing"
    if len({name.lower() for name in names}) != len(names):
        yield "two names differ only in capital letters, which Windows ignores"
    for name in names:
        yield from _of_name(name)


def _of_name(name):
    parts = PurePosixPath(name).parts
    if name.startswith("/") or "\\" in name or ".." in parts:
        yield f"{name} is outside the folder"
    if any(part.startswith(".") or part in UNWANTED_FOLDERS for part in parts):
        yield f"{name} is a hidden or temporary file"
    if name.lower().endswith(UNWANTED):
        yield f"{name} is compiled or executable"


def _of_module(name, data):
    try:
        tree = ast.parse(data)
    except (SyntaxError, ValueError) as error:
        yield f"{name} is not valid Python: {error}"
        return
    functions = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
    if name == "__init__.py" and "classFactory" not in functions:
        yield "__init__.py has no function classFactory, which QGIS calls"


def _of_metadata(data, names, stem, folder):
    # QGIS reads it with interpolation, in which a bare % is an error.
    parser = configparser.ConfigParser()
    try:
        parser.read_string(data.decode("utf-8"))
        general = dict(parser["general"])
    except (configparser.Error, UnicodeDecodeError, KeyError) as error:
        yield f"metadata.txt cannot be read: {error}"
        return
    for field in FIELDS:
        if not general.get(field.lower(), "").strip():
            yield f"metadata.txt has no {field}"
    yield from _of_versions(general, stem, folder)
    yield from _of_addresses(general)
    icon = general.get("icon")
    if icon and f"{folder}/{icon}" not in names:
        yield f"the icon {icon} is missing"
    for field in ("experimental", "deprecated"):
        if general.get(field, "False") not in ("True", "False"):
            yield f"{field} is neither True nor False"
    if "scikit-learn" not in general.get("about", "") or "install" not in general.get("about", ""):
        yield "about does not explain how to install scikit-learn"


def _of_versions(general, stem, folder):
    version = general.get("version", "")
    if not re.fullmatch(r"\d+\.\d+\.\d+", version):
        yield f"the version {version} does not have the form 1.2.3"
    if stem != f"{folder}-{version}":
        yield f"the name of the zip is not {folder}-{version}.zip"
    lowest, highest = (
        general.get(f"qgis{end}imumversion", "3.99" if end == "max" else "")
        for end in ("min", "max")
    )
    if not all(re.fullmatch(r"\d+\.\d+(\.\d+)?", text) for text in (lowest, highest)):
        yield f"the versions of QGIS, {lowest} to {highest}, do not have the form 3.22"
    elif _numbers(lowest) > _numbers(highest):
        yield f"the lowest version of QGIS, {lowest}, is above the highest, {highest}"


def _of_addresses(general):
    if not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", general.get("email", "")):
        yield "the email is not an address"
    for field in LINKS:
        if not re.match(r"https?://[^\s/]+", general.get(field, "https://nowhere")):
            yield f"{field} is not an address: {general[field]}"


def _numbers(version):
    return [int(part) for part in version.split(".")]


def placeholders_of(path):
    """Return the names of the fields whose address is a placeholder."""
    with zipfile.ZipFile(path) as archive:
        name = next(name for name in archive.namelist() if name.endswith("/metadata.txt"))
        parser = configparser.ConfigParser()
        parser.read_string(archive.read(name).decode("utf-8"))
    return [field for field, value in parser["general"].items() if _PLACEHOLDER in value]


def main(path):
    faults = list(faults_of(path))
    for fault in faults:
        print(f"{Path(path).name}: {fault}")
    if faults:
        return 1
    print(f"{Path(path).name} follows the rules of plugins.qgis.org.")
    fields = placeholders_of(path)
    if fields:
        print(f"Before the upload, metadata.txt needs real addresses: {', '.join(fields)}.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
