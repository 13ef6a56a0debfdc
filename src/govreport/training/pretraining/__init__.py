"""Weights from other reports: masked characters and words, then labels that rules guess (silver), then annotators'.

Needs the extra ``pretrain`` (torch, jieba); neither is needed to train or run a pipeline.
"""

from importlib.util import find_spec

from govreport.errors import GovreportError


def check_extra() -> None:
    """Raise ``GovreportError`` with the next step where torch or jieba is not installed."""
    if missing := [name for name in ("torch", "jieba") if find_spec(name) is None]:
        raise GovreportError(f"not installed: {', '.join(missing)}; run `pip install 'govreport-ner[pretrain]'`")
