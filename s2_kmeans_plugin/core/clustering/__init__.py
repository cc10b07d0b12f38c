"""Fits of clusters to a sample, and the labelling of pixels with their clusters."""
