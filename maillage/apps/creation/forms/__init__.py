"""Shape of what people type about the creation of a CPTS; no rule."""
