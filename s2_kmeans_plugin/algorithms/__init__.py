"""Processing algorithms, one module each: they read a form, call the core, and return outputs."""
