"""A local page to try the extraction: paste a text or drop a file; nothing is kept."""
