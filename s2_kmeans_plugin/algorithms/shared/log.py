"""What the algorithms tell their users in the log."""

from ...i18n import local, template, tr

_MOST_MATCHES = 30
_MOST_COLUMNS = 8


def before(source, window):
    """Lines on what is about to be done."""
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
        yield template("Bands for the indices alone: {bands}").format(
            bands=", ".join(names[n_compared:])
        )


def components(projection):
    """The line on principal components, where there are any."""
    if projection is not None:
        yield template("Principal components: {n}, with {percent:.2f} % of the variance").format(
            n=projection.n_components, percent=100 * projection.shares.sum()
        )


def smallest_patch(n_pixels):
    """The line on which patches go."""
    return template(
        "Patches of fewer than {n_pixels:,} pixels become part of their neighbours"
    ).format(n_pixels=n_pixels)


def product(opened):
    """Lines on what a product was found to be."""
    product, metadata = opened.product, opened.product.metadata
    yield template("Product: {path}").format(path=product.path)
    for line, value in (
        (template("Level: {value}"), metadata.level),
        (template("Tile: {value}"), product.tile),
        (template("Date: {value}"), metadata.date),
        (template("Processing baseline: {value}"), metadata.baseline),
    ):
        if value:
            yield line.format(value=value)
    yield template("Grid: {width:,} x {height:,} pixels").format(
        width=opened.grid.width, height=opened.grid.height
    )
    for band, file in opened.files.items():
        if product.scale is None:
            yield f"{band}: {file.name}"
        else:
            yield template("{band}: {file}; reflectance = value x {scale:g} {offset:+g}").format(
                band=band, file=file.name, scale=product.scale, offset=product.offset_of(band)
            )


def unknown_offset(product):
    """Warnings that the metadata of a product are missing."""
    if product.scale is None:
        yield tr(
            "There are no metadata, so no scale and offset are declared: values of products since "
            "2022 may be larger by 1000 than reflectances times 10,000."
        )
    elif product.metadata.is_guessed:
        yield tr(
            "The metadata of the product are missing: date, scale and offset follow from its name."
        )


def needs(needs):
    """The line on what the run will need."""
    line = template(
        "Needs: about {memory:,.0f} MB of memory beside QGIS, at most {disk:,.0f} MB of disk"
    ).format(memory=needs.memory / 1e6, disk=needs.disk / 1e6)
    if needs.scratch:
        line += template(", and about {scratch:,.0f} MB in the folder for temporary files").format(
            scratch=needs.scratch / 1e6
        )
    return line


def after(outcome):
    """Lines on what was done."""
    if outcome.sampled_again:
        yield tr(
            "The sample had missed pixels that are unlike all others; another was drawn from the "
            "whole raster, which was then classified again."
        )
    yield from _search(outcome)
    yield template("Inertia: {inertia:.6g}").format(inertia=outcome.inertia)
    yield template("Classified: {n_pixels:,} pixels; without data: {n_nodata:,}").format(
        n_pixels=outcome.n_pixels, n_nodata=outcome.n_nodata
    )
    yield template("Seconds: {sample:.2f} sample, {fit:.2f} fit, {classify:.2f} classify").format(
        **outcome.seconds
    )


def hidden_by_mask(name, look):
    """The line on how much a mask leaves out."""
    return template("The mask {mask} leaves out about {percent:.1f} % of the raster.").format(
        mask=name, percent=100 * look.masked_share
    )


def border(found):
    """The warning that an image has a border that its file does not declare."""
    return template(
        "About {percent:.1f} % of the pixels, also along the border, have the value {value} in all "
        "chosen bands, and the file declares no nodata: they were taken for a part of the image. "
        "If they hold no data, leave them out with IGNORE_VALUE={value}."
    ).format(percent=100 * found.share, value=found.value)


def _search(outcome):
    """Lines on how the classes were found."""
    yield template("Sample: {n_sampled:,} pixels; {n_iter} iterations").format(
        n_sampled=outcome.n_sampled, n_iter=outcome.n_iter
    )
    yield from components(outcome.model.projection)


def series(sources):
    """Lines on the rasters of a series."""
    for source in sources:
        names = [f"{number} ({name})" for number, name in zip(source.bands, source.band_names)]
        yield template("Raster: {path}, {width:,} x {height:,} pixels, bands {bands}").format(
            path=source.path,
            width=source.grid.width,
            height=source.grid.height,
            bands=", ".join(names),
        )
        if source.conversion:
            yield tr("Its values are brought into the unit of the first, as both declare it.")


def after_series(outcome, labels):
    """Lines on what was done to a series."""
    if outcome.sampled_again:
        yield tr(
            "A sample had missed pixels that are unlike all others; others were drawn from the "
            "whole rasters, which were then classified again."
        )
    yield from _search(outcome)
    for label, each in zip(labels, outcome.maps):
        yield template("{name}: {n_pixels:,} pixels; without data: {n_nodata:,}").format(
            name=label, n_pixels=each.n_pixels, n_nodata=each.n_nodata
        )


def series_borders(outcome, labels):
    """Warnings that images have borders that their files do not declare."""
    for label, found in zip(labels, outcome.borders):
        if found:
            yield f"{label}: {border(found)}"


def series_table(outcome, labels):
    """Lines of the table of the percent of each class in each raster."""
    shown = labels[:_MOST_COLUMNS]
    rows = [[tr("class"), tr("name"), *(f"{label} %" for label in shown)]]
    for row, entry in enumerate(outcome.model.legend):
        shares = [
            local(100 * each.counts[row] / max(each.n_pixels, 1), ".2f")
            for each in outcome.maps[:_MOST_COLUMNS]
        ]
        rows.append([str(entry.value), entry.name, *shares])
    yield from _table(rows, left=1)
    if len(labels) > len(shown):
        yield template("… and {n} more").format(n=len(labels) - len(shown))


def comparison(outcome):
    """Lines on how alike two maps are."""
    yield template("Pixels with a class in both maps: {n_pixels:,}").format(
        n_pixels=outcome.n_pixels
    )
    yield template("Adjusted Rand index: {value:.4f}").format(value=outcome.adjusted_rand_index)
    yield template("Normalised mutual information: {value:.4f}").format(
        value=outcome.normalized_mutual_information
    )
    if not outcome.unmatched:
        yield template("Agreement after the best match: {percent:.2f} %, kappa {kappa:.4f}").format(
            percent=100 * outcome.agreement, kappa=outcome.kappa
        )
    for before, after in outcome.partners[:_MOST_MATCHES]:
        yield template("Matched: {before} of the first map, {after} of the second").format(
            before=f"{before.value} {before.name}", after=f"{after.value} {after.name}"
        )
    if len(outcome.partners) > _MOST_MATCHES:
        yield template("… and {n} more").format(n=len(outcome.partners) - _MOST_MATCHES)
    yield tr(outcome.rule)
    yield template("Unchanged: {percent:.2f} %").format(
        percent=100 * outcome.n_unchanged / max(outcome.n_pixels, 1)
    )


def unmatched(outcome):
    """The warning that agreement and kappa are not known."""
    reason = outcome.unmatched
    return template("Agreement and kappa are left out. {reason}").format(
        reason=tr(reason.template).format(**reason.values)
    )


def accuracy(outcome):
    """Lines on how well a map agrees with a reference."""
    yield template("Reference pixels with a class in the map: {n_pixels:,}").format(
        n_pixels=outcome.n_pixels
    )
    left_out = outcome.left_out
    for line, number in (
        (template("Left out, features without a shape or a class: {n:,}"), left_out.n_unnamed),
        (template("Left out, points and polygons beside the map: {n:,}"), left_out.n_outside),
        (
            template("Left out, pixels of the reference without a class in the map: {n:,}"),
            left_out.n_without_class,
        ),
    ):
        if number:
            yield line.format(n=number)
    yield template("Overall accuracy: {percent:.2f} %, kappa {kappa:.4f}").format(
        percent=100 * outcome.matched.overall, kappa=outcome.matched.kappa
    )
    yield template("Adjusted Rand index: {value:.4f}").format(value=outcome.adjusted_rand_index)
    for entry, partner in list(zip(outcome.legend, outcome.partners))[:_MOST_MATCHES]:
        yield template("{after} is matched with {before}").format(
            after=entry.name, before=outcome.names[partner - 1]
        )


def without_value(outcome):
    """The line on pixels that have a class and do not count."""
    return template(
        "Pixels with a class and a value: {n_pixels:,}; with a class, but without a value in the "
        "raster: {n_without:,}"
    ).format(n_pixels=outcome.n_pixels, n_without=outcome.n_without_value)


def suggested():
    """The line on what the names of the classes are worth."""
    return tr(
        "Names with (?) are suggestions by the spectra of the classes: look at the map before you "
        "keep one."
    )


def isodata(outcome, n_clusters):
    """The line on how many classes ISODATA came to."""
    return template("ISODATA began with {n_clusters} classes and came to {n_classes}.").format(
        n_clusters=n_clusters, n_classes=outcome.model.n_classes
    )


def fewer(outcome, n_clusters):
    """The warning that fewer classes were delivered than asked for."""
    return template(
        "{n_classes} classes were delivered, not {n_clusters}: the chosen bands have no more "
        "different pixels than that in the sample."
    ).format(n_classes=outcome.model.n_classes, n_clusters=n_clusters)


def unlike(likeness, most_beyond):
    """Warnings that an image does not look like the one that a model was fitted on."""
    if likeness.sentinel2_shift:
        yield template(
            "The values differ by about {shift:+} from those that the model was fitted on, in all "
            "bands, as Sentinel-2 products do whose processing baselines lie on either side of "
            "04.00: subtract the offset of 1000 from the newer product first."
        ).format(shift=likeness.sentinel2_shift)
    elif likeness.share_beyond > most_beyond:
        yield template(
            "{percent:.0f} % of the pixels have values beyond all that the model was fitted on: "
            "the image may have another unit, season or sensor, and its classes may mean little."
        ).format(percent=100 * likeness.share_beyond)


def unknown_classes(outcome):
    """The warning that a table of changes names classes that do not exist."""
    return template("The table of changes names classes that do not exist: {classes}.").format(
        classes=", ".join(map(str, sorted(outcome.unknown)))
    )


def class_table(outcome):
    """Lines of the table of classes, for a font of fixed width."""
    rows = [[tr("class"), tr("name"), tr("pixels"), "%", tr("hectares")]]
    for row, (entry, count) in enumerate(zip(outcome.legend, outcome.counts)):
        hectares = "-" if outcome.hectares is None else local(outcome.hectares[row], ",.2f")
        share = 100 * count / max(outcome.n_pixels, 1)
        figures = local(count), local(share, ".2f"), hectares
        rows.append([str(entry.value), entry.name, *figures])
    yield from _table(rows, left=1)


def suggestion(outcome):
    """The line that names the suggested number of classes."""
    return template("Suggested number of classes: {k}").format(k=outcome.chosen.n_clusters)


def trial_table(outcome):
    """Lines of the table of numbers of classes, for a font of fixed width."""
    titles = [tr("nearest two"), tr("stability"), tr("silhouette"), "Davies-Bouldin"]
    rows = [[tr("classes"), *titles, "Calinski-Harabasz", tr("inertia")]]
    for trial in outcome.trials:
        mark = " <" if trial is outcome.chosen else ""
        figures = trial.separability, trial.stability, trial.silhouette, trial.davies_bouldin
        rows.append(
            [
                f"{trial.n_clusters}{mark}",
                *(local(each, ".3f") for each in figures),
                local(trial.calinski_harabasz, ",.0f"),
                local(trial.inertia, ".5g"),
            ]
        )
    yield from _table(rows, left=0)


def _table(rows, left):
    """Lines of a table of numbers, one column of which is of texts."""
    widths = [max(map(len, column)) for column in zip(*rows)]
    for row in rows:
        cells = [
            cell.ljust(width) if column == left else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths))
        ]
        # The log is HTML, which would fold plain spaces into one.
        yield "  ".join(cells).replace(" ", "\N{NO-BREAK SPACE}")
