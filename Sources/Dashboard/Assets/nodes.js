// The machines that run jobs.

import { api, query } from "./api.js";
import { field, h, show } from "./dom.js";
import { harmless, mebibytes, trim } from "./format.js";
import { watch } from "./live.js";
import { act, button, meter, section, table, time } from "./widgets.js";

export async function nodes(place, _, { signal, session, setTitle }) {
  setTitle("Nodes");
  const list = h("div", {});
  const reason = field("Reason for a pause", h("input", { id: "pause-reason", maxlength: "500" }), { hint: "Shown to everyone who wonders." });
  show(place, h("h1", {}, "Nodes"), session.is_staff ? reason.element : null, list);
  const load = async () => {
    const [{ nodes: all }, status] = await Promise.all([api("/api/nodes", { signal }), api("/v6/status/", { signal })]);
    const known = new Map(status.nodes.map((node) => [node.id, node]));
    const toggle = (node) => async (event) => {
      const json = { is_paused: !node.is_paused, pause_reason: node.is_paused ? null : reason.control.value || null };
      await act(event.target, () => api(`/api/nodes/${node.id}`, { method: "PATCH", json }), `${node.hostname} is ${node.is_paused ? "back" : "paused"}.`);
      await load();
    };
    show(list, section("All nodes", table("Nodes", ["Node", "State", "Processors", "Memory", "Disk", "Jobs", "Heard of", "Version", "Change"], all.map((node) => {
      const now = known.get(node.id);
      const used = (name) => now?.resources[name]?.running ?? 0;
      const total = (name) => node.resources?.[name] ?? 0;
      return [
        h("strong", {}, harmless(node.hostname)),
        [now?.state.title ?? (node.is_online ? "Ready" : "Offline"), node.pause_reason ? h("span", { class: "hint" }, harmless(node.pause_reason)) : ""],
        meter(`Processors used on ${node.hostname}`, used("cpus"), total("cpus"), trim),
        meter(`Memory used on ${node.hostname}`, used("mem"), total("mem"), mebibytes),
        meter(`Disk used on ${node.hostname}`, used("disk"), total("disk"), mebibytes),
        h("a", { href: `/ui/jobs${query({ node: node.id, phase: "running" })}` }, String(now?.job_executions.running.total ?? 0)),
        time(node.last_seen), harmless(node.version ?? "–"),
        session.is_staff ? button(node.is_paused ? "Resume" : "Pause", toggle(node), { id: `pause-${node.id}`, "aria-label": `${node.is_paused ? "Resume" : "Pause"} ${node.hostname}` }) : "",
      ];
    }), "No node has come yet. Make a key for workers, and start one with drover worker.")));
  };
  await load();
  watch(signal, 2000, load);
}
