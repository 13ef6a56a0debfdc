"""The page in a real browser: quiet console, working filters, text that stays text, no network, small."""

import os
import random
import time
from pathlib import Path

import pytest
from evaluation_samples import CASES, case, worn

from govreport.evaluation.data import Case, Run
from govreport.evaluation.page import config_order, render_page
from govreport.evaluation.summary import summarise
from govreport.evaluation.words import words
from govreport.jsonl import read_jsonl
from govreport.schema import LABELS, Entity, Sentence

CHROMIUM = Path("/usr/bin/chromium")
MISSING = not CHROMIUM.exists() and not os.environ.get("CI")
browser_test = pytest.mark.skipif(MISSING, reason="Debian's chromium is not installed (apt-get install chromium)")
EVIL = "<img src=x onerror=alert(1)>"


def page_of(cases, runs):
    summary = summarise(cases, runs, "v1")
    return render_page({**summary, "words": words(summary)}, cases, runs)


def noisy(cases, config, wear, seed=0):
    rng = random.Random(seed)
    spans = [worn(one.gold, len(one.text), rng, wear) for one in cases]
    return Run(config, seed, tuple(spans), tuple(tuple(rng.random() for _ in row) for row in spans))


@pytest.fixture(scope="module")
def html():
    cases = [
        *CASES,
        case("evil:0001.01", f"建设[PROJECT|{EVIL}]。</script><script>alert(2)</script>", "plan"),
        case("evil:0001.02", "🚀开工[PROJECT|文化广场]"),  # one code point, two UTF-16 units
    ]
    found = [(), (), (), (), cases[4].gold, (Entity(4, 6, "PROJECT"),)]
    runs = {"ner_context": [Run("ner_context", 1, tuple(found), tuple((0.9,) * len(row) for row in found))]}
    return page_of(cases, {**runs, "rules": [noisy(cases, "rules", 1.0)]})


@pytest.fixture(scope="module")
def browser():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield found
        found.close()


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
    tab.close()


@pytest.mark.slow
@pytest.mark.browser
@browser_test
def test_the_page_is_quiet_and_stays_at_home(page):
    page.locator("#f-config").select_option("rules")
    page.locator("#r-report").select_option("evil")
    assert page.trouble == []
    assert page.locator("img").count() == 0
    assert EVIL in page.locator("#reading").inner_text()


@pytest.mark.slow
@pytest.mark.browser
@browser_test
def test_filters_and_sorting_work(page):
    rows = page.locator("#errors tbody tr")
    assert page.locator("#error-count").inner_text() == "9 errors, 9 shown"  # eight missed, one too short
    page.locator("#f-kind").select_option("too short")
    assert rows.count() == 1
    assert rows.locator("mark").all_inner_texts() == ["文化广场", "化广"]  # the emoji does not shift the marks
    page.locator("#f-kind").select_option("")
    page.locator("#f-report").select_option("a")
    page.locator("#f-label").select_option("PLACE")
    assert rows.count() == 1
    page.locator("#f-label").select_option("")
    page.locator("#f-report").select_option("")
    page.locator("#f-text").fill("粮食")
    assert rows.count() == 2
    page.locator("#f-text").fill("")
    page.get_by_role("button", name="where", exact=True).click()
    page.get_by_role("button", name="where", exact=True).click()
    assert page.locator("th[data-sort=where]").get_attribute("aria-sort") == "descending"
    assert rows.first.locator(".where").inner_text() == "evil:0001.02"


@pytest.mark.slow
@pytest.mark.browser
@browser_test
def test_a_phone_without_table_heads_can_sort_too(page):
    page.set_viewport_size({"width": 390, "height": 800})
    page.locator("#f-sort").select_option("label")
    labels = page.locator("#errors tbody tr .l").all_inner_texts()
    assert labels == sorted(labels)
    assert len(set(labels)) > 1
    page.locator("#f-sort").select_option("")
    assert page.locator("#errors tbody tr .l").all_inner_texts() != labels
    assert page.trouble == []


@pytest.mark.slow
@pytest.mark.browser
@browser_test
def test_a_pattern_lists_its_sentences(page):
    page.locator("button.pattern").first.click()
    assert page.locator("#f-text").input_value() == page.locator("button.pattern").first.inner_text()
    assert page.locator("#errors tbody tr").count() >= 1


@pytest.mark.slow
@pytest.mark.browser
@browser_test
@pytest.mark.parametrize("width", [360, 768, 1280])
def test_nothing_sticks_out_sideways(page, width):
    page.set_viewport_size({"width": width, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.slow
@pytest.mark.browser
@browser_test
def test_dark_and_light_differ_and_both_can_be_read(page):
    shades = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        style = "getComputedStyle(document.body)"
        shades.append((page.evaluate(f"{style}.backgroundColor"), page.evaluate(f"{style}.color")))
    (light, ink), (dark, chalk) = shades
    assert brightness(light) - brightness(ink) > 150
    assert brightness(chalk) - brightness(dark) > 150


def brightness(colour: str) -> float:
    """The mean of the channels of ``rgb(r, g, b)``."""
    return sum(int(part) for part in colour.strip("rgb()").split(",")) / 3


@pytest.mark.slow
@pytest.mark.browser
@browser_test
def test_chinese_glyphs_are_really_drawn(page):
    """A missing glyph is a box, and all boxes are alike: two different characters must give two different pictures."""
    page.set_content("<span id=a>粮</span> <span id=b>桥</span>")
    assert page.locator("#a").screenshot() != page.locator("#b").screenshot()


def test_untrusted_names_are_escaped_everywhere():
    cases = [case("a:1", "在[PLACE|长春]"), case("b:1", "在[PLACE|九江]")]
    empty = Run(EVIL, 0, ((), ()), ((), ()))
    text = page_of(cases, {EVIL: [empty]})
    assert EVIL not in text
    assert "&lt;img" in text


@pytest.mark.slow
def test_five_configs_with_three_seeds_take_under_a_minute_and_three_megabytes():
    corpus = [Sentence.from_dict(row) for row in read_jsonl(Path("corpus/sentences.jsonl"))]
    cases = [Case(s.id, s.text, random_spans(s.text, i), s.report, s.section, s.period) for i, s in enumerate(corpus)]
    runs = {f"model{i}": [noisy(cases, f"model{i}", 0.1 + i / 10, seed) for seed in range(3)] for i in range(5)}
    start = time.perf_counter()
    text = page_of(cases, runs)
    assert time.perf_counter() - start < 60
    assert len(text.encode()) < 3_000_000
    assert (
        config_order(
            summarise(cases[:50], {k: [Run(k, 0, v[0].spans[:50], v[0].scores[:50])] for k, v in runs.items()}, "v1")
        )[0]
        == "model0"
    )


def random_spans(text: str, seed: int) -> tuple[Entity, ...]:
    """About as many spans as a report's sentences have, at random places."""
    rng, found, at = random.Random(seed), [], 0
    while (at := at + rng.randint(3, 25)) + 12 < len(text):
        found.append(Entity(at, at := at + rng.randint(2, 12), rng.choice(LABELS)))
    return tuple(found)
