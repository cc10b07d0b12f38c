"""Lines of the log that several algorithms share."""

from collections.abc import Iterator, Sequence

from ...i18n import local, template, tr


def align(rows: Sequence[Sequence[str]], left: int) -> Iterator[str]:
    """Yield the lines of a table for a font of fixed width.

    The first row holds the titles. The column at the index `left` is left-aligned.
    """
    widths = [max(map(len, column)) for column in zip(*rows)]
    for row in rows:
        cells = [
            cell.ljust(width) if column == left else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths))
        ]
        # The log is HTML, which would fold plain spaces into one.
        yield "  ".join(cells).replace(" ", "\N{NO-BREAK SPACE}")


def source_lines(source, window) -> Iterator[str]:
    """Yield the lines about the raster that a run reads."""
    grid = source.crop_grid(window)
    yield template("Raster: {path}").format(path=source.path)
    yield template("Grid: {width:,} x {height:,} pixels").format(
        width=grid.width, height=grid.height
    )
    names = [f"{number} ({name})" for number, name in zip(source.bands, source.band_names)]
    n_compared = len(source.compared_bands)
    yield template("Bands: {bands}").format(bands=", ".join(names[:n_compared]))
    if source.features:
        yield template("Indices: {names}").format(names=", ".join(source.features.names))
    if names[n_compared:]:
        yield template("Bands read only for indices: {bands}").format(
            bands=", ".join(names[n_compared:])
        )


def components(projection) -> Iterator[str]:
    """Yield the line about principal components, if there are any."""
    if projection is not None:
        yield template("Principal components: {n}, with {percent:.2f} % of the variance").format(
            n=projection.n_components, percent=100 * projection.shares.sum()
        )


def masked_share(name: str, coverage) -> str:
    return template("The mask {mask} covers about {percent:.1f} % of the raster.").format(
        mask=name, percent=100 * coverage.masked_share
    )


def border(found) -> Iterator[str]:
    """Yield a warning if the raster has a border that looks like undeclared nodata."""
    if found is None:
        return
    yield template(
        "About {percent:.1f} % of the pixels, also along the border, have the value {value} in all "
        "chosen bands, and the file declares no nodata. The map shows them as a class. If they are "
        "nodata, set IGNORE_VALUE={value}."
    ).format(percent=100 * found.share, value=found.value)


def search_lines(outcome) -> Iterator[str]:
    """Yield the lines about sample and fit."""
    yield template("Sample: {n_sampled:,} pixels; {n_iter} iterations").format(
        n_sampled=outcome.n_sampled, n_iter=outcome.n_iter
    )
    yield from components(outcome.model.projection)


def class_table(outcome) -> Iterator[str]:
    """Yield the lines of the table of classes and their areas."""
    rows = [[tr("class"), tr("name"), tr("pixels"), "%", tr("hectares")]]
    for row, (entry, count) in enumerate(zip(outcome.legend, outcome.counts)):
        hectares = "-" if outcome.hectares is None else local(outcome.hectares[row], ",.2f")
        share = 100 * count / max(outcome.n_pixels, 1)
        figures = local(count), local(share, ".2f"), hectares
        rows.append([str(entry.value), entry.name, *figures])
    yield from align(rows, left=1)
