"""Quantities, places, projects and tables from new reports."""
