"""What stands in for the messengers while something is measured; each runs in a process of its own."""
