"""The page of a report in a real browser: hover, jump, filter, sort, quiet console, text that stays text."""

import os
import re

import pytest
from extraction_samples import CHROMIUM, REPORT, rule_pipeline

from govreport.extraction.extract import extract_report
from govreport.extraction.pages import page_writer, render_page

MISSING = not CHROMIUM.exists() and not os.environ.get("CI")
EVIL = "<img src=x onerror=alert(1)>"
in_browser = [
    pytest.mark.slow,
    pytest.mark.browser,
    pytest.mark.skipif(MISSING, reason="Debian's chromium is not installed (apt-get install chromium)"),
]


@pytest.fixture(scope="module")
def html():
    text = (
        REPORT.replace("农安县粮食", f"{EVIL}🚀农安县粮食") + f"</script><script>alert(2)</script>{EVIL}产值增长5%。\n"
    )
    return render_page(extract_report(text, rule_pipeline(), f"evil {EVIL}"))


@pytest.fixture
def page(browser, html, tmp_path):
    (tmp_path / "report.html").write_text(html, encoding="utf-8")
    tab = browser.new_page()
    tab.trouble = []
    tab.on("console", lambda message: tab.trouble.append(message.text))
    tab.on("pageerror", lambda error: tab.trouble.append(str(error)))
    tab.on("dialog", lambda dialog: (tab.trouble.append(dialog.message), dialog.dismiss()))
    tab.on("request", lambda request: tab.trouble.append(request.url) if "report.html" not in request.url else None)
    tab.goto((tmp_path / "report.html").as_uri())
    yield tab
    assert tab.trouble == []
    tab.close()


class TestInBrowser:
    pytestmark = in_browser

    def test_text_stays_text(self, page):
        assert page.locator("img").count() == 0
        assert page.locator("#text").inner_text().count("<img src=x onerror=alert") == 2
        assert page.locator("h1").inner_text() == f"evil {EVIL}"
        assert page.locator("mark.PLACE").all_inner_texts() == ["农安县", "朝阳区"]

    def test_hover_shows_the_parsed_value(self, page):
        page.locator("mark.METRIC").first.hover()
        tip = page.locator("#tip")
        assert tip.inner_text() == "METRIC · 全市生产总值 1,535 亿元 = 153,500,000,000 元 · level"
        page.locator("mark.METRIC").nth(2).hover()
        assert tip.inner_text().splitlines()[1].startswith("METRIC · 外贸出口额 31 %")
        page.locator("h1").hover()
        assert tip.is_hidden()

    def test_a_click_on_a_row_jumps_to_the_sentence(self, page):
        page.set_viewport_size({"width": 390, "height": 500})
        page.locator("tbody tr", has_text="失业率").click()
        here = page.locator(".sentence.here")
        page.wait_for_timeout(600)
        assert "城镇登记失业率控制在4.5%以内" in here.inner_text()
        assert here.evaluate("e => e.getBoundingClientRect().top >= 0 && e.getBoundingClientRect().top < innerHeight")

    def test_filters_and_sorting(self, page):
        shown = page.locator("tbody tr:visible")
        page.locator("#label").select_option("TARGET")
        assert shown.count() == 2
        page.locator("#period").select_option("review")
        assert shown.count() == 0
        page.locator("#label").select_option("")
        page.locator("#period").select_option("")
        page.locator("#words").fill("外贸")
        assert shown.count() == 2
        assert page.locator("#shown").inner_text().startswith("2 of ")
        page.locator("#words").fill("")
        for order, first in (("ascending", False), ("descending", True)):
            page.get_by_role("button", name="value").click()
            assert page.locator("th", has_text="value").get_attribute("aria-sort") == order
            assert ("1,535" in shown.first.inner_text()) is first

    @pytest.mark.parametrize("width", [360, 768, 1280])
    def test_nothing_sticks_out_sideways(self, page, width):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width

    def test_dark_and_light_can_be_read(self, page):
        shades = []
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            style = "getComputedStyle(document.body)"
            shades.append([brightness(page.evaluate(f"{style}.{what}")) for what in ("backgroundColor", "color")])
        (light, ink), (dark, chalk) = shades
        assert light - ink > 150
        assert chalk - dark > 150


def brightness(colour):
    """The mean of the channels of ``rgb(r, g, b)``."""
    return sum(int(part) for part in colour.strip("rgb()").split(",")) / 3


def test_the_page_is_escaped_and_self_contained(html):
    assert EVIL not in html
    assert "&lt;img" in html
    assert "<script>alert(2)" not in html
    assert "http" not in html


def test_all_sentences_stand_on_the_page_once():
    found = extract_report(REPORT, rule_pipeline(), "demo")
    page = render_page(found)
    assert page.count('class="sentence"') == len(found.sentences)
    assert page.count("<mark") == len({(fact.start, fact.end) for fact in found.facts})


def test_a_heading_that_opens_its_paragraph_is_shown_once():
    text = "一、工作回顾\n（一）产业升级。粮食增产5%。\n（二）城乡建设\n新建公园3个。\n"
    page = render_page(extract_report(text, rule_pipeline(), "demo"))
    assert re.findall(r"<h2[^>]*>(.*?)</h2>", page) == ["一、工作回顾", "（二）城乡建设"]


def test_a_reports_name_leads_out_of_no_folder(tmp_path):
    page_writer(tmp_path / "pages")(extract_report(REPORT, rule_pipeline(), "../../evil"))
    assert [path.name for path in tmp_path.rglob("*.html")] == [".._.._evil.html"]
