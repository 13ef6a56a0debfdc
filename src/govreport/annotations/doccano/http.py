"""HTTP as every request here needs it: bounded in time, counted, and failing with the next step."""

import logging
from typing import Any

import requests
from requests.adapters import HTTPAdapter, Retry

from govreport.errors import BadInput, GovreportError

SECONDS = 120.0
# a server may close an idle connection in the moment we use it again; what only reads is asked once more
RETRY = Retry(total=4, connect=2, read=2, status=0, backoff_factor=0.2, allowed_methods={"GET"})
logging.getLogger("urllib3.connectionpool").setLevel(logging.ERROR)  # the outcome is reported, not each attempt


class TaskLost(GovreportError):
    """The worker answers, and a task that was queued before is not done: it died with an earlier worker."""


class Adapter(HTTPAdapter):
    """Counts requests, waits at most ``SECONDS`` for an answer, and turns failures into messages for users."""

    def __init__(self, url: str) -> None:
        super().__init__(pool_maxsize=16, max_retries=RETRY)
        self.url, self.count = url, 0

    def send(self, request: requests.PreparedRequest, **options: Any) -> requests.Response:
        """Send; ``GovreportError`` where no answer comes or the server failed, ``BadInput`` where it refuses."""
        self.count += 1
        try:
            answer = super().send(request, **(options | {"timeout": SECONDS}))
        except requests.RequestException as error:
            raise GovreportError(
                f"Doccano at {self.url} does not answer ({type(error).__name__}). Nothing that reached it is lost: "
                "start it with `govreport doccano up` and repeat the command, which sends only what is missing"
            ) from error
        if answer.status_code >= 400:
            raise refusal(answer, self.url)
        return answer


def refusal(answer: requests.Response, url: str) -> GovreportError:
    """The error for an answer of 400 or more; its text is the server's, cut, and never holds what we sent."""
    said = " ".join(answer.text.split())[:300]
    what = f"Doccano at {url} answered {answer.status_code} to {answer.request.method} {answer.request.path_url}"
    if answer.status_code >= 500:
        return GovreportError(f"{what}; its log has the reason; repeat the command, it sends only what is missing")
    if answer.status_code in (401, 403):
        return BadInput(f"{what}: not allowed; the user of GOVREPORT_DOCCANO_USER must be an administrator there")
    return BadInput(f"{what}: {said}")
