"""Shape of what people type about decisions; no rule."""
