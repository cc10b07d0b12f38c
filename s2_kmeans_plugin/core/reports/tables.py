"""CSV tables."""

from ..files.csv_text import csv_text, number_cell, plain


def class_table(legend, counts, hectares, statistics, band_names):
    """The text of a CSV file with one row a class.

    Columns: class, name, color (#rrggbb), pixels, percent, hectares, and the mean and standard
    deviation of each band. What is not known is empty.

    Parameters
    ----------
    legend : list of ClassEntry
    counts : ndarray of int, shape (n_classes,)
    hectares : ndarray of float or None, shape (n_classes,)
    statistics : ClassStatistics
    band_names : sequence of str

    Returns
    -------
    str
    """
    bands = [plain(f"{kind} {name}") for name in band_names for kind in ("mean", "deviation")]
    rows = [["class", "name", "color", "pixels", "percent", "hectares", *bands]]
    total = max(int(sum(counts)), 1)
    means, deviations = statistics.means, statistics.deviations
    for row, (entry, count) in enumerate(zip(legend, counts)):
        numbers = [
            number_cell(value)
            for mean, deviation in zip(means[row], deviations[row])
            for value in (mean, deviation)
        ]
        area = "" if hectares is None else f"{hectares[row]:.4f}"
        percent = f"{100 * int(count) / total:.4f}"
        rows.append(
            [entry.value, plain(entry.name), entry.hex_color, int(count), percent, area, *numbers]
        )
    return csv_text(rows)
