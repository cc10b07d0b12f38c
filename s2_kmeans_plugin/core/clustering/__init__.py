"""Fits of clusters to a sample, and the labelling of pixels with their clusters.

A run of k-means passes through these modules. The other algorithms, but for `minibatch`, use it.

============  =====================================================================================
`pixels`      holds the sample, cut into `tiles`
`algorithms`  chooses the function that fits
`kmeans`      runs `starts` on a `coreset` by `lloyd`, crosses the best, and continues the best one
`refine`      continues a `fit` on all pixels; passes collect `sums`
`nearest`     labels pixels: `labeller` cuts blocks into tiles, `scores` rank centres (a `mixture`
              takes `normal` in place of `nearest`)
============  =====================================================================================

A name stands for the same kind of array everywhere:

============  =====================================================================================
values        pixels in the type of the raster, (n_bands, n_pixels) or (n_bands, height, width)
z             pixels relative to an offset, float32 or float64, (n_bands, n_pixels)
valid         bool, the shape of values without the bands
masked        int, positions of the pixels of a tile that are not valid; None if all are valid
labels        uint8, clusters from 1, and 0 for pixels that are not valid; the shape of valid
centers       float64 (n_clusters, n_bands), in the unit of the raster
covariances   float64 (n_clusters, n_bands, n_bands), in the unit of the raster
candidates    bool (n_clusters, n_pixels), whether a cluster may be the best one of a pixel
============  =====================================================================================
"""
