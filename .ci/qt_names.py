"""Check of all names of Qt and QGIS in the code for Qt 6.

.venv-lint/bin/python .ci/qt_names.py FILE_OR_FOLDER...

In Qt 6, a member of an enumeration needs its scope: ``QgsTask.Flag.CanCancel``, not
``QgsTask.CanCancel``. Names of Qt are looked up in PyQt6, names of QGIS in this machine's QGIS.
"""

import ast
import importlib
import sys
from enum import Enum
from pathlib import Path

# Modules of PyQt6 for names that qgis.PyQt keeps in the module of Qt 5.
_MOVED = dict.fromkeys(("QAction", "QActionGroup", "QShortcut"), "QtGui")
# Names that PyQt6 has removed, and their replacements.
_GONE = {"exec_": "exec", "print_": "print"}


def faults_of(source):
    """Return the faults of the source text of a module.

    Returns
    -------
    list of (int, str)
        Line number and sentence of each fault.
    """
    tree = ast.parse(source)
    known, members, faults = {}, {}, []
    for node in ast.walk(tree):
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            faults += _imported(node, known, members)
        elif isinstance(node, ast.Assign):
            _assigned(node, known)
    # A member of an enumeration is never called, so a called name is not one.
    called = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    # Inner parts of a chain are looked up with the chain.
    inner = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            if node.attr in _GONE:
                faults.append((node.lineno, f"{node.attr} is {_GONE[node.attr]} in Qt 6"))
            root, names = _chain(node)
            if root not in known and node.attr in members and id(node) not in called:
                scoped = members[node.attr]
                if names[-2:-1] != scoped.split(".")[-2:-1]:
                    faults.append((node.lineno, f"{node.attr} must be written {scoped}"))
            elif root in known and id(node) not in inner:
                faults += [(node.lineno, each) for each in _looked_up(root, known[root], names)]
    return sorted(faults)


def _imported(node, known, members):
    """Add the names of an import to the known ones, and yield its faults."""
    module = getattr(node, "module", None) or ""
    for alias in node.names:
        package = (module or alias.name).partition(".")[0]
        if package in ("PyQt5", "PyQt6", "sip"):
            yield node.lineno, f"{package} is imported: import qgis.PyQt"
        elif package != "qgis" or alias.name in ("iface", "plugins"):
            continue
        elif not module or module == "qgis.PyQt" or alias.name == "*":
            yield node.lineno, "import names, not modules, so that this check can look them up"
        else:
            try:
                value = _named(module, alias.name)
            except (ImportError, AttributeError):
                yield node.lineno, f"{module}.{alias.name} does not exist"
                continue
            known[alias.asname or alias.name] = value
            # Qt 5 also offers the members in the class, where the code must not use them.
            of_qt5 = getattr(importlib.import_module(module), alias.name)
            for name in dir(of_qt5):
                kind = type(getattr(of_qt5, name, None))
                if _is_enumeration(kind) and name[:1].isupper() and not isinstance(of_qt5, kind):
                    members.setdefault(name, f"{alias.name}.{kind.__name__}.{name}")


def _assigned(node, known):
    """Add an alias such as ``types = QgsProcessing.SourceType`` to the known names."""
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
    """Return the first name of a chain of attributes, or None, and the names after it."""
    names = []
    while isinstance(node, ast.Attribute):
        names.insert(0, node.attr)
        node = node.value
    return (node.id if isinstance(node, ast.Name) else None), names


def _looked_up(root, value, names):
    """Yield a sentence if a chain does not exist, or lacks a scope of Qt 6."""
    path = root
    for name in names:
        path += f".{name}"
        try:
            holder, value = value, getattr(value, name)
        except AttributeError:
            yield f"{path} does not exist"
            return
        kind = type(value)
        if _is_enumeration(kind) and holder is not kind and not isinstance(holder, kind):
            yield f"{path} must be written {root}.{kind.__name__}.{name}"
            return
        # Attributes after a value belong to an instance, which is unknown here.
        if not isinstance(value, type):
            return


def _is_enumeration(kind):
    """Return whether a type is an enumeration of Python or of sip."""
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
