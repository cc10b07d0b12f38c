"""Clustering of rasters of any size: numpy, GDAL and, where asked for, scikit-learn. No QGIS."""
