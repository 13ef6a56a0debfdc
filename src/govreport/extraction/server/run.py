"""Serve the page on this machine only."""

import signal
import socket
import sys
from collections.abc import Callable

import uvicorn

from govreport.errors import BadInput
from govreport.extraction.models import load_model
from govreport.extraction.server.app import make_app
from govreport.extraction.server.worker import Worker

HOST = "127.0.0.1"


def serve(model: str | None, port: int, seconds: float, ready: Callable[[str], None]) -> None:
    """Serve until interrupted; ``ready`` is told the address. Raises ``BadInput`` for a port in use."""
    load_model(model)
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
        listener.listen()
    except OSError as error:
        raise BadInput(f"port {port} cannot be used ({error.strerror}); give another with --port") from error
    # uvicorn ends by sending itself the signal it got: it must not end us before the worker is closed
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    worker = Worker(model, seconds)
    try:
        ready(f"http://{HOST}:{listener.getsockname()[1]}/")
        uvicorn.Server(uvicorn.Config(make_app(worker), log_level="warning")).run(sockets=[listener])
    finally:
        worker.close()
