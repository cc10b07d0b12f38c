"""Rasters read window by window, and rasters and polygons written. The only importer of osgeo.

grid, crs
    Windows, and the place of pixels on the ground.
source, source_facts, pixel_types, units, window_size
    A raster as a value.
interfaces
    Protocols of readers and masks.
reader, valid_pixels, projected_reader, in_memory, block_cache, vrt_parts, gdal_cache
    Reading.
mask, mask_raster, mask_values, shapes
    Masks and reference shapes on the pixels of a raster.
geotiff, geotiff_copy, sieve, png
    Writing of rasters.
polygons, geopackage
    Writing of polygons.
class_map, dates, band_file, vsi_file
    Facts of other files.
gdal_calls
    Errors, options and progress of GDAL.
"""
