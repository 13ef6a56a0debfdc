"""Gold to DocBin, splits and registered readers."""
