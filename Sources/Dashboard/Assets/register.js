// Adds a job type: a manifest is pasted or dropped, looked at, and registered.

import { api } from "./api.js";
import { field, h, show } from "./dom.js";
import { harmless } from "./format.js";
import { locate } from "./jsonlines.js";
import { act, notice, section, typePath } from "./widgets.js";

export async function register(place, _, { signal, go, setTitle }) {
  setTitle("Register a job type");
  const numbers = h("pre", { "aria-hidden": "true" });
  const editor = h("textarea", {
    id: "manifest", spellcheck: "false", autocapitalize: "off", "aria-label": "Manifest", "aria-describedby": "manifest-report",
    oninput: () => { number(); later(); }, onscroll: () => { numbers.scrollTop = editor.scrollTop; },
  });
  const report = h("div", { id: "manifest-report", role: "status" });
  const image = field("Docker image", h("input", { id: "image", oninput: () => { image.control.dataset.own = "yes"; } }),
    { hint: "Also the name of the folder below a worker's images.", required: true });
  const limit = field("Most jobs at a time", h("input", { id: "limit", inputmode: "numeric" }), { hint: "Empty for no limit." });
  const add = h("button", { type: "submit", class: "primary", id: "add-type" }, "Register");
  const chooser = h("input", { type: "file", accept: ".json,application/json", id: "manifest-file", onchange: () => take(chooser.files[0]) });
  let timer;
  let marked = new Set();

  function number() {
    const count = editor.value.split("\n").length;
    show(numbers, Array.from({ length: count }, (none, index) => [marked.has(index + 1) ? h("b", {}, `✖ ${index + 1}`) : String(index + 1), "\n"]));
    numbers.scrollTop = editor.scrollTop;
  }

  function later() {
    clearTimeout(timer);
    timer = setTimeout(() => check().catch((error) => !signal.aborted && notice(error.message, "error")), 500);
  }

  async function take(file) {
    if (!file) return;
    if (file.size > 1_900_000) {
      notice("This file is too large for a manifest.", "error");
      return;
    }
    editor.value = await file.text();
    number();
    await check();
  }

  /** Looks at the manifest as the server does. */
  async function check() {
    clearTimeout(timer);
    const text = editor.value;
    if (!text.trim()) {
      tell([], true);
      return undefined;
    }
    const found = locate(text);
    if (found.error) {
      tell([{ line: found.line, text: found.error, isError: true }]);
      return undefined;
    }
    const manifest = found.value;
    const job = manifest?.job;
    if (job?.name && !image.control.dataset.own) image.control.value = `${job.name}-${job.jobVersion}-seed:${job.packageVersion}`;
    const verdict = await api("/v6/job-types/validation/", { method: "POST", json: { manifest }, signal });
    if (text !== editor.value) return undefined;
    const issue = (isError) => ({ name, description }) => ({ name, text: description, isError, line: lineOf(found, description) });
    tell([...verdict.errors.map(issue(true)), ...verdict.warnings.map(issue(false))]);
    return verdict.is_valid ? manifest : undefined;
  }

  function tell(issues, isEmpty) {
    marked = new Set(issues.filter((issue) => issue.isError && issue.line).map((issue) => issue.line));
    number();
    editor.setAttribute("aria-invalid", String(issues.some((issue) => issue.isError)));
    if (isEmpty) return show(report);
    const isGood = !issues.some((issue) => issue.isError);
    return show(report, isGood ? h("p", { class: "good", id: "manifest-good" }, "✔ The manifest is valid.") : null, h("ul", {}, issues.map((issue) => h("li", { class: issue.isError ? "bad" : "warn" },
      issue.isError ? "Error" : "Warning", issue.line ? [" at ", h("a", { href: "#manifest", onclick: (event) => { event.preventDefault(); jump(issue.line); } }, `line ${issue.line}`)] : "",
      `: ${harmless(issue.text)}`))));
  }

  function jump(line) {
    const lines = editor.value.split("\n");
    const start = lines.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
    editor.focus();
    editor.setSelectionRange(start, start + lines[line - 1].length);
    editor.scrollTop = (editor.scrollHeight / lines.length) * Math.max(0, line - 4);
  }

  async function send(event) {
    event.preventDefault();
    image.complain(image.control.value.trim() ? "" : "The image is required.");
    limit.complain(/^\d*$/.test(limit.control.value) ? "" : "A whole number.");
    await act(add, async () => {
      const manifest = await check();
      if (!manifest || !image.control.value.trim() || !/^\d*$/.test(limit.control.value)) {
        if (!editor.value.trim()) throw new Error("Paste a manifest first.");
        if (!manifest) editor.focus();
        return;
      }
      const body = { manifest, docker_image: image.control.value.trim() };
      if (limit.control.value) body.max_scheduled = Number(limit.control.value);
      await api("/v6/job-types/", { method: "POST", json: body });
      notice(`${manifest.job.name} ${manifest.job.jobVersion} is registered.`);
      go(typePath(manifest.job.name, manifest.job.jobVersion));
    });
  }

  const drop = h("div", {
    class: "drop",
    ondragover: (event) => { event.preventDefault(); drop.classList.add("over"); },
    ondragleave: () => drop.classList.remove("over"),
    ondrop: (event) => {
      event.preventDefault();
      drop.classList.remove("over");
      const file = event.dataTransfer.files[0];
      if (file) take(file);
      else {
        editor.value = event.dataTransfer.getData("text/plain");
        number();
        later();
      }
    },
  }, h("div", { class: "row" }, h("label", { for: "manifest-file" }, "From a file ", chooser)), h("div", { class: "editor" }, numbers, editor));
  show(place, h("h1", {}, "Register a job type"), section("Manifest",
    h("p", { class: "hint" }, "Paste a Seed manifest, or drop its file here. It is looked at while you write. A name and version that are there already get a new revision."), drop, report),
  h("form", { class: "card", "aria-label": "Register", novalidate: true, onsubmit: send }, image.element, limit.element, add));
  number();
}

/** The line that an issue is about: its path, or the first of its quoted names that stands in the text. */
function lineOf(found, description) {
  const path = /schema: ([\w./-]+): /.exec(description);
  if (path) return found.lineOf(path[1]);
  for (const [, word] of description.matchAll(/['"`]([^'"`]+)['"`]/g)) {
    const line = found.lineWith(word);
    if (line) return line;
  }
  return undefined;
}
