"""Reading rasters and writing classes. The only importer of osgeo."""
