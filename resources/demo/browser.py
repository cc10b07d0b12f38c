"""Pictures of the reports that desktop.py has made, taken in a Chromium without a window."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
REPORTS = ROOT / "build/tutorial"
WIDTH, HEIGHT = 1180, 2400
SHOWN_WIDTH = 900

# Picture, report, and the parts of the page in the picture. The part that repeats the run is never
# shown, because it contains paths of this machine.
PARTS = (
    ("report", "classes.html", "header, .pictures, section:has(.share)"),
    ("report-spectra", "classes.html", "section:has(#spectra), section:has(#distances)"),
    ("statistics", "named.html", "section:has(#spectra), section:has(#distances)"),
    ("comparison", "changes.html", "header, .pictures, section:has(#flows)"),
)


def main():
    browsers = map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))
    browser = next(filter(None, browsers), None)
    if browser is None:
        print("Chromium is missing, so the pictures of the reports do not change.")
        return
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as folder:
        for picture, report, parts in PARTS:
            page = Path(folder) / report
            style = (
                f"<style>main > :not({parts}) {{ display: none; }} "
                "main { padding-top: 16px; } section { margin-top: 28px; }</style></head>"
            )
            text = (REPORTS / report).read_text(encoding="utf-8")
            page.write_text(text.replace("</head>", style, 1), encoding="utf-8")
            shot = Path(folder) / "shot.png"
            take(browser, page, shot, folder)
            trim(shot, picture)


def take(browser, page, picture, folder):
    command = [
        browser,
        "--headless",
        "--disable-gpu",
        "--hide-scrollbars",
        f"--user-data-dir={folder}/profile",
        "--virtual-time-budget=15000",
        f"--window-size={WIDTH},{HEIGHT}",
        f"--screenshot={picture}",
        page.as_uri(),
    ]
    if os.getuid() == 0:
        # The sandbox does not run as root.
        command.insert(1, "--no-sandbox")
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    if not picture.exists():
        sys.exit(done.stderr)


def trim(shot, name):
    """Save a picture without the empty space at its bottom."""
    from pictures import save
    from qgis.PyQt.QtGui import QImage

    image = QImage(str(shot)).convertToFormat(QImage.Format.Format_RGB32)

    def line(row):
        return image.scanLine(row).asstring(image.bytesPerLine())

    last = image.height() - 1
    row = next((row for row in range(last, 0, -1) if line(row) != line(last)), last)
    save(image.copy(0, 0, image.width(), min(row + 24, image.height())), name, SHOWN_WIDTH)


if __name__ == "__main__":
    main()
