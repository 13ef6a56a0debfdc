"use strict";
const tip = document.getElementById("tip");
const body = document.querySelector("tbody");
const rows = [...body.rows];
const filters = { label: document.getElementById("label"), period: document.getElementById("period") };
const words = document.getElementById("words");

function showTip(mark) {
  tip.textContent = mark.dataset.tip;
  tip.hidden = false;
  const box = mark.getClientRects()[0];
  const below = box.bottom + 8 + tip.offsetHeight < innerHeight;
  tip.style.top = `${below ? box.bottom + 8 : Math.max(4, box.top - tip.offsetHeight - 8)}px`;
  tip.style.left = `${Math.max(4, Math.min(box.left, innerWidth - tip.offsetWidth - 8))}px`;
}
const hideTip = () => { tip.hidden = true; };
for (const mark of document.querySelectorAll("mark")) {
  mark.addEventListener("mouseenter", () => showTip(mark));
  mark.addEventListener("focus", () => showTip(mark));
  mark.addEventListener("mouseleave", hideTip);
  mark.addEventListener("blur", hideTip);
}
document.addEventListener("scroll", hideTip, true);

function jump(row) {
  for (const one of document.querySelectorAll(".here")) one.classList.remove("here");
  const sentence = document.getElementById(row.dataset.sentence);
  sentence.classList.add("here");
  row.classList.add("here");
  sentence.scrollIntoView({ block: "center" });
}
body.addEventListener("click", (event) => {
  event.preventDefault();
  jump(event.target.closest("tr"));
});

function filter() {
  const wanted = words.value.trim().toLowerCase();
  let shown = 0;
  for (const row of rows) {
    const fits = Object.entries(filters).every(([name, field]) => !field.value || row.dataset[name] === field.value);
    row.hidden = !fits || !row.textContent.toLowerCase().includes(wanted);
    shown += !row.hidden;
  }
  document.getElementById("shown").textContent = `${shown} of ${rows.length}`;
}
for (const field of [...Object.values(filters), words]) field.addEventListener("input", filter);
document.getElementById("filters").addEventListener("submit", (event) => event.preventDefault());

const key = (row, column) => {
  const cell = row.cells[column];
  if (!("value" in cell.dataset)) return cell.textContent;
  return cell.dataset.value === "" ? -Infinity : Number(cell.dataset.value);
};
const collator = new Intl.Collator("zh", { numeric: true });
const compare = (a, b) => (typeof a === "number" ? a - b || 0 : collator.compare(a, b));
document.querySelectorAll("th").forEach((head, column) => head.addEventListener("click", () => {
  const down = head.getAttribute("aria-sort") === "ascending";
  for (const other of document.querySelectorAll("th")) other.setAttribute("aria-sort", "none");
  head.setAttribute("aria-sort", down ? "descending" : "ascending");
  const order = [...rows].sort((a, b) => compare(key(a, column), key(b, column)) * (down ? -1 : 1));
  body.append(...order);
}));
filter();
