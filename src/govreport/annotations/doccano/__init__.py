"""The Doccano loop: a server, pushes that can be repeated, pulls that only add."""
