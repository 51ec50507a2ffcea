"""The diagnosis of a territory: shown, taken away, kept, completed."""
