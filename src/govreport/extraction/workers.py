"""The files of a run through one pipeline in this process, or through one in each of several."""

import multiprocessing
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from govreport.corpus.documents import Document, Failure
from govreport.errors import GovreportError
from govreport.extraction.batch import Outcome, Summary, counted, extract_document, extract_documents, named
from govreport.extraction.extract import Extraction
from govreport.extraction.models import cached_model, load_model
from govreport.extraction.places_home import Home

# documents in flight for each worker: enough to keep it busy, few enough to keep memory flat
AHEAD = 2


def extract_all(
    documents: Iterable[Document | Failure],
    model: str | None,
    summary: Summary,
    home: Home | None = None,
    workers: int = 1,
) -> Iterator[Extraction]:
    """Yield the reports of all documents in their order, whatever the number of workers; ``summary`` counts.

    Raises ``BadInput`` at once where there is no such model.
    """
    if workers == 1:
        return extract_documents(documents, load_model(model), summary, home)
    load_model(model)
    return _by_workers(documents, model, summary, home, workers)


def _by_workers(
    documents: Iterable[Document | Failure], model: str | None, summary: Summary, home: Home | None, workers: int
) -> Iterator[Extraction]:
    # spawn: a fork would copy locks that threads of this process may hold
    context = multiprocessing.get_context("spawn")
    pending: deque[tuple[Future[Outcome] | Failure, tuple[str, ...]]] = deque()
    with ProcessPoolExecutor(workers, context, initializer=_start, initargs=(model,)) as pool:
        for one in named(documents):
            if isinstance(one, Failure):
                pending.append((one, ()))
            else:
                pending.append((pool.submit(_work, *one, model, home), one[0].notes))
            if len(pending) > AHEAD * workers:
                yield from _taken(*pending.popleft(), summary)
        while pending:
            yield from _taken(*pending.popleft(), summary)


def _taken(one: Future[Outcome] | Failure, notes: tuple[str, ...], summary: Summary) -> Iterator[Extraction]:
    try:
        yield from counted(one if isinstance(one, Failure) else one.result(), notes, summary)
    except BrokenProcessPool as error:
        raise GovreportError("a worker was killed, perhaps for memory; give fewer --workers") from error


def _start(model: str | None) -> None:
    # one thread each: the workers are the parallelism
    threadpool_limits(1)
    cached_model(model)


def _work(document: Document, name: str, model: str | None, home: Home | None) -> Outcome:
    return extract_document(document, cached_model(model), name, home)
