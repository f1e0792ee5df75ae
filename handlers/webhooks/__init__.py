"""What other programs are told of: which change is which event, and its JSON."""
