"""MAX. Its API is plain HTTP: nothing here needs a library of its own."""
