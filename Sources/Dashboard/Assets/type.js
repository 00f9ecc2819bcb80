// One version of a job type: the form to submit, what it declares, its revisions.

import { api } from "./api.js";
import { difference } from "./diff.js";
import { field, h, show } from "./dom.js";
import { submitForm } from "./form.js";
import { harmless, moment } from "./format.js";
import { act, button, section, table, typePath } from "./widgets.js";

export async function type(place, [name, version], page) {
  const { signal, session, search, setTitle, go } = page;
  const path = `/v6/job-types/${encodeURIComponent(name)}/${encodeURIComponent(version)}/`;
  const from = search.get("from");
  const details = await api(path, { signal }).catch((error) => template(name, version, page, error));
  if (!details) return;
  const [versions, revisions, earlier] = await Promise.all([
    api(`/v6/job-types/${encodeURIComponent(name)}/?page_size=100`, { signal }),
    api(`${path}revisions/?page_size=100`, { signal }), from ? api(`/api/jobs/${from}`, { signal }) : null,
  ]);
  setTitle(`${name} ${version}`);
  const submitted = (job) => go(`/ui/jobs/${job.id}`);
  show(place,
    h("h1", {}, harmless(details.title || name), h("span", { class: "quiet" }, ` ${harmless(name)} ${harmless(version)}`)),
    h("p", {}, harmless(details.description)),
    h("div", { class: "grid" },
      session.is_staff ? section(earlier ? `Submit anew, with the inputs of job ${earlier.id}` : "Submit a job", details.is_active
        ? submitForm(details, earlier?.input, submitted) : h("p", { class: "warn" }, "This version is out of service.")) : null,
      h("div", {}, about(details, path, page), versionList(name, version, versions.results))),
    revisionList(revisions.results, path, signal));
}

/** Scale's lists name a UFDL template as a job type; it has a page of its own. */
async function template(name, version, { signal, go }, error) {
  if (error.status !== 404) throw error;
  const all = await api("/v1/job-templates/list", { method: "POST", json: {}, signal });
  const found = all.find((one) => one.name === name && `${one.version}.0.0+${one.pk}` === version);
  if (!found) throw error;
  go(`/ui/templates/${found.pk}`, { replace: true });
}

function about(details, path, { session, go, signal }) {
  const job = details.manifest?.job ?? {};
  const resources = (job.resources?.scalar ?? []).map((one) => `${one.name} ${one.value}${one.inputMultiplier ? ` + ${one.inputMultiplier} × input` : ""}`);
  const outputs = [...(job.interface?.outputs?.files ?? []), ...(job.interface?.outputs?.json ?? [])].map((one) => one.name);
  const facts = [
    ["State", details.is_paused ? h("strong", { class: "warn", id: "type-state" }, "paused") : h("span", { id: "type-state" }, details.is_active ? "active" : "out of service")],
    ["Image", h("code", {}, harmless(details.docker_image ?? "–"))],
    ["Command", h("code", {}, harmless(job.interface?.command ?? "–"))],
    ["Time limit", job.timeout ? `${job.timeout} s` : "–"],
    ["Resources", resources.map(harmless).join(", ") || "–"],
    ["Outputs", outputs.map(harmless).join(", ") || "–"],
    ["Errors", (job.errors ?? []).map((error) => harmless(`${error.code}: ${error.title || error.name}`)).join(", ") || "–"],
    ["Jobs at a time", details.max_scheduled === null ? "no limit" : String(details.max_scheduled)],
  ];
  const change = (json) => (event) => act(event.target, () => api(path, { method: "PATCH", json, signal }), "Changed.")
    .then(() => go(location.pathname + location.search, { replace: true }));
  const limit = field("Jobs at a time", h("input", { inputmode: "numeric", size: "6", value: details.max_scheduled === null ? "" : String(details.max_scheduled) }));
  const save = button("Set", (event) => {
    const isNumber = /^\d+$/.test(limit.control.value);
    limit.complain(isNumber ? "" : "A whole number.");
    if (isNumber) change({ max_scheduled: Number(limit.control.value) })(event);
  });
  return section("About", h("dl", { class: "facts" }, facts.map(([key, value]) => [h("dt", {}, key), h("dd", {}, value)])),
    session.is_staff ? h("div", { class: "row" },
      button(details.is_paused ? "Resume" : "Pause", change({ is_paused: !details.is_paused }), { id: "pause-type" }), limit.element, save) : null,
    h("details", {}, h("summary", {}, "Manifest"), h("pre", { tabindex: "0" }, harmless(JSON.stringify(details.manifest, null, 2)))));
}

function versionList(name, version, versions) {
  return section("Versions", h("ul", {}, versions.map((one) => h("li", {},
    h("a", { href: typePath(name, one.version), "aria-current": one.version === version ? "true" : null }, harmless(one.version)),
    one.version === version ? " (this one)" : "", one.is_paused ? " · paused" : "", one.is_active ? "" : " · out of service"))));
}

function revisionList(revisions, path, signal) {
  const place = h("div", { "aria-live": "polite" });
  const compare = (number) => (event) => act(event.target, async () => {
    const [before, after] = await Promise.all([number - 1, number].map((one) => api(`${path}revisions/${one}/`, { signal })));
    const text = (revision) => JSON.stringify({ docker_image: revision.docker_image, manifest: revision.manifest }, null, 2);
    show(place, h("h3", {}, `From revision ${number - 1} to ${number}`), difference(text(before), text(after)));
  });
  return section("Revisions", table("Revisions", ["No.", "Made", "Image", "Change"], revisions.map((revision) => [
    String(revision.revision_num), moment(revision.created), h("code", {}, harmless(revision.docker_image)),
    revision.revision_num > 1 ? button("Show difference", compare(revision.revision_num), { "aria-label": `Show the difference of revision ${revision.revision_num}` }) : "the first",
  ])), place);
}
