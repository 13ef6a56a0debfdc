"""What keeps other sites and other machines out of the local page."""

from collections.abc import Awaitable, Callable

from fastapi import FastAPI, Request, Response
from fastapi.responses import PlainTextResponse
from starlette.middleware.trustedhost import TrustedHostMiddleware

HOSTS = ["127.0.0.1", "localhost"]
# room for the form around the largest file
MOST_BYTES = 5_200_000
# a stricter referrer policy would make browsers send our own forms with Origin: null
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
}
Next = Callable[[Request], Awaitable[Response]]


def add_guards(app: FastAPI, script_hashes: list[str]) -> None:
    """Refuse foreign hosts, posts from other pages and large bodies; let pages run our own scripts only."""
    scripts = " ".join(f"'{one}'" for one in script_hashes)
    policy = (
        f"default-src 'none'; style-src 'unsafe-inline'; script-src {scripts}; frame-src 'self'; "
        "form-action 'self'; frame-ancestors 'self'; base-uri 'none'"
    )

    @app.middleware("http")
    async def guard(request: Request, call_next: Next) -> Response:
        refused = refusal(request)
        response = refused or await call_next(request)
        response.headers.update({**HEADERS, "Content-Security-Policy": policy})
        return response

    # added last, so that it stands first: a name that was rebound to this machine gets nothing
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=HOSTS, www_redirect=False)


def refusal(request: Request) -> Response | None:
    """The answer to a request that is not served, or ``None``."""
    if request.method != "POST":
        return None
    origin = request.headers.get("origin")
    site = request.headers.get("sec-fetch-site", "same-origin")
    if site != "same-origin" or (origin is not None and origin != f"http://{request.headers['host']}"):
        return PlainTextResponse("This page takes no forms from other pages.", 403)
    length = request.headers.get("content-length", "")
    if not length.isdecimal():
        return PlainTextResponse("The length of the text is needed.", 411)
    if int(length) > MOST_BYTES:
        return PlainTextResponse(f"More than {MOST_BYTES:,} bytes; use govreport extract.", 413)
    return None
