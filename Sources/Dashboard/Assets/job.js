// One job: how it went, its log, what went in and came out.

import { api, query } from "./api.js";
import { h, show } from "./dom.js";
import { files } from "./files.js";
import { harmless, moment, span } from "./format.js";
import { watch } from "./live.js";
import { logView } from "./log.js";
import { act, button, phase, progress, section, table, time, typeLink, typePage } from "./widgets.js";

export async function job(place, [id], { signal, session, go, setTitle }) {
  let shown = await api(`/api/jobs/${id}`, { signal });
  setTitle(`Job ${id}`);
  const head = h("div", {});
  const attempts = h("div", {});
  const inputs = h("div", {});
  const outputs = h("div", {});
  const log = logView(id, signal);
  show(place, head, log.element, h("div", { class: "grid" }, h("div", {}, outputs, inputs), attempts));
  const explained = new Map();

  const reload = async () => {
    const [now, executions] = await Promise.all([
      api(`/api/jobs/${id}`, { signal }), api(`/api/jobs/${id}/executions`, { signal }),
    ]);
    const isSame = JSON.stringify(now.output) === JSON.stringify(shown.output) && outputs.hasChildNodes();
    shown = now;
    const { error } = now;
    if (error && !explained.has(error.name)) explained.set(error.name, await explanation(now, signal));
    show(head, heading(now, explained.get(error?.name), session, reload, go));
    show(attempts, timeline(now, executions.executions, log));
    // A preview that is open stays as it is.
    if (!isSame) show(outputs, parameters("Outputs", now.output?.files ?? {}, now.output?.json ?? {}, "Nothing yet."));
    log.follow(executions.executions);
  };
  await reload();
  const given = await inputFiles(shown, signal);
  show(inputs, parameters("Inputs", given, shown.input?.json ?? {}, "None."));
  watch(signal, 400, async (events) => {
    const isOver = ["completed", "failed", "canceled"].includes(shown.phase);
    const concerns = events.length === 0 ? !isOver || !document.hidden : events.some((event) => String(event.job) === id);
    if (concerns) await reload();
  });
}

/** What whoever declared the error says about it; the job itself has only the message of this one time. */
async function explanation(job, signal) {
  const { results } = await api(`/v6/errors/${query({ name: job.error.name, page_size: 50 })}`, { signal }).catch(() => ({ results: [] }));
  const own = results.find((error) => error.job_type_name === job.job_type.name) ?? results.find((error) => !error.job_type_name);
  return own && own.description !== job.error.message ? own.description : "";
}

function heading(job, explained, session, reload, go) {
  const post = (verb, done) => (event) => act(event.target, () => api(`/api/jobs/${job.id}/${verb}`, { method: "POST", json: {} }), done).then(reload);
  const isOver = ["completed", "failed", "canceled"].includes(job.phase);
  const again = `${typePage(job.job_type)}?from=${job.id}`;
  return [
    h("h1", {}, `Job ${job.id} `, phase(job.phase)),
    h("p", { class: "wide", id: "progress", "data-progress": String(job.progress ?? 0) }, progress(job)),
    job.error ? h("section", { class: "problem", "aria-label": "What went wrong", id: "problem" }, h("h2", { class: "bad" }, harmless(job.error.title || job.error.name)),
      explained ? h("p", {}, harmless(explained)) : null,
      h("p", {}, harmless(job.error.message)),
      h("p", { class: "quiet" }, `${harmless(job.error.name)}, ${job.error.category.toLowerCase()} error`, job.exit_code === null ? "" : `, exit code ${job.exit_code}`, ". ",
        h("a", { href: "#log" }, "Look at the log"), " · ",
        h("a", { href: `/ui/jobs${query({ error: job.error.name })}` }, "Other jobs with this error"))) : null,
    job.waiting?.length ? h("section", { "aria-label": "Why it waits", id: "waiting" }, h("h2", {}, "Why it waits"),
      h("ul", {}, job.waiting.map((reason) => h("li", {}, harmless(reason.text))))) : null,
    session.is_staff ? h("div", { class: "row" },
      isOver ? null : button("Cancel", post("cancel", `Job ${job.id} is being canceled.`), { class: "danger", id: "cancel" }),
      job.phase === "failed" || job.phase === "canceled" ? button("Run it again", post("requeue", `Job ${job.id} waits again.`), { class: "primary", id: "requeue" }) : null,
      button("Run anew with changed inputs", () => go(again), { id: "rerun" })) : null,
  ];
}

function facts(job) {
  const resources = Object.entries(job.resources ?? {}).map(([name, value]) => `${name} ${value}`).join(", ");
  return [
    ["Type", typeLink(job.job_type)],
    job.description ? ["Description", harmless(job.description)] : null,
    ["Node", job.node ? harmless(job.node.hostname) : "none yet"],
    ["Attempt", `${job.attempt} of ${job.max_attempts}`],
    ["Priority", String(job.priority)],
    resources ? ["Resources", resources] : null,
    ["Took", job.started ? span(job.started, job.ended) : "has not begun"],
  ].filter(Boolean);
}

function timeline(job, executions, log) {
  const steps = [["created", job.created], ["queued", job.queued], ["started", job.started], ["ended", job.ended]]
    .filter(([, at]) => at).sort((first, second) => Date.parse(first[1]) - Date.parse(second[1]));
  return [section("About", h("dl", { class: "facts" }, facts(job).map(([name, value]) => [h("dt", {}, name), h("dd", {}, value)]))), section("Timeline",
    h("ol", { class: "timeline" }, steps.map(([name, at]) => h("li", {}, `${name} `, h("span", { class: "quiet" }, moment(at), " · "), time(at)))),
    h("h3", {}, "Attempts"),
    table("Attempts", ["No.", "Status", "Node", "Took", "Error", "Log"], executions.map((execution) => [
      String(execution.number), phase(execution.phase), execution.node ? harmless(execution.node.hostname) : "–",
      execution.started ? span(execution.started, execution.ended) : "–", execution.error ? harmless(execution.error.title) : "–",
      button("Show", () => log.choose(execution.id), { "aria-label": `Show the log of attempt ${execution.number}`, id: `log-of-${execution.id}` }),
    ]), "None yet."))];
}

/** The files that went in; a job names them by their ids alone. */
async function inputFiles(job, signal) {
  const result = {};
  for (const [name, ids] of Object.entries(job.input?.files ?? {})) {
    result[name] = await Promise.all([ids].flat().slice(0, 20).map((id) => (typeof id === "object" ? id
      : api(`/api/files/${id}`, { signal }).catch(() => ({ id, name: `file ${id} (gone)`, size: 0, media_type: "" })))));
  }
  return result;
}

function parameters(title, named, json, empty) {
  const values = Object.entries(json);
  const lists = Object.entries(named).filter(([, list]) => list.length > 0);
  return h("section", { "aria-label": title, id: title.toLowerCase() }, h("h2", {}, title),
    lists.map(([name, list]) => [h("h3", {}, harmless(name)), files(list)]),
    values.length ? h("dl", { class: "facts" }, values.map(([name, value]) => [
      h("dt", {}, harmless(name)), h("dd", {}, h("code", {}, harmless(typeof value === "string" ? value : JSON.stringify(value)))),
    ])) : null,
    lists.length + values.length === 0 ? h("p", { class: "quiet" }, empty) : null);
}
