"""How answers of other systems come in: an endpoint, Open311, a watched folder (docs/back-office.md)."""
