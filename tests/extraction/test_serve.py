"""The local page: what it answers, whom it refuses, what it keeps (nothing), and how it feels in a browser."""

import io
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path

import openpyxl
import pytest
import requests
import uvicorn
from extraction_samples import NEXT, REPORT, rule_pipeline
from test_pages import EVIL, in_browser

from govreport.corpus.documents import Failure
from govreport.errors import BadInput, GovreportError
from govreport.extraction.batch import extract_document, report_name
from govreport.extraction.homes import home_from
from govreport.extraction.server import worker as worker_module
from govreport.extraction.server.app import make_app
from govreport.extraction.server.worker import LIMITS, Worker, parse


class NearWorker:
    """The worker's work in this process, so that a test needs no second one."""

    def extract(self, name, data, place=""):
        found = extract_document(
            parse(name, data, LIMITS), rule_pipeline(), report_name(name, set()), home_from(place) if place else None
        )
        if isinstance(found, Failure):
            raise BadInput(found.reason)
        return found


class Client:
    """Requests to a server in a thread, sent as its own page would."""

    def __init__(self, base):
        self.base = base

    def get(self, path, **options):
        return requests.get(self.base + path, timeout=30, **options)

    def post(self, path, headers=None, **options):
        return requests.post(self.base + path, headers={"Origin": self.base, **(headers or {})}, timeout=30, **options)


@pytest.fixture(scope="module")
def client():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        server = uvicorn.Server(uvicorn.Config(make_app(NearWorker()), log_level="warning"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        yield Client(f"http://127.0.0.1:{listener.getsockname()[1]}")
        server.should_exit = True
        thread.join()


def test_a_pasted_text_gives_its_page(client):
    answer = client.post("/report", data={"text": REPORT + f"产值增长5%{EVIL}。"})
    assert answer.status_code == 200
    assert "<mark" in answer.text
    assert EVIL not in answer.text
    assert "script-src 'sha256-" in answer.headers["content-security-policy"]
    assert answer.headers["cache-control"] == "no-store"


def test_a_file_gives_its_workbook(client):
    files = {"file": ("报告.txt", REPORT.encode("gb18030"))}
    answer = client.post("/facts.xlsx", files=files, data={"place": "110000"})
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert book.sheetnames == ["facts", "projects", "places", "summary"]
    assert "110105" in [cell.value for cell in book["places"]["C"]]
    assert answer.headers["content-disposition"] == "attachment; filename*=UTF-8''%E6%8A%A5%E5%91%8A.xlsx"


def test_one_of_several_reports_is_shown(client):
    text = f"第一篇：{REPORT}第二篇：{NEXT}"
    assert "text-part2" in client.post("/report", data={"text": text, "part": "2"}).text
    answer = client.post("/report", data={"text": text, "part": "3"})
    assert (answer.status_code, "there are 2 reports" in answer.text) == (400, True)


@pytest.mark.parametrize(
    ("sent", "reason"),
    [
        ({"data": {"text": " "}}, "paste a text or choose a file first"),
        ({"files": {"file": ("a.txt", b"\x00\x01" * 900)}}, "no text"),
        ({"data": {"text": REPORT, "place": f"{EVIL}"}}, "no administrative unit"),
        ({"data": {"text": "各位代表：\n"}}, "no sentence was found"),
    ],
)
def test_what_cannot_be_read_is_told(client, sent, reason):
    answer = client.post("/report", **sent)
    assert answer.status_code == 400
    assert reason in answer.text
    assert EVIL not in answer.text


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "evil.example:8765", "[::1]"])
def test_foreign_hosts_get_nothing(client, host):
    assert client.get("/", headers={"Host": host}).status_code == 400
    assert client.post("/report", data={"text": REPORT}, headers={"Host": host}).status_code == 400


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:9999"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_forms_of_other_pages_are_refused(client, headers):
    assert client.post("/report", data={"text": REPORT}, headers=headers).status_code == 403
    assert client.post("/facts.xlsx", data={"text": REPORT}, headers=headers).status_code == 403


def test_large_bodies_are_refused_unread(client):
    assert client.post("/report", files={"file": ("a.txt", b"x" * 5_300_000)}).status_code == 413
    chunks = (part for part in (b"text=", b"x"))
    assert client.post("/report", data=chunks).status_code == 411


def test_nothing_else_is_served(client):
    for path in ("/docs", "/openapi.json", "/facts.csv", "/../../etc/passwd"):
        assert client.get(path).status_code == 404


def slow_work(name, data, place, model):
    time.sleep(60)


@pytest.mark.slow
def test_what_takes_too_long_is_killed_and_the_next_text_is_read(model, monkeypatch):
    worker = Worker(str(model), 20)
    try:
        assert worker.extract("a.txt", REPORT.encode())[0].facts
        monkeypatch.setattr(worker_module, "_work", slow_work)
        worker.seconds = 0.5
        with pytest.raises(GovreportError, match=r"longer than 0\.5 seconds"):
            worker.extract("a.txt", REPORT.encode())
        monkeypatch.undo()
        worker.seconds = 20
        assert worker.extract("a.txt", REPORT.encode())[0].facts
    finally:
        worker.close()


@pytest.fixture(scope="module")
def address(model):
    """A real server in its own process."""
    command = [str(Path(sys.executable).with_name("govreport")), "serve", "--port", "0", "--model", str(model)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        line = server.stdout.readline()
        yield line.split()[1]
        server.terminate()


class TestInBrowser:
    pytestmark = in_browser

    def test_paste_look_and_download(self, address, browser, tmp_path):
        page = browser.new_page(accept_downloads=True)
        trouble = []
        page.on("console", lambda message: trouble.append(message.text))
        page.on("pageerror", lambda error: trouble.append(str(error)))
        page.on("dialog", lambda dialog: (trouble.append(dialog.message), dialog.dismiss()))
        page.goto(address)
        page.locator("#text").fill(REPORT + f"{EVIL}产值增长5%。")
        page.get_by_role("button", name="Extract").click()
        result = page.frame_locator("iframe")
        result.locator("mark").first.wait_for()
        result.locator("tbody tr", has_text="失业率").click()
        assert "失业率" in result.locator(".sentence.here").inner_text()
        assert result.locator("img").count() == 0
        with page.expect_download() as waiting:
            page.get_by_role("button", name="Download").click()
        waiting.value.save_as(tmp_path / "facts.xlsx")
        assert openpyxl.load_workbook(tmp_path / "facts.xlsx")["facts"].max_row > 5
        page.locator("#file").set_input_files({"name": "x.txt", "mimeType": "text/plain", "buffer": NEXT.encode()})
        page.get_by_role("button", name="Extract").click()
        result.locator("h1", has_text="x").wait_for()
        assert trouble == []
        page.close()

    def test_a_rebound_name_gets_nothing(self, address):
        request = urllib.request.Request(address, headers={"Host": "evil.example"})
        with pytest.raises(urllib.error.HTTPError, match="400"):
            urllib.request.urlopen(request)


def test_a_port_in_use_is_told(run, model):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        code, _, err = run("serve", "--port", port, "--model", model)
    assert (code, f"port {port} cannot be used" in err) == (2, True)
