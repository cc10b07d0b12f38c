"""Packages that the core may import, tested in another Python."""

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

import s2_kmeans_plugin.core

ROOT = Path(__file__).resolve().parents[2]
CORE = Path(s2_kmeans_plugin.core.__file__).parent
MODULES = sorted(
    ".".join(path.relative_to(CORE.parents[1]).with_suffix("").parts)
    for path in CORE.rglob("*.py")
    if path.name != "__init__.py"
)

BLOCK = """
    import sys
    from importlib.abc import MetaPathFinder

    class Blocked(MetaPathFinder):
        def find_spec(self, name, path=None, target=None):
            if name.partition(".")[0] in {names!r}:
                raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)

    sys.meta_path.insert(0, Blocked())
"""

CLASSIFY = """
    from s2_kmeans_plugin.core import FitOptions, RasterSource, classify
    from s2_kmeans_plugin.core.errors import MissingDependencyError

    source = RasterSource.open(sys.argv[1], (2, 3, 4))
    try:
        options = FitOptions(algorithm=sys.argv[3], n_init=1, sample_size=2000)
        result = classify(source, sys.argv[2], options)
        print(result.model.n_classes, "classes")
    except MissingDependencyError as error:
        print(error)
    print("sklearn" in sys.modules)
"""


def python(*parts, arguments=()):
    code = "\n".join(textwrap.dedent(part) for part in parts)
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_list_of_modules_covers_the_packages():
    assert "s2_kmeans_plugin.core.raster.source" in MODULES
    assert "s2_kmeans_plugin.core.maps.classification" in MODULES


def test_each_module_can_be_imported_first_without_qgis_and_scikit_learn():
    absent = ["qgis", "PyQt5", "PyQt6", "processing", "sklearn", "scipy", "threadpoolctl"]
    import_each = """
        import importlib

        for module in sys.argv[1:]:
            for name in [name for name in sys.modules if name.startswith("s2_kmeans_plugin")]:
                del sys.modules[name]
            try:
                importlib.import_module(module)
            except ImportError as error:
                print(f"{module}: {error}")
    """
    assert python(BLOCK.format(names=absent), import_each, arguments=MODULES) == []


def test_core_imports_no_heavy_packages():
    heavy = {"qgis", "PyQt5", "PyQt6", "processing", "sklearn", "scipy", "plotly", "jinja2"}
    imports = "\n".join(f"import {module}" for module in MODULES)
    loaded = python(imports, 'import sys\nprint("\\n".join(sys.modules))')
    assert "numpy" in loaded
    assert heavy.isdisjoint(loaded)


def test_choices_import_no_other_module():
    code = """
        import sys
        import s2_kmeans_plugin.core
        before = set(sys.modules)
        import s2_kmeans_plugin.core.choices
        print(*sorted(set(sys.modules) - before))
    """
    assert python(code) == ["s2_kmeans_plugin.core.choices"]


def test_kmeans_runs_without_scikit_learn(sample_path, tmp_path):
    out = tmp_path / "map.tif"
    blocked = BLOCK.format(names=["sklearn", "threadpoolctl", "scipy"])
    printed = python(blocked, CLASSIFY, arguments=(sample_path, out, "kmeans"))
    assert printed[0] == "8 classes"
    assert out.exists()


def test_kmeans_does_not_import_scikit_learn(sample_path, tmp_path):
    arguments = (sample_path, tmp_path / "map.tif", "kmeans")
    assert python("import sys", CLASSIFY, arguments=arguments) == ["8 classes", "False"]


@pytest.mark.parametrize("absent", ["sklearn", "threadpoolctl"])
def test_minibatch_names_scikit_learn_when_it_is_missing(sample_path, tmp_path, absent):
    out = tmp_path / "map.tif"
    blocked = BLOCK.format(names=[absent])
    printed = python(blocked, CLASSIFY, arguments=(sample_path, out, "minibatch_kmeans"))
    assert "Mini-batch K-means needs scikit-learn" in printed[0]
    assert "pip install scikit-learn" in printed[0]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("start", ["threads", "no threads"])
def test_another_process_makes_the_same_map(sample_path, tmp_path, start):
    code = """
        import sys
        from concurrent.futures import ThreadPoolExecutor
        from s2_kmeans_plugin.core import FitOptions, RasterSource, Workers, classify

        workers = Workers(ThreadPoolExecutor(3) if sys.argv[3] == "threads" else None)
        source = RasterSource.open(sys.argv[1], (2, 3, 4))
        options = FitOptions(n_init=2, sample_size=5000)
        classify(source, sys.argv[2], options, workers=workers)
    """
    from s2_kmeans_plugin.core import FitOptions, RasterSource, classify

    there, here = tmp_path / "there.tif", tmp_path / "here.tif"
    python(code, arguments=(sample_path, there, start))
    source = RasterSource.open(sample_path, (2, 3, 4))
    classify(source, str(here), FitOptions(n_init=2, sample_size=5000))
    assert there.read_bytes() == here.read_bytes()
