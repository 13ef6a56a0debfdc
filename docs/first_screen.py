"""The README's picture: a sentence highlighted by the trained pipeline, and the table that it becomes.

python docs/first_screen.py MODEL  writes docs/images/first-screen.png with Chromium or Chrome through Playwright.
"""

import shutil
import sys
from pathlib import Path

from jinja2 import Environment
from playwright.sync_api import sync_playwright

from govreport.extraction.extract import extract_report
from govreport.extraction.models import load_model
from govreport.schema import LABEL_TYPES

TEXT = """一、2024年工作回顾
（一）城市建设步伐加快。龙家堡机场建成并正式通航，长春完成全社会固定资产投资460亿元，比上年增长18%。
二、2025年主要任务
（二）高标准建设城市基础设施。新建北人民大街等6条街路和长新桥等2座桥梁，力争城市污水处理率达到80%以上。
"""
PAGE = """<!doctype html><meta charset="utf-8"><style>
body{margin:0;padding:28px 32px;width:1040px;background:#fbfaf8;color:#1d2230}
body{font:17px/2.1 "Noto Sans CJK SC",sans-serif}
p{margin:0 0 4px} mark{color:#fff;border-radius:4px;padding:2px 6px;margin:0 1px}
mark{box-decoration-break:clone;-webkit-box-decoration-break:clone}
mark small{font-size:10px;opacity:.85;margin-left:6px;letter-spacing:.05em}
table{border-collapse:collapse;margin-top:18px;font-size:14px;line-height:1.5;width:100%}
th{background:#1f3b57;color:#fff;text-align:left;font-weight:600} td,th{padding:5px 10px;border-bottom:1px solid #ddd}
td.n{text-align:right;font-variant-numeric:tabular-nums} .arrow{color:#8a8f9c;font-size:14px;margin-top:10px}
</style>
{% for line in lines %}<p>{% for part in line %}{% if part.label %}<mark style="background:{{ colours[part.label] }}">
{{- part.text }}<small>{{ part.label }}</small></mark>{% else %}{{ part.text }}{% endif %}{% endfor %}</p>{% endfor %}
<table><tr>{% for name in columns %}<th>{{ name.replace("_", " ") }}</th>{% endfor %}</tr>
{% for row in rows %}<tr>{% for name in columns %}<td{% if name in numbers %} class="n"{% endif %}>
{{- "" if row[name] is none else row[name] }}</td>{% endfor %}</tr>{% endfor %}</table>"""
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
COLUMNS = ("label", "period", "text", "indicator", "value", "unit", "relation", "change", "admin_code")


def parts(facts):
    """The text's lines as labelled and plain pieces, from the facts' offsets."""
    pieces, position = [[]], 0
    spans = sorted({(fact.start, fact.end, fact.label) for fact in facts})
    for start, end, label in [*spans, (len(TEXT), len(TEXT), None)]:
        for number, plain in enumerate(TEXT[position:start].split("\n")):
            pieces += [[]] if number else []
            pieces[-1].append({"text": plain, "label": None})
        pieces[-1].append({"text": TEXT[start:end], "label": label})
        position = end
    return pieces


def browser_path():
    """Where the first browser of ``BROWSERS`` is; ends the program where none is installed."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    return found or sys.exit(f"no browser found ({', '.join(BROWSERS)}); install one, on Debian: apt install chromium")


def main(model):
    """Write the picture."""
    path = browser_path()
    facts = extract_report(TEXT, load_model(model), "demo").facts
    page = Environment(autoescape=True).from_string(PAGE).render(
        lines=parts(facts), rows=[fact.to_row() for fact in facts], columns=COLUMNS, numbers={"value"},
        colours={label.text: label.background_color for label in LABEL_TYPES},
    )  # fmt: skip
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        tab = browser.new_page(viewport={"width": 1104, "height": 200}, device_scale_factor=1.5)
        tab.set_content(page)
        tab.screenshot(path=Path(__file__).parent / "images/first-screen.png", full_page=True)
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1])
