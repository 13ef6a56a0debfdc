"""Quantities of METRIC and TARGET spans: indicator, value, unit, relation, kind of change and baseline."""

from govreport.extraction.quantities.parser import carried, parse_quantities
from govreport.extraction.quantities.quantity import Quantity

__all__ = ["Quantity", "carried", "parse_quantities"]
