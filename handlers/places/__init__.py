"""Where something is: shapes, borders, names, streets. Knows no other folder of handlers."""
