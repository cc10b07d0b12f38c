"""Finding clusters in a sample, and telling which one a pixel belongs to."""
