// What an operator looks at first.

import { api, query } from "./api.js";
import { ends, load } from "./charts.js";
import { h, show } from "./dom.js";
import { ago, harmless, mebibytes, trim } from "./format.js";
import { watch } from "./live.js";
import { jobLink, meter, phase, progress, section, table, time, typeLink } from "./widgets.js";

const hours = 3;

export async function overview(place, _, { signal, setTitle }) {
  setTitle("Overview");
  const parts = [counts, running, queue, throughput, failures, nodes, oldest, loads].map((part) => ({ part, element: h("div", {}) }));
  const [tiles, ...rest] = parts;
  show(place, h("h1", {}, "Overview"), tiles.element, h("div", { class: "grid" }, rest.map(({ element }) => element)));
  const refresh = async () => {
    const shared = { activity: api(`/api/activity?hours=${hours}`, { signal }) };
    // One that fails is told by those that await it.
    shared.activity.catch(() => {});
    await Promise.all(parts.map(async ({ part, element }) => show(element, await part(signal, shared))));
  };
  await refresh();
  watch(signal, 2000, refresh);
}

async function counts(signal) {
  const all = await api("/api/jobs/counts", { signal });
  return h("ul", { class: "tiles", "aria-label": "Jobs by status" }, Object.entries(all)
    .filter(([name, count]) => count > 0 || ["queued", "running", "completed", "failed"].includes(name))
    .map(([name, count]) => h("li", {}, h("a", { href: `/ui/jobs${query({ phase: name })}` }, h("strong", {}, count.toLocaleString()), phase(name)))));
}

async function running(signal) {
  const { jobs } = await api("/api/jobs?phase=running&limit=8", { signal });
  return section("Running now", table("Running jobs", ["Job", "Type", "Progress", "Node", "Since"], jobs.map((job) => [
    jobLink(job.id), typeLink(job.job_type), progress(job), job.node ? harmless(job.node.hostname) : "–", time(job.started),
  ]), "Nothing runs."));
}

async function queue(signal) {
  const { results } = await api("/v6/queue/status/?page_size=20", { signal });
  return section("Queue by type", table("Queue by type", ["Type", "Waiting", "Longest", "Priority"], results.map((entry) => [
    typeLink(entry.job_type), h("a", { href: `/ui/jobs${query({ phase: "queued", type: entry.job_type.name })}` }, entry.count.toLocaleString()),
    ago(entry.longest_queued), String(entry.highest_priority),
  ]), "Nothing waits."));
}

async function throughput(_, { activity }) {
  return section("Throughput and failures", ends(await activity, hours));
}

async function loads(signal) {
  const path = (page) => `/v6/load/?started=PT${hours}H&page_size=1000&page=${page}`;
  const { results } = await api(path(1), { signal });
  return section("Load", load(results, hours));
}

async function nodes(signal) {
  const { nodes: all } = await api("/v6/status/", { signal });
  return section("Nodes", table("Nodes", ["Node", "State", "Processors", "Memory", "Jobs"], all.map((node) => [
    harmless(node.hostname), node.state.title,
    meter(`Processors used on ${node.hostname}`, node.resources.cpus.running, node.resources.cpus.total, trim),
    meter(`Memory used on ${node.hostname}`, node.resources.mem.running, node.resources.mem.total, mebibytes),
    String(node.job_executions.running.total),
  ]), "No node has come yet. Start one with drover worker."));
}

async function oldest(signal) {
  const { results } = await api("/v6/jobs/?status=QUEUED&status=PENDING&order=id&page_size=1", { signal });
  const first = results[0];
  if (!first) return section("Oldest waiting job", h("p", { class: "quiet" }, "Nothing waits."));
  const job = await api(`/api/jobs/${first.id}`, { signal });
  return section("Oldest waiting job", h("p", {}, jobLink(job.id), " ", typeLink(job.job_type), ` has waited for ${ago(job.queued ?? job.created).replace(/ ago$/, "")}.`),
    h("ul", {}, (job.waiting ?? []).map((reason) => h("li", {}, harmless(reason.text)))));
}

async function failures(_, { activity }) {
  const { failures: all } = await activity;
  return section(`Failures of the last ${hours} hours`, table("Failures by error", ["Error", "Category", "Jobs"], all.slice(0, 10).map((error) => [
    harmless(error.title || error.name), error.category.toLowerCase(),
    h("a", { href: `/ui/jobs${query({ phase: "failed", error: error.name })}`, "aria-label": `${error.count} jobs that failed with ${error.name}` }, error.count.toLocaleString()),
  ]), "Nothing failed."));
}
