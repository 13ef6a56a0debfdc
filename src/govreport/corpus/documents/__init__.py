"""Any report file in, its text out: txt, md, html, docx, pdf, and folders and zips of these."""

from govreport.corpus.documents.batch import iter_documents
from govreport.corpus.documents.model import Document, Failure, Limits
from govreport.corpus.documents.reader import read_document

__all__ = ["Document", "Failure", "Limits", "iter_documents", "read_document"]
