"""The local page: a form, the report's page as the answer, the workbook as a download."""

import tempfile
from pathlib import Path
from typing import Annotated
from urllib.parse import quote

from fastapi import FastAPI, File, Form, UploadFile
from fastapi.responses import HTMLResponse, Response

from govreport.errors import BadInput, GovreportError
from govreport.extraction.batch import Summary
from govreport.extraction.extract import Extraction
from govreport.extraction.pages import render_page
from govreport.extraction.server.guard import add_guards
from govreport.extraction.server.worker import Worker
from govreport.extraction.sinks import open_sink
from govreport.extraction.templating import render_message, script_hash

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Text = Annotated[str, Form()]
Upload = Annotated[UploadFile | None, File()]


def make_app(worker: Worker) -> FastAPI:
    """The application around a worker; it keeps nothing of what it is given."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    add_guards(app, [script_hash("report.js"), script_hash("serve.js")])

    @app.exception_handler(GovreportError)
    async def told(_: object, error: GovreportError) -> HTMLResponse:
        return HTMLResponse(render_message(str(error)), 400 if isinstance(error, BadInput) else 503)

    @app.get("/")
    def form() -> HTMLResponse:
        return HTMLResponse(render_message("", "serve.html"))

    @app.post("/report")
    def report(
        text: Text = "", place: Text = "", part: Annotated[int, Form()] = 1, file: Upload = None
    ) -> HTMLResponse:
        found = read(worker, text, file, place)
        if not 1 <= part <= len(found):
            raise BadInput(f"there are {len(found)} reports in this file, no number {part}")
        return HTMLResponse(render_page(found[part - 1]))

    @app.post("/facts.xlsx")
    def workbook(text: Text = "", place: Text = "", file: Upload = None) -> Response:
        found = read(worker, text, file, place)
        name = quote(f"{found[0].report}.xlsx", safe="")
        return Response(
            to_xlsx(found), media_type=XLSX, headers={"Content-Disposition": f"attachment; filename*=UTF-8''{name}"}
        )

    return app


def read(worker: Worker, text: str, file: UploadFile | None, place: str) -> list[Extraction]:
    """The reports of an uploaded file, or of the pasted text where there is none."""
    if file is not None and file.filename:
        return worker.extract(file.filename, file.file.read(), place.strip())
    if not text.strip():
        raise BadInput("paste a text or choose a file first")
    return worker.extract("text.txt", text.encode("utf-8", "replace"), place.strip())


def to_xlsx(found: list[Extraction]) -> bytes:
    """The workbook's bytes; the file it is made in is gone afterwards."""
    summary = Summary(read=1)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "facts.xlsx"
        with open_sink(path, summary) as take:
            for extraction in found:
                summary.add(extraction)
                take(extraction)
        return path.read_bytes()
