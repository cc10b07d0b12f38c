"""Sentinel-2 products in the form of downloads, made from a part of the sample."""

import zipfile
from pathlib import Path

import numpy as np
from osgeo import gdal, osr

from s2_kmeans_plugin.core.spectral.bands import WAVELENGTHS

DRIVER = "JP2OpenJPEG" if gdal.GetDriverByName("JP2OpenJPEG") else "GTiff"

TILE = "18SVG"
STAMP = "20240601T154819"
DATE = "2024-06-01T15:48:19.024Z"
NATIVE = {
    **dict.fromkeys(("B02", "B03", "B04", "B08"), 10),
    **dict.fromkeys(("B05", "B06", "B07", "B8A", "B11", "B12"), 20),
    **dict.fromkeys(("B01", "B09", "B10"), 60),
}
BANDS = list(WAVELENGTHS)
SIZE = 240
CORNER = (442_980.0, 4_174_020.0)

_LISTS = {
    "L2A": ("BOA_ADD_OFFSET", "BOA_ADD_OFFSET_VALUES_LIST", "BOA_QUANTIFICATION_VALUE"),
    "L1C": ("RADIO_ADD_OFFSET", "Radiometric_Offset_List", "QUANTIFICATION_VALUE"),
}


def band_values(sample_path, band, resolution):
    """Return the values of a band of the sample on a grid of the product."""
    dataset = gdal.Open(sample_path)
    raster = dataset.GetRasterBand(BANDS.index(band) + 1)
    values = raster.ReadAsArray(0, 0, SIZE, SIZE)
    step = resolution // 10
    return values[::step, ::step].astype(np.uint16)


def write_band(path, values, resolution, *, corner=CORNER, driver=DRIVER, epsg=32618, block=64):
    """Write one band. Some products hold GeoTIFFs with another extension."""
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    kind = gdal.GDT_Byte if values.dtype == np.uint8 else gdal.GDT_UInt16
    memory = gdal.GetDriverByName("MEM").Create("", values.shape[1], values.shape[0], 1, kind)
    memory.SetGeoTransform((corner[0], resolution, 0, corner[1], 0, -resolution))
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(epsg)
    memory.SetProjection(reference.ExportToWkt())
    memory.GetRasterBand(1).WriteArray(values)
    options = ["REVERSIBLE=YES", "QUALITY=100"] if driver == "JP2OpenJPEG" else []
    if driver == "JP2OpenJPEG":
        options += [f"BLOCKXSIZE={block}", f"BLOCKYSIZE={block}"]
    gdal.GetDriverByName(driver).CreateCopy(str(path), memory, options=options)
    return str(path)


def metadata_xml(level="L2A", baseline="05.10", offset=-1000, quantification=10000, head=""):
    """Return the main metadata of a product, with the fields that the plugin reads."""
    item, container, quantity = _LISTS[level]
    name = f"Level-{level[1:]}"
    offsets = "".join(f'<{item} band_id="{n}">{offset}</{item}>' for n in range(13))
    offsets = f"<{container}>{offsets}</{container}>" if offset is not None else ""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{head}'
        f'<n1:{name}_User_Product xmlns:n1="https://psd-14.sentinel2.eo.esa.int/PSD/{name}.xsd">'
        f"<n1:General_Info><Product_Info><PRODUCT_START_TIME>{DATE}</PRODUCT_START_TIME>"
        f"<PROCESSING_LEVEL>{name}</PROCESSING_LEVEL>"
        f"<PROCESSING_BASELINE>{baseline}</PROCESSING_BASELINE></Product_Info>"
        f'<Product_Image_Characteristics><{quantity} unit="none">{quantification}</{quantity}>'
        f"{offsets}</Product_Image_Characteristics></n1:General_Info></n1:{name}_User_Product>"
    )


def safe_name(level="L2A", baseline="05.10", tile=TILE):
    number = baseline.replace(".", "")
    return f"S2A_MSI{level}_{STAMP}_N{number}_R054_T{tile}_20240601T204159.SAFE"


def make_product(
    folder,
    sample_path,
    *,
    level="L2A",
    baseline="05.10",
    offset=-1000,
    leave_out=(),
    driver=DRIVER,
    tiles=(TILE,),
    bands=None,
):
    """Write a product with compact names, and return the path of its .SAFE folder."""
    safe = Path(folder) / safe_name(level, baseline)
    safe.mkdir(parents=True)
    (safe / f"MTD_MSI{level}.xml").write_text(
        metadata_xml(level, baseline, offset), encoding="utf-8"
    )
    (safe / "manifest.safe").write_text("<manifest/>")
    for tile in tiles:
        granule = safe / "GRANULE" / f"{level}_T{tile}_A046720_{STAMP}"
        for band, native in NATIVE.items():
            absent = band in leave_out or (bands and band not in bands)
            if absent or (level == "L2A" and band == "B10"):
                continue
            finest = {f"IMG_DATA/T{tile}_{STAMP}_{band}.jp2": native}
            if level == "L2A":
                sizes = {10, 20, 60} if native < 60 and band != "B08" else {native}
                finest = {
                    f"IMG_DATA/R{size}m/T{tile}_{STAMP}_{band}_{size}m.jp2": size
                    for size in sizes
                    if size >= native
                }
            for name, size in finest.items():
                values = band_values(sample_path, band, size)
                write_band(granule / name, values, size, driver=driver)
        if level == "L2A":
            name = f"IMG_DATA/R20m/T{tile}_{STAMP}_SCL_20m.jp2"
            write_band(granule / name, scene_classes(), 20, driver=driver)
        (granule / "MTD_TL.xml").write_text("<tile/>")
        # Files beside the bands that are not bands.
        mask = granule / "QI_DATA" / "MSK_DETFOO_B02.jp2"
        write_band(mask, np.zeros((4, 4), np.uint8), 10, driver=driver)
        write_band(
            granule / f"IMG_DATA/T{tile}_{STAMP}_TCI.jp2",
            np.zeros((4, 4), np.uint8),
            10,
            driver=driver,
        )
    return str(safe)


def scene_classes():
    """Return the values 0 to 11 in stripes, shape (120, 120)."""
    return np.repeat(np.arange(12, dtype=np.uint8), 10)[None].repeat(SIZE // 2, axis=0)


def make_old_product(folder, sample_path, tiles=(TILE,)):
    """Write a Level-1C product with the names from before December 2016."""
    stamp = "V20160905T154819_20160905T155424"
    safe = Path(folder) / f"S2A_OPER_PRD_MSIL1C_PDMC_20160905T204813_R054_{stamp}.SAFE"
    safe.mkdir(parents=True)
    (safe / f"S2A_OPER_MTD_SAFL1C_PDMC_20160905T204813_R054_{stamp}.xml").write_text(
        metadata_xml("L1C", "02.04", None), encoding="utf-8"
    )
    for tile in tiles:
        name = f"S2A_OPER_MSI_L1C_TL_SGS__20160905T204159_A006291_T{tile}"
        granule = safe / "GRANULE" / f"{name}_N02.04"
        for band, native in NATIVE.items():
            values = band_values(sample_path, band, native)
            write_band(granule / "IMG_DATA" / f"{name}_{band}.jp2", values, native)
        (granule / f"{name.replace('MSI', 'MTD')}.xml").write_text("<tile/>")
    return str(safe)


def zipped(folder, path, inside=""):
    """Pack a folder into a zip below the path ``inside``."""
    folder = Path(folder)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                archive.write(file, inside + str(file.relative_to(folder.parent)))
    return str(path)
