"""The scorer, cross-validation, error analysis and the HTML report."""
