"""Sums by class, scaling and principal components of pixels."""
