"""Agreement, quality of a partition, separability, number of clusters."""
