"""Look up every name of Qt and of QGIS that the code uses, as it has to be for Qt 6.

.venv-lint/bin/python .ci/qt_names.py FILE_OR_FOLDER...

Under Qt 6 members of an enumeration are found in it alone: ``QgsTask.Flag.CanCancel``, and not
``QgsTask.CanCancel``. Qt's names are looked up in PyQt6; those of QGIS in the QGIS of this machine,
where members have to be written so as well.
"""

import ast
import importlib
import sys
from enum import Enum
from pathlib import Path

# qgis.PyQt gives these where Qt 5 had them.
_MOVED = dict.fromkeys(("QAction", "QActionGroup", "QShortcut"), "QtGui")
# What PyQt6 no longer has.
_GONE = {"exec_": "exec", "print_": "print"}


def faults_of(source):
    """Faults of a module.

    Parameters
    ----------
    source : str

    Returns
    -------
    list of (int, str)
        Lines and sentences.
    """
    tree = ast.parse(source)
    known, members, faults = {}, {}, []
    for node in ast.walk(tree):
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            faults += _imported(node, known, members)
        elif isinstance(node, ast.Assign):
            _assigned(node, known)
    # Members are not called; what is, only has the name of one.
    called = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    # The inner part of a chain is looked up with the chain.
    inner = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            if node.attr in _GONE:
                faults.append((node.lineno, f"{node.attr} is {_GONE[node.attr]} in Qt 6"))
            root, names = _chain(node)
            if root not in known and node.attr in members and id(node) not in called:
                scoped = members[node.attr]
                faults.append((node.lineno, f"{node.attr} has to be written {scoped}"))
            elif root in known and id(node) not in inner:
                faults += [(node.lineno, each) for each in _looked_up(root, known[root], names)]
    return sorted(faults)


def _imported(node, known, members):
    """Take in what an import brings; gives its faults."""
    module = getattr(node, "module", None) or ""
    for alias in node.names:
        package = (module or alias.name).partition(".")[0]
        if package in ("PyQt5", "PyQt6", "sip"):
            yield node.lineno, f"{package} is imported: import qgis.PyQt"
        elif package != "qgis" or alias.name in ("iface", "plugins"):
            continue
        elif not module or module == "qgis.PyQt" or alias.name == "*":
            yield node.lineno, "import the names themselves, so that they can be looked up"
        else:
            try:
                value = _named(module, alias.name)
            except (ImportError, AttributeError):
                yield node.lineno, f"there is no {module}.{alias.name}"
                continue
            known[alias.asname or alias.name] = value
            # With Qt 5 members are found in the class too.
            of_qt5 = getattr(importlib.import_module(module), alias.name)
            for name in dir(of_qt5):
                kind = type(getattr(of_qt5, name, None))
                if _is_enumeration(kind) and name[:1].isupper() and not isinstance(of_qt5, kind):
                    members.setdefault(name, f"{alias.name}.{kind.__name__}.{name}")


def _assigned(node, known):
    """Take in a shorter name: ``types = QgsProcessing.SourceType``."""
    root, names = _chain(node.value)
    if root in known and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
        value = known[root]
        for name in names:
            value = getattr(value, name, None)
        if isinstance(value, type):
            known[node.targets[0].id] = value


def _named(module, name):
    if module.startswith("qgis.PyQt."):
        of_qt = module.rpartition(".")[2]
        module = "PyQt6." + (_MOVED.get(name, of_qt) if of_qt == "QtWidgets" else of_qt)
    return getattr(importlib.import_module(module), name)


def _chain(node):
    """The name that a chain of attributes begins with, or None, and those that follow."""
    names = []
    while isinstance(node, ast.Attribute):
        names.insert(0, node.attr)
        node = node.value
    return (node.id if isinstance(node, ast.Name) else None), names


def _looked_up(root, value, names):
    """Sentences on what is not there, or not where it is with Qt 6."""
    path = root
    for name in names:
        path += f".{name}"
        try:
            holder, value = value, getattr(value, name)
        except AttributeError:
            yield f"there is no {path}"
            return
        kind = type(value)
        if _is_enumeration(kind) and holder is not kind and not isinstance(holder, kind):
            yield f"{path} has to be written {root}.{kind.__name__}.{name}"
            return
        # Beyond a value, attributes are those of an instance.
        if not isinstance(value, type):
            return


def _is_enumeration(kind):
    """Whether values of a type are members of an enumeration, of Python's or of sip's."""
    return issubclass(kind, Enum) or (issubclass(kind, int) and kind not in (int, bool))


def main(paths):
    n_faults = 0
    for path in map(Path, paths):
        for file in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
            for line, sentence in faults_of(file.read_text(encoding="utf-8")):
                print(f"{file}:{line}: {sentence}")
                n_faults += 1
    return 1 if n_faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
