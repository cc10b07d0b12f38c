"""Log lines about a product."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...i18n import template, tr

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...core.products.opening import OpenedProduct
    from ...core.products.product import Product


def product_lines(opened: OpenedProduct) -> Iterator[str]:
    """Yield the lines about a product and its bands."""
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


def missing_metadata(product: Product) -> Iterator[str]:
    """Yield a warning if the product has no metadata."""
    if product.scale is None:
        yield tr(
            "The product has no metadata, so the raster declares no scale and offset. Values of "
            "products since 2022 may be larger by 1000 than reflectances times 10,000."
        )
    elif product.metadata.is_guessed:
        yield tr("The product has no metadata. Its date, scale and offset come from its file name.")
