"""Quantities of METRIC and TARGET spans: indicator, value, unit, relation, kind of change and baseline.

The way of a span: ``folding`` (one form of digits) → ``baselines`` (cut out 比上年, 由…) → ``ranks`` or ``lexer``
(numbers with units) → ``scopes`` (numbers that only bound what is counted) → ``items`` (words to numbers) →
``indicators`` (what is measured) → ``build`` (quantities). Words are in ``vocabulary.json``, units in ``units.json``;
the conventions stand with the hand-given answers in ``tests/extraction/quantities/README.md``.
"""

from govreport.extraction.quantities.parser import carried, parse_quantities
from govreport.extraction.quantities.quantity import Quantity

__all__ = ["Quantity", "carried", "parse_quantities"]
