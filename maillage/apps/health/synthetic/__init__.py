"""Files in the exact layouts of the registers, about people and places that do not exist.

The same for the tests, the demonstration and the bench: a layout is written once. Deterministic
for a seed. Numbers bear valid keys, in ranges that the registers have not opened.
"""
