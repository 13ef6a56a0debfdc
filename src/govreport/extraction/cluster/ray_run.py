"""The partitions of a plan through Ray Data: one model an actor; a lost actor's partition is done by another."""

import logging
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from govreport.errors import GovreportError
from govreport.extraction.cluster.plan import Partition

# only numbers and names pass between the processes: the texts and facts stay on disk
OBJECT_STORE = 150_000_000


class Extractor:
    """Ray keeps one of these in each of its processes."""

    def __init__(self, model: str | None, out: str, place: str | None) -> None:
        from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

        from govreport.extraction.homes import home_from
        from govreport.extraction.models import load_model

        threadpool_limits(1)
        self.nlp, self.out = load_model(model), Path(out)
        self.home = home_from(place) if place else None

    def __call__(self, row: dict[str, Any]) -> dict[str, Any]:
        from govreport.extraction.cluster.work import extract_partition

        partition = Partition.from_json(row["partition"])
        extract_partition(partition, self.nlp, self.out, self.home)
        return {"number": partition.number}


def run_partitions(
    todo: list[Partition], out: Path, model: str | None, place: str | None, workers: int, address: str | None
) -> Iterator[int]:
    """Do the partitions on ``workers`` actors and yield the number of each that is done.

    Without an ``address`` Ray runs on this machine only. Raises ``GovreportError`` where Ray is missing or gives up.
    """
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    os.environ.setdefault("RAY_BACKEND_LOG_LEVEL", "fatal")
    try:
        import ray
    except ImportError as error:
        raise GovreportError("Ray is missing; install it: pip install 'govreport-ner[cluster]'") from error
    _start(ray, workers, address)
    try:
        # a block each: what a lost actor had in hand is one partition
        items = ray.data.from_items([{"partition": one.to_json()} for one in todo], override_num_blocks=len(todo))
        arguments = {"model": model, "out": str(out), "place": place}
        done = items.map(Extractor, fn_constructor_kwargs=arguments, concurrency=min(workers, len(todo)), num_cpus=1)
        for row in done.iter_rows():
            yield row["number"]
    except ray.exceptions.RayError as error:
        reason = str(error).strip().splitlines()[-1]
        raise GovreportError(f"Ray gave up ({reason}); what is done is kept, run the same command again") from error
    finally:
        ray.shutdown()


def _start(ray: Any, workers: int, address: str | None) -> None:
    if address:
        ray.init(address=address, logging_level="error", log_to_driver=False)
    else:
        ray.init(
            num_cpus=workers + 1,
            object_store_memory=OBJECT_STORE,
            include_dashboard=False,
            logging_level="error",
            log_to_driver=False,
        )
    ray.data.DataContext.get_current().enable_progress_bars = False
    logging.getLogger("ray.data").setLevel(logging.ERROR)
