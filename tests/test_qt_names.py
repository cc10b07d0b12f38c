"""The check that `make lint` makes of names of Qt and QGIS: it finds what is planted."""

import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PYTHON = ROOT / ".venv-lint/bin/python"

pytestmark = pytest.mark.skipif(not PYTHON.exists(), reason="PyQt6 comes with `make lint`.")

PLANTED = {
    "from qgis.core import QgsNothing": "there is no qgis.core.QgsNothing",
    "from qgis.PyQt.QtCore import QRegExp": "there is no qgis.PyQt.QtCore.QRegExp",
    "from PyQt5.QtGui import QColor": "import qgis.PyQt",
    "from qgis.core import QgsTask; QgsTask.CanCancel": "QgsTask.Flag.CanCancel",
    "from qgis.core import QgsTask; QgsTask.Flag.Nothing": "there is no QgsTask.Flag.Nothing",
    "from qgis.core import QgsTask; self.CanCancel": "QgsTask.Flag.CanCancel",
    "from qgis.core import Qgis; Qgis.Byte": "Qgis.DataType.Byte",
    "from qgis.PyQt.QtCore import Qt; Qt.AlignLeft": "there is no Qt.AlignLeft",
    "from qgis.PyQt.QtWidgets import QDialog; self.Accepted": "QDialog.DialogCode.Accepted",
    "dialog.exec_()": "exec_ is exec in Qt 6",
}
SOUND = """
from qgis.core import Qgis, QgsProcessing, QgsTask
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QAction
from qgis.utils import iface
types = QgsProcessing.SourceType
print(QgsTask.Flag.CanCancel, Qgis.DataType.Byte, Qt.AlignmentFlag.AlignLeft, types.TypeRaster)
print(Qgis.QGIS_VERSION.partition, iface.activeLayer, QAction.triggered)
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
    """What the check says of each line, all of them looked at in one go."""
    folder = tmp_path_factory.mktemp("planted")
    for number, line in enumerate(PLANTED):
        (folder / f"line{number}.py").write_text(line)
    told = check(folder)
    assert told.returncode == 1, told.stderr
    return told.stdout.splitlines()


@pytest.mark.parametrize("line", PLANTED)
def test_finds(found, line):
    name = f"line{list(PLANTED).index(line)}.py:1:"
    (sentence,) = (text for text in found if name in text)
    assert PLANTED[line] in sentence


def test_has_nothing_to_say_of_scoped_names(tmp_path):
    (tmp_path / "sound.py").write_text(SOUND)
    told = check(tmp_path)
    assert (told.stdout, told.returncode) == ("", 0)
