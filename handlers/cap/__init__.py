"""CAP 1.2 as a library: reading, writing, feeds. Knows nothing else of the program."""
