"""One process with the model: what takes too long is killed with it, and a fresh one takes its place."""

import multiprocessing
from multiprocessing.pool import Pool
from threading import Lock

from govreport.corpus.documents import Failure, Limits
from govreport.corpus.documents.model import Unreadable
from govreport.corpus.documents.reader import parse
from govreport.errors import BadInput, GovreportError
from govreport.extraction.batch import Outcome, extract_document, report_name
from govreport.extraction.extract import Extraction
from govreport.extraction.homes import home_from
from govreport.extraction.models import cached_model

LIMITS = Limits(file_bytes=5_000_000, markup_bytes=2_000_000, pdf_pages=200, pdf_chars=1_000_000, pdf_seconds=30.0)


class Worker:
    """Extracts one file at a time, each within ``seconds``."""

    def __init__(self, model: str | None, seconds: float) -> None:
        self.model, self.seconds = model, seconds
        self.lock = Lock()
        self.pool = self._pool()

    def extract(self, name: str, data: bytes, place: str = "") -> list[Extraction]:
        """The reports in a file's bytes. Raises ``BadInput`` where they cannot be read and ``GovreportError`` where
        they take too long."""
        if not self.lock.acquire(timeout=self.seconds):
            raise GovreportError("another text is being read; try again in a minute")
        try:
            found = self.pool.apply_async(_work, (name, data, place, self.model)).get(self.seconds)
        except multiprocessing.TimeoutError as error:
            self.pool.terminate()
            self.pool = self._pool()
            raise GovreportError(f"it took longer than {self.seconds:g} seconds; try a shorter text") from error
        finally:
            self.lock.release()
        if isinstance(found, Failure):
            raise BadInput(found.reason)
        return found

    def close(self) -> None:
        """End the process."""
        self.pool.terminate()
        self.pool.join()

    def _pool(self) -> Pool:
        pool = multiprocessing.get_context("spawn").Pool(1)
        pool.apply_async(cached_model, (self.model,))
        return pool


def _work(name: str, data: bytes, place: str, model: str | None) -> Outcome:
    try:
        document = parse(name, data, LIMITS)
        home = home_from(place) if place else None
    except (Unreadable, GovreportError) as error:
        return Failure(name, str(error))
    return extract_document(document, cached_model(model), report_name(name, set()), home)
