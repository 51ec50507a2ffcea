"""The rules: pure functions, without Django, clock or network."""
