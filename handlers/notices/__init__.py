"""Emergency notices as such: kinds, states, contents, and what they say. Shared by officers, citizens and sources."""
