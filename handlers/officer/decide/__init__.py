"""Deciding on a notice that waits: calling officers, approving, returning, rejecting."""
