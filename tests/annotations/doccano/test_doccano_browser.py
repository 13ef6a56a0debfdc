"""A real annotator in a real browser: sees, labels with the mouse, confirms, and the pull brings exactly that.

With GOVREPORT_SCREENSHOTS=docs/images the pictures of the annotators' guide are taken anew.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from govreport.annotations.doccano import actions
from govreport.annotations.doccano.credentials import secret
from govreport.annotations.doccano.loop import Asked
from govreport.annotations.doccano.rows import shown
from govreport.annotations.doccano.snapshots import read_snapshots
from govreport.annotations.records import read_annotations
from govreport.schema import Entity

CHROMIUM = shutil.which("chromium") or ""
pytestmark = [pytest.mark.slow, pytest.mark.doccano, pytest.mark.browser]

ICONS = {"confirm": "M19,6.41", "confirmed": "M21,7L9", "guideline": "M21,4H3", "comments": "M20,2H4"}
PICTURES = os.environ.get("GOVREPORT_SCREENSHOTS")
RARE = "一年来😀"  # a character of two UTF-16 units before the span shifts offsets where anybody counts wrongly
SENTENCE = "demo:0002.01"
MARKED = [
    ("review", "全面完成[METRIC|年度目标任务36项]。"),
    ("review", RARE + "[PROJECT|丰田发动机]正式投产，产量达到21万台，比上年增长12.4%。"),
    ("plan", "加强[PLACE|净月潭国家森林公园]保护。"),
]
# the middle of the n-th character of the sentence, on the screen
PLACE_OF = """
([text, index]) => {
  const walker = document.createTreeWalker(document.querySelector('.annotation-text'), NodeFilter.SHOW_TEXT);
  let seen = 0;
  for (let node; (node = walker.nextNode()); ) {
    if (!text.includes(node.data) || !node.data) continue;
    if (index < seen + node.data.length) {
      const range = document.createRange();
      range.setStart(node, index - seen);
      range.setEnd(node, index - seen + 1);
      const box = range.getBoundingClientRect();
      return [box.left, box.right, (box.top + box.bottom) / 2];
    }
    seen += node.data.length;
  }
}
"""


@pytest.fixture
def page() -> Iterator[Page]:
    """Debian's Chromium without a network; where it is missing the test is skipped, in CI it fails."""
    if not CHROMIUM:
        reason = "Debian's chromium is not installed: apt-get install chromium fonts-noto-cjk"
        pytest.fail(reason) if os.environ.get("CI") == "true" else pytest.skip(reason)
    with sync_playwright() as player:
        arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        browser = player.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield browser.new_page(viewport={"width": 1280, "height": 1010})
        browser.close()


@pytest.fixture
def shoot(page: Page, tmp_path: Path):
    """Take a picture under a name."""
    folder = Path(PICTURES or tmp_path).absolute()

    def take(name: str) -> None:
        page.mouse.move(640, 900)
        page.wait_for_timeout(600)
        page.screenshot(path=folder / f"{name}.png")
        assert (folder / f"{name}.png").stat().st_size > 10_000

    return take


def icon(page: Page, name: str):
    """A button of the tool bar, by the beginning of its icon's outline."""
    return page.locator(f'button:has(path[d^="{ICONS[name]}"])').first


def close(page: Page) -> None:
    """Close the open dialogue and wait until it is gone."""
    page.locator(".v-dialog--active").get_by_role("button", name="关闭").click()
    expect(page.locator(".v-dialog--active")).to_have_count(0)


def drag(page: Page, text: str, start: int, end: int) -> None:
    """Select characters with the mouse; offsets are JavaScript's, in UTF-16 units."""
    left, _, y = page.evaluate(PLACE_OF, [text, start])
    _, right, bottom = page.evaluate(PLACE_OF, [text, end - 1])
    page.mouse.move(left + 1, y)
    page.mouse.down()
    page.mouse.move((left + right) / 2, (y + bottom) / 2, steps=4)
    page.mouse.move(right - 1, bottom, steps=4)
    page.mouse.up()


def login(page: Page, world, name: str) -> None:
    page.goto(f"{world.url}/zh/auth")
    page.fill("input[name=username]", name)
    page.fill("input[name=password]", secret(world.home.secrets, name))
    page.keyboard.press("Enter")


def test_an_annotator_at_work(world, page, shoot):
    if PICTURES:  # names and a text that suit a guide
        world.name, name, text = "r1", "zhang", MARKED[1][1].removeprefix(RARE)
    else:
        name, text = f"{world.name}a", MARKED[1][1]
    world.fill([MARKED[0], ("review", text), MARKED[2]])
    world.places.guideline.write_text(Path("annotations/guidelines.md").read_text(encoding="utf-8"), encoding="utf-8")
    list(actions.push(world.name, world.places, Asked((name,))))
    text = world.sentences[1].text
    start = text.index("丰田")

    login(page, world, name)
    page.get_by_text(f"{world.name} · {name}").first.click()
    page.wait_for_url("**/projects/*")
    number = page.url.rstrip("/").split("/")[-1]
    page.goto(f"{world.url}/zh/projects/{number}/sequence-labeling?page=2")
    expect(page.locator(".annotation-text")).to_contain_text("丰田发动机")
    expect(page.locator(".annotation-text")).to_contain_text("METRIC")  # a suggestion
    for beside in ("回顾（已实现）", "一、工作", SENTENCE, world.sentences[0].text, world.sentences[2].text):
        expect(page.locator("table")).to_contain_text(beside)
    shoot("annotate-1-suggestions")

    icon(page, "guideline").click()
    expect(page.get_by_text("标注平面、不重叠").first).to_be_visible()
    shoot("annotate-2-guideline")
    close(page)

    drag(page, shown(text), start, start + 5)
    menu = page.locator(".v-menu__content.menuable__content__active")
    expect(menu).to_contain_text("PROJECT")
    shoot("annotate-3-menu")
    menu.get_by_text("PROJECT").click()
    expect(page.locator(".annotation-text")).to_contain_text("PROJECT")

    icon(page, "comments").click()
    dialogue = page.locator(".v-dialog--active")
    dialogue.locator("textarea").fill("作为投产的项目，见规范第 3 节")
    dialogue.get_by_role("button", name="发送").click()
    expect(dialogue).to_contain_text("作为投产的项目")
    shoot("annotate-4-comment")
    close(page)

    icon(page, "confirm").click()
    expect(page.get_by_role("listitem").filter(has_text="Complete")).to_contain_text("1")
    shoot("annotate-5-confirmed")

    suggested = world.typist(name).spans(SENTENCE)
    assert actions.pull(world.name, world.places)[1] == []
    (row,) = read_annotations(world.places.rounds / world.name / f"{name}.jsonl")
    assert row.id == SENTENCE
    assert row.entities[0] == Entity(start, start + 5, "PROJECT")
    assert [(one.start, one.end) for one in row.entities] == suggested
    made = read_snapshots(world.places.rounds / world.name / "snapshots")[-1].rows(name)[SENTENCE]["made"]
    assert [one["by"] for one in made] == [name] + ["suggestion"] * (len(made) - 1)
