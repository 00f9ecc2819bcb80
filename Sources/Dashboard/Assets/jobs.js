// All jobs, with filters, in pages by key.

import { api, query } from "./api.js";
import { field, h, show } from "./dom.js";
import { harmless, short, span } from "./format.js";
import { watch } from "./live.js";
import { act, button, jobLink, phase, progress, table, time, typeLink } from "./widgets.js";

const phases = ["pending", "queued", "running", "completed", "failed", "canceled"];
const filters = ["text", "phase", "type", "node", "error", "error_category", "since", "until"];
const pageSize = 50;

export async function jobs(place, _, { signal, session, search, go, setTitle }) {
  setTitle("Jobs");
  const selected = new Set();
  const list = h("div", { id: "job-list" }, h("p", { class: "quiet" }, "Loading …"));
  const bulk = h("div", { class: "row", role: "group", "aria-label": "Selected jobs" });
  show(place, h("h1", {}, "Jobs"), await filterForm(search, go, signal), session.is_staff ? bulk : null, list);

  const wanted = Object.fromEntries([...filters, "before"].map((name) => [name, search.getAll(name)]));
  const path = `/api/jobs${query({ ...wanted, limit: pageSize })}`;
  const load = async () => {
    const page = await api(path, { signal });
    show(list, jobTable(page.jobs, selected, session.is_staff, showBulk, page.next), pager(page, search));
  };
  const change = (verb) => async (event) => {
    const done = await act(event.target, () => api(`/api/jobs/${verb}`, { method: "POST", json: { ids: [...selected] } }),
      (result) => `${result.changed} changed, ${result.skipped} left as they were.`);
    if (!done) return;
    selected.clear();
    showBulk();
    await load();
  };
  function showBulk() {
    const isNone = selected.size === 0;
    show(bulk, h("span", { "aria-live": "polite" }, isNone ? "Select jobs to change several at once." : `${selected.size} selected`),
      button("Cancel", change("cancel"), { disabled: isNone, class: "danger", id: "bulk-cancel" }),
      button("Requeue", change("requeue"), { disabled: isNone, id: "bulk-requeue" }));
  }
  showBulk();
  await load();
  watch(signal, 1500, load);
}

function jobTable(jobs, selected, isStaff, changed, goesOn) {
  const pick = (job) => h("input", {
    type: "checkbox", id: `pick-${job.id}`, checked: selected.has(job.id), "aria-label": `Select job ${job.id}`,
    onchange: (event) => {
      if (event.target.checked) selected.add(job.id);
      else selected.delete(job.id);
      changed();
    },
  });
  const all = h("input", {
    type: "checkbox", id: "pick-all", checked: jobs.length > 0 && jobs.every((job) => selected.has(job.id)), "aria-label": "Select all jobs on this page",
    onchange: (event) => {
      for (const job of jobs) {
        if (event.target.checked) selected.add(job.id);
        else selected.delete(job.id);
        document.getElementById(`pick-${job.id}`).checked = event.target.checked;
      }
      changed();
    },
  });
  const columns = ["Job", "Status", "Type", "Progress", "Changed", "Took", "Node", "Error or description"];
  const rows = jobs.map((job) => [
    jobLink(job.id), phase(job.phase), typeLink(job.job_type), progress(job), time(job.last_modified),
    job.started ? span(job.started, job.ended) : "–", job.node ? harmless(job.node.hostname) : "–",
    job.error ? short(job.error.title || job.error.name, 60) : job.description ? short(job.description, 60) : "–",
  ]);
  return table("Jobs, newest first", isStaff ? [{ label: "Select", element: all }, ...columns] : columns,
    isStaff ? rows.map((row, index) => [pick(jobs[index]), ...row]) : rows,
    goesOn ? "No job matches among the newest; there are older ones." : "No job matches.");
}

function pager(page, search) {
  const address = (change) => {
    const next = new URLSearchParams(search);
    change(next);
    return `/ui/jobs${next.size ? `?${next}` : ""}`;
  };
  // A page may end before it is full, where the server has looked at enough jobs for one answer.
  const before = page.next ? new URL(page.next, location.href).searchParams.get("before") : null;
  return h("p", { class: "row" },
    search.has("before") ? h("a", { class: "button", href: address((next) => next.delete("before")) }, "Newest") : null,
    page.next ? h("a", { class: "button", id: "older", href: address((next) => next.set("before", before)) }, "Older") : null);
}

async function filterForm(search, go, signal) {
  const [names, nodes] = await Promise.all([
    api("/v6/job-types/?page_size=1000", { signal }).then((page) => page.results.map((type) => type.name)),
    api("/api/nodes", { signal }).then((answer) => answer.nodes),
  ]);
  const choice = (name, label, options) => field(label, h("select", { name, id: `filter-${name}` }, h("option", { value: "" }, "any"),
    options.map(([value, text]) => h("option", { value, selected: search.get(name) === value }, text))));
  const list = h("datalist", { id: "type-names" }, names.map((name) => h("option", { value: name })));
  const moment = (name, label) => {
    const value = search.get(name);
    const local = value ? new Date(Date.parse(value) - new Date().getTimezoneOffset() * 60000).toISOString().slice(0, 16) : "";
    return field(label, h("input", { type: "datetime-local", name, id: `filter-${name}`, value: local }));
  };
  const fields = [
    field("Text", h("input", { type: "search", name: "text", id: "filter-text", size: "16", maxlength: "100", value: search.get("text") ?? "", placeholder: "number, type, error, node …" })),
    choice("phase", "Status", phases.map((name) => [name, name])),
    field("Type", h("input", { name: "type", id: "filter-type", list: "type-names", size: "16", value: search.get("type") ?? "" })),
    choice("node", "Node", nodes.map((node) => [String(node.id), harmless(node.hostname)])),
    field("Error", h("input", { name: "error", id: "filter-error", size: "16", value: search.get("error") ?? "", placeholder: "name" })),
    choice("error_category", "Category", ["ALGORITHM", "DATA", "SYSTEM"].map((name) => [name, name.toLowerCase()])),
    moment("since", "Changed since"), moment("until", "until"),
  ];
  const number = field("Job number", h("input", { name: "number", id: "filter-number", inputmode: "numeric", size: "8" }));
  return h("form", {
    class: "row", role: "search", "aria-label": "Filter jobs",
    onsubmit: (event) => {
      event.preventDefault();
      const given = new FormData(event.target);
      if (/^\d+$/.test(given.get("number").trim())) return go(`/ui/jobs/${given.get("number").trim()}`);
      const values = Object.fromEntries(filters.map((name) => [name, given.get(name)?.trim()]));
      for (const name of ["since", "until"]) if (values[name]) values[name] = new Date(values[name]).toISOString();
      return go(`/ui/jobs${query(values)}`);
    },
  }, fields.map((one) => one.element), number.element, list, h("button", { type: "submit", id: "filter" }, "Show"),
  h("a", { class: "button", href: "/ui/jobs" }, "Clear"));
}
