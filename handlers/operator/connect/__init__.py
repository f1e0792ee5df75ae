"""Chats of organisations: connected by a code, parted again, lost and found (docs/decisions/0044)."""
