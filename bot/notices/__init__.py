"""What notices need besides handlers: who gets one, pictures of areas, sources that are asked."""
