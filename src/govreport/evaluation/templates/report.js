"use strict";
// Everything from a report goes through textContent: it can never become mark-up.
const data = JSON.parse(document.getElementById("data").textContent);
const PAGE = 40;
const $ = (id) => document.getElementById(id);

function make(tag, text, className) {
  const node = document.createElement(tag);
  if (text !== undefined) node.textContent = text;
  if (className) node.className = className;
  return node;
}

function highlight(text, spans, focus) {
  const box = make("span", undefined, "text");
  box.lang = "zh-Hans";
  let at = 0;
  // offsets are code points; JavaScript counts UTF-16 units, so the text is cut into code points first
  const points = Array.from(text);
  for (const [start, end, label] of spans) {
    box.append(points.slice(at, start).join(""));
    const mark = make("mark", points.slice(start, end).join(""), data.labels[label]);
    mark.title = data.labels[label];
    if (focus) mark.classList.add(focus.some((f) => f[0] === start && f[1] === end && f[2] === label) ? "focus" : "off");
    box.append(mark);
    at = end;
  }
  box.append(points.slice(at).join(""));
  return box;
}

function option(select, value, text) {
  const node = make("option", text ?? value);
  node.value = value;
  select.append(node);
}

const sentence = (row) => data.sentences[row[0]];
const labelOf = (row) => (row[2].length ? row[2] : row[3])[0][2];
const state = { sort: null, down: false, shown: PAGE };
const keys = {
  kind: (row) => data.kinds[row[1]],
  label: (row) => data.labels[labelOf(row)],
  where: (row) => sentence(row)[0],
  gold: (row) => Math.max(0, ...row[2].map((s) => s[1] - s[0])),
  pred: (row) => Math.max(0, ...row[3].map((s) => s[1] - s[0])),
};

function chosen() {
  const kind = $("f-kind").value, label = $("f-label").value, report = $("f-report").value, period = $("f-period").value;
  const needle = $("f-text").value.trim();
  const rows = data.configs[$("f-config").value].errors.filter((row) => {
    const [id, text, home, part] = sentence(row);
    return (!kind || data.kinds[row[1]] === kind)
      && (!label || [...row[2], ...row[3]].some((span) => data.labels[span[2]] === label))
      && (!report || home === report) && (!period || part === period)
      && (!needle || text.includes(needle) || id.includes(needle) || row[4].includes(needle));
  });
  if (!state.sort) return rows;
  const key = keys[state.sort], sign = state.down ? -1 : 1;
  return rows.sort((a, b) => { const x = key(a), y = key(b); return x < y ? -sign : x > y ? sign : 0; });
}

function errorRow(row, spans) {
  const [id, text, , period, section, gold] = sentence(row);
  const line = make("tr");
  const cells = [make("td"), make("td"), make("td"), make("td"), make("td")];
  cells[0].append(make("span", data.kinds[row[1]], "chip"));
  cells[1].append(make("span", data.labels[labelOf(row)], "l " + data.labels[labelOf(row)]));
  cells[2].append(make("span", id, "where"), make("span", period + (data.sections[section] ? " · " + data.sections[section].split(" › ").pop() : "")));
  cells[2].title = data.sections[section];
  line.title = row[4];
  cells[3].dataset.name = "gold"; cells[3].append(highlight(text, gold, row[2]));
  cells[4].dataset.name = "predicted"; cells[4].append(highlight(text, spans, row[3]));
  line.append(...cells);
  return line;
}

function showErrors() {
  const rows = chosen(), spans = data.configs[$("f-config").value].spans;
  $("errors").tBodies[0].replaceChildren(...rows.slice(0, state.shown).map((row) => errorRow(row, spans[row[0]])));
  $("error-count").textContent = `${rows.length} errors, ${Math.min(rows.length, state.shown)} shown`;
  $("more").hidden = rows.length <= state.shown;
}

function sortBy(name) {
  state.down = Boolean(name) && state.sort === name && !state.down;
  state.sort = name;
  $("f-sort").value = name;
  for (const header of document.querySelectorAll("#errors th[data-sort]")) {
    header.removeAttribute("aria-sort");
    if (header.dataset.sort === name) header.setAttribute("aria-sort", state.down ? "descending" : "ascending");
  }
  showErrors();
}

const reading = { shown: PAGE };
const equal = (a, b) => JSON.stringify(a) === JSON.stringify(b);

function showReport() {
  const spans = data.configs[$("r-config").value].spans, report = $("r-report").value, only = $("r-only").checked;
  const rows = data.sentences.map((row, index) => [row, spans[index]])
    .filter(([row, pred]) => row[2] === report && !(only && equal(row[5], pred)));
  const nodes = [];
  for (const [row, pred] of rows.slice(0, reading.shown)) {
    const same = equal(row[5], pred), sides = [make("div"), make("div")];
    nodes.push(make("div", `${row[0]} · ${row[3]}${same ? "" : " · differs"}`, "id"));
    sides[0].append(highlight(row[1], row[5])); sides[0].dataset.name = "gold";
    sides[1].append(highlight(row[1], pred)); sides[1].dataset.name = "predicted";
    if (same) sides.forEach((side) => side.classList.add("same"));
    nodes.push(...sides);
  }
  $("reading").replaceChildren(make("div", "gold", "head"), make("div", "predicted", "head"), ...nodes);
  $("reading-count").textContent = `${rows.length} sentences, ${Math.min(rows.length, reading.shown)} shown`;
  $("more-reading").hidden = rows.length <= reading.shown;
}

for (const name of Object.keys(data.configs)) { option($("f-config"), name); option($("r-config"), name); }
for (const name of [...new Set(data.sentences.map((row) => row[2]))]) { option($("f-report"), name); option($("r-report"), name); }
for (const name of [...new Set(data.sentences.map((row) => row[3]))]) option($("f-period"), name);
for (const name of data.kinds) option($("f-kind"), name);
for (const name of data.labels) option($("f-label"), name);

for (const header of document.querySelectorAll("#errors th[data-sort]")) option($("f-sort"), header.dataset.sort, header.textContent);
// the headers are not there on a phone
$("f-sort").addEventListener("input", (event) => { event.stopPropagation(); sortBy($("f-sort").value); });
$("error-filters").addEventListener("input", () => { state.shown = PAGE; showErrors(); });
$("report-filters").addEventListener("input", () => { reading.shown = PAGE; showReport(); });
$("more").addEventListener("click", () => { state.shown += 4 * PAGE; showErrors(); });
$("more-reading").addEventListener("click", () => { reading.shown += 4 * PAGE; showReport(); });
for (const header of document.querySelectorAll("#errors th[data-sort]")) header.querySelector("button").addEventListener("click", () => sortBy(header.dataset.sort));
for (const link of document.querySelectorAll("button.pattern")) link.addEventListener("click", () => {
  $("f-config").value = link.dataset.config; $("f-text").value = link.textContent.trim();
  for (const id of ["f-kind", "f-label", "f-report", "f-period"]) $(id).value = "";
  state.shown = PAGE; showErrors(); $("errors-title").scrollIntoView();
});
showErrors();
showReport();
