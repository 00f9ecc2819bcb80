// A log that follows its job, can be searched, and holds only so much in the page.

import { api } from "./api.js";
import { freshID, h, show } from "./dom.js";
import { harmless } from "./format.js";
import { button } from "./widgets.js";

/** Most lines and characters that are kept in the page; the rest is in the file to download. */
const lineLimit = 5000;
const longestLine = 4000;

export function logView(job, signal) {
  const output = h("pre", { class: "log", id: "log-text", tabindex: "0", role: "log", "aria-label": "Log", "aria-live": "off" });
  const state = h("span", { class: "quiet", "aria-live": "polite" });
  const searchID = freshID("search");
  const followID = freshID("follow");
  const follow = h("input", { type: "checkbox", id: followID, checked: true });
  const search = h("input", { type: "search", id: searchID, size: "18", oninput: () => render(true) });
  const stream = h("select", { "aria-label": "Stream", onchange: () => restart() },
    ["combined", "stdout", "stderr"].map((name) => h("option", { value: name }, name)));
  let lines = [];
  let dropped = 0;
  let rest = {};
  let current;
  let chosen;
  let run;

  const element = h("section", { "aria-label": "Log", id: "log" }, h("h2", {}, "Log"), h("div", { class: "row" },
    h("label", { for: searchID }, "Search ", search), h("label", { for: followID }, follow, " follow"), stream,
    button("Save", save), state), output);

  function add(chunk) {
    const parts = ((rest[chunk.stream] ?? "") + chunk.text).split("\n");
    rest[chunk.stream] = parts.pop().slice(0, longestLine * 4);
    const fresh = parts.map((text) => ({ stream: chunk.stream, text: tidy(text) }));
    lines.push(...fresh);
    if (lines.length > lineLimit) {
      dropped += lines.length - lineLimit;
      lines = lines.slice(-lineLimit);
    }
    return fresh;
  }

  function tidy(text) {
    // What stands before a carriage return was overwritten, as by a progress bar.
    const seen = harmless(text.replace(/\r+$/, "").split("\r").at(-1));
    return seen.length > longestLine ? `${seen.slice(0, longestLine)} … (the rest of this line is in the saved log)` : seen;
  }

  function unfinished() {
    return Object.entries(rest).filter(([, text]) => text).map(([name, text]) => ({ stream: name, text: tidy(text) }));
  }

  function line({ stream: name, text }, wanted) {
    const content = wanted ? marked(text, wanted) : [text];
    return h("span", { class: name }, content, "\n");
  }

  function marked(text, wanted) {
    const parts = [];
    const lower = text.toLowerCase();
    let from = 0;
    for (let at = lower.indexOf(wanted); at >= 0 && parts.length < 200; at = lower.indexOf(wanted, from)) {
      parts.push(text.slice(from, at), h("mark", {}, text.slice(at, at + wanted.length)));
      from = at + wanted.length;
    }
    parts.push(text.slice(from));
    return parts;
  }

  function render(isSearch) {
    const wanted = search.value.toLowerCase();
    const all = [...lines, ...unfinished()];
    const seen = wanted ? all.filter(({ text }) => text.toLowerCase().includes(wanted)) : all;
    show(output, dropped && !wanted ? h("span", { class: "quiet" }, `(${dropped} earlier lines are in the saved log)\n`) : null,
      seen.map((one) => line(one, wanted)));
    if (wanted) state.textContent = `${seen.length} of ${all.length} lines`;
    else if (isSearch) state.textContent = "";
    if (follow.checked) output.scrollTop = output.scrollHeight;
  }

  async function save() {
    let text = "";
    for (let after = 0; ;) {
      const page = await api(`/api/executions/${current}/log?stream=${stream.value}&after=${after}`, { signal });
      text += page.chunks.map((chunk) => chunk.text).join("");
      if (page.chunks.length === 0) break;
      after = page.next;
    }
    const address = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
    h("a", { href: address, download: `job-${job}.log` }).click();
    setTimeout(() => URL.revokeObjectURL(address), 1000);
  }

  async function read(execution, stop) {
    let after = 0;
    while (!stop.signal.aborted && !signal.aborted) {
      try {
        const page = await api(`/api/executions/${execution}/log?stream=${stream.value}&after=${after}&wait=20`, { signal: stop.signal });
        for (const chunk of page.chunks) add(chunk);
        after = page.next;
        if (page.chunks.length) render();
        if (!search.value) state.textContent = page.ended ? "" : "live";
        if (page.ended && page.chunks.length === 0) return;
      } catch (error) {
        if (stop.signal.aborted || signal.aborted) return;
        if (error.status && error.status < 500 && error.status !== 401 && error.status !== 403) return;
        await new Promise((resume) => setTimeout(resume, 2000));
      }
    }
  }

  function restart() {
    run?.abort();
    run = new AbortController();
    lines = [];
    rest = {};
    dropped = 0;
    show(output);
    if (current) read(current, run);
  }

  signal.addEventListener("abort", () => run?.abort());
  return {
    element,
    /** Shows the latest attempt, unless another was chosen. */
    follow(executions) {
      const latest = Math.max(0, ...executions.map((execution) => execution.id));
      if (chosen || !latest || latest === current) return;
      current = latest;
      restart();
    },
    choose(execution) {
      chosen = execution;
      current = execution;
      restart();
      element.scrollIntoView();
    },
  };
}
