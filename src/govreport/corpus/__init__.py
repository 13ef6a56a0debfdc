"""Files in, sentences with provenance out."""
