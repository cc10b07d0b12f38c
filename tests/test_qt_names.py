"""Faults that the check of names of Qt and QGIS in `make lint` must find."""

import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PYTHON = ROOT / ".venv-lint/bin/python"

pytestmark = pytest.mark.skipif(not PYTHON.exists(), reason="PyQt6 comes with `make lint`.")

WRONG = {
    "from qgis.core import QgsNothing": "qgis.core.QgsNothing does not exist",
    "from qgis.PyQt.QtCore import QRegExp": "qgis.PyQt.QtCore.QRegExp does not exist",
    "from PyQt5.QtGui import QColor": "import qgis.PyQt",
    "from qgis.core import QgsTask; QgsTask.CanCancel": "QgsTask.Flag.CanCancel",
    "from qgis.core import QgsTask; QgsTask.Flag.Nothing": "QgsTask.Flag.Nothing does not exist",
    "from qgis.core import QgsTask; self.CanCancel": "QgsTask.Flag.CanCancel",
    "from qgis.core import Qgis; Qgis.Byte": "Qgis.DataType.Byte",
    "from qgis.PyQt.QtCore import Qt; Qt.AlignLeft": "Qt.AlignLeft does not exist",
    "from qgis.PyQt.QtWidgets import QDialog; self.Accepted": "QDialog.DialogCode.Accepted",
    "dialog.exec_()": "exec_ is exec in Qt 6",
}
CORRECT = """
from qgis.core import Qgis, QgsProcessing, QgsTask
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QAction
from qgis.utils import iface
types = QgsProcessing.SourceType
print(QgsTask.Flag.CanCancel, Qgis.DataType.Byte, Qt.AlignmentFlag.AlignLeft, types.TypeRaster)
print(Qgis.QGIS_VERSION.partition, iface.activeLayer, QAction.triggered, task.Flag.CanCancel)
"""


def check(path):
    return subprocess.run(
        [str(PYTHON), str(ROOT / ".ci/qt_names.py"), str(path)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    """Return the output of one check of all wrong lines, each in its own file."""
    folder = tmp_path_factory.mktemp("wrong")
    for number, line in enumerate(WRONG):
        (folder / f"line{number}.py").write_text(line)
    checked = check(folder)
    assert checked.returncode == 1, checked.stderr
    return checked.stdout.splitlines()


@pytest.mark.parametrize("line", WRONG)
def test_check_finds_the_fault(found, line):
    name = f"line{list(WRONG).index(line)}.py:1:"
    (sentence,) = (text for text in found if name in text)
    assert WRONG[line] in sentence


def test_check_accepts_scoped_names(tmp_path):
    (tmp_path / "correct.py").write_text(CORRECT)
    checked = check(tmp_path)
    assert (checked.stdout, checked.returncode) == ("", 0)
