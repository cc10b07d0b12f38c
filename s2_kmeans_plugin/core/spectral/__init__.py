"""Facts about spectral bands: wavelengths, indices, suggested names of classes."""
