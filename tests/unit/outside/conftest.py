from tests.unit.operator.conftest import desk_store, office

__all__ = ["desk_store", "office"]
