"""Writing and reading files: atomic, checked, committed together."""
