"""One module for each Processing algorithm: parameters in, core, outputs out."""
