"""Doccano, agreement, adjudication and gold."""
