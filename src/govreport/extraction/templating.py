"""Our HTML templates: everything that comes from outside is escaped."""

from base64 import b64encode
from functools import cache
from hashlib import sha256

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape


@cache
def environment() -> Environment:
    """Templates with autoescape that fail where a value is missing."""
    return Environment(
        loader=PackageLoader("govreport.extraction"),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def render_message(message: str, template: str = "message.html") -> str:
    """A page of the local server that shows no report."""
    return environment().get_template(template).render(message=message)


def script_hash(name: str) -> str:
    """What a content security policy calls a script of ours, as it stands between its tags.

    >>> script_hash("report.js")[:7]
    'sha256-'
    """
    script = environment().get_template(name).render()
    return f"sha256-{b64encode(sha256(script.encode()).digest()).decode()}"
