"""Extraction over many processes or machines: partitions, each written whole, so that a run can be resumed."""
