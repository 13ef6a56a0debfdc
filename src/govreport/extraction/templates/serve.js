"use strict";
const area = document.getElementById("text");
const file = document.getElementById("file");
for (const kind of ["dragover", "drop"]) document.addEventListener(kind, (event) => event.preventDefault());
document.addEventListener("dragover", () => area.classList.add("over"));
document.addEventListener("dragleave", () => area.classList.remove("over"));
document.addEventListener("drop", (event) => {
  area.classList.remove("over");
  if (event.dataTransfer.files.length) file.files = event.dataTransfer.files;
});
area.addEventListener("input", () => { file.value = ""; });
