"""Running windows in parallel: progress, cancellation, memory, Dask."""
