"""What pytest collects for doctests: the modules that make the pretrained weights need torch, which only they need."""

from importlib.util import find_spec

PRETRAINING = "src/govreport/training/pretraining"
collect_ignore = [] if find_spec("torch") else [f"{PRETRAINING}/{name}.py" for name in ("masked", "net", "rounds")]
