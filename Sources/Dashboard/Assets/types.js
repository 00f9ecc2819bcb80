// All job types and templates.

import { api } from "./api.js";
import { field, h, show } from "./dom.js";
import { harmless, short } from "./format.js";
import { section, table, typePath } from "./widgets.js";

export async function types(place, _, { signal, session, setTitle }) {
  setTitle("Job types");
  const [{ results }, templates] = await Promise.all([
    api("/v6/job-types/?page_size=1000", { signal }),
    api("/v1/job-templates/list", { method: "POST", json: {}, signal }).catch(() => []),
  ]);
  const list = h("div", {});
  const search = field("Search", h("input", { type: "search", id: "type-search", oninput: () => draw() }));
  function draw() {
    const wanted = search.control.value.toLowerCase();
    const fits = (...texts) => texts.some((text) => (text ?? "").toLowerCase().includes(wanted));
    show(list, section("Job types", table("Job types", ["Name", "Title", "Latest version", "Versions"],
      results.filter((type) => fits(type.name, type.title, type.description)).map((type) => [
        h("a", { href: typePath(type.name, type.latest_version) }, harmless(type.name)),
        [h("span", {}, harmless(type.title || "–")), h("span", { class: "hint" }, short(type.description, 160))],
        harmless(type.latest_version), String(type.num_versions),
      ]), "No job type.")),
    section("UFDL templates", table("UFDL templates", ["Name", "Version", "Type", "Description"],
      templates.filter((one) => fits(one.name, one.description)).map((one) => [
        h("a", { href: `/ui/templates/${one.pk}` }, harmless(one.name)), String(one.version), harmless(one.type ?? one.specific?.job_type ?? "–"), short(one.description, 160),
      ]), "No template.")));
  }
  show(place, h("h1", {}, "Job types"), h("div", { class: "row" }, search.element,
    session.is_staff ? h("a", { class: "button primary", href: "/ui/register" }, "Register a job type") : null), list);
  draw();
}
