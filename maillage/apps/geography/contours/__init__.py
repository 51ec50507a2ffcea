"""What do the outlines of the communes become, from a file to what pages draw? No rows here."""
