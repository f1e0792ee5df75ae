"""«Моя смена»: the staff's work through the queue in a private chat, a report at a time (docs/decisions/0038)."""
