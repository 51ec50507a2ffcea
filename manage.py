#!/usr/bin/env python
"""Django's own entry point; the console script `maillage` does the same, in French."""

from maillage.cli import main

if __name__ == "__main__":
    main()
