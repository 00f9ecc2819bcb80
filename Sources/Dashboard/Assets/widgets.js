// Parts that several pages show.

import { h, svg } from "./dom.js";
import { harmless, moment, percent, ago } from "./format.js";

const marks = { pending: "◌", blocked: "◌", queued: "◔", running: "▶", completed: "✔", failed: "✖", canceled: "⊘" };

/** A phase: never by its colour alone. */
export function phase(name) {
  return h("span", { class: `phase phase-${name}` }, h("span", { "aria-hidden": "true" }, `${marks[name] ?? "•"} `), name);
}

export function progress(job) {
  const share = job.phase === "completed" ? 1 : job.progress ?? 0;
  return h("span", { class: "progress" },
    h("progress", { max: "1", value: String(share), "aria-label": `Progress of job ${job.id}` }),
    h("span", { class: "progress-text" }, percent(share)));
}

export function time(value) {
  return value ? h("time", { datetime: value, title: moment(value) }, ago(value)) : "–";
}

export function jobLink(id) {
  return h("a", { href: `/ui/jobs/${id}` }, `#${id}`);
}

export function typePath(name, version) {
  return `/ui/types/${encodeURIComponent(name)}/${encodeURIComponent(version)}`;
}

/** The page of the type of a job; a UFDL template has one of another kind. */
export function typePage(type) {
  return type.kind === "ufdl" ? `/ui/templates/${type.id}` : typePath(type.name, type.version);
}

export function typeLink(type) {
  return h("a", { href: typePage(type) }, harmless(type.name), h("span", { class: "quiet" }, ` ${harmless(type.version)}`));
}

/** A table; a cell may be a text, an element or a list of them. */
export function table(caption, columns, rows, empty = "None.") {
  if (rows.length === 0) return h("p", { class: "quiet" }, empty);
  const body = rows.map((row) => h("tr", row.attributes ?? {},
    (row.cells ?? row).map((cell, index) => h("td", { "data-label": columns[index].label ?? columns[index] }, cell ?? "–"))));
  return h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": caption },
    h("table", {}, h("caption", { class: "hidden" }, caption),
      h("thead", {}, h("tr", {}, columns.map((column) => h("th", { scope: "col" }, column.element ?? column.label ?? column)))),
      h("tbody", {}, body)));
}

export function section(title, ...children) {
  return h("section", { "aria-label": title }, h("h2", {}, title), children);
}

export function button(text, onclick, attributes = {}) {
  return h("button", { type: "button", onclick, ...attributes }, text);
}

/** How much of something is used. */
export function meter(label, used, total, write) {
  return h("span", { class: "meter" },
    h("progress", { max: String(total || 1), value: String(used), "aria-label": label }),
    h("span", { class: "progress-text" }, `${write(used)} of ${write(total)}`));
}

/** A message that goes away by itself. */
export function notice(text, kind = "info") {
  const box = h("p", { class: `notice ${kind}` }, harmless(text));
  const area = document.getElementById("notices");
  area.append(box);
  while (area.children.length > 4) area.firstChild.remove();
  setTimeout(() => box.remove(), kind === "error" ? 12000 : 5000);
}

/** Runs what a button stands for; while it runs the button is off, and a refusal is shown. */
export async function act(control, work, done) {
  control.disabled = true;
  try {
    const result = await work();
    if (done) notice(typeof done === "function" ? done(result) : done);
    return result;
  } catch (error) {
    if (error.name !== "AbortError") notice(error.message, "error");
    return undefined;
  } finally {
    control.disabled = false;
  }
}

export { svg };
