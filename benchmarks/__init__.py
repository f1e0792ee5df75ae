"""What the program costs, measured: `./otklik bench [NAME]`."""
