"""Notices that were approved: their start and end, progress, stopping, follow-ups, the list."""
