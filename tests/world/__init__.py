"""The one world of the tests: the program's parts over a real database, one fixed clock, its messengers played."""
