"""Sample, fit and cluster model."""
