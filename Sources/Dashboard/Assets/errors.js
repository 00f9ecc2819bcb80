// The errors that jobs can fail with, and how often they did of late.

import { api, query } from "./api.js";
import { field, h, show } from "./dom.js";
import { harmless, short } from "./format.js";
import { section, table } from "./widgets.js";

const hours = 24;

export async function errors(place, _, { signal, setTitle }) {
  setTitle("Errors");
  const [{ results }, { failures }] = await Promise.all([
    api("/v6/errors/?page_size=1000", { signal }), api(`/api/activity?hours=${hours}`, { signal }),
  ]);
  const counts = new Map(failures.map((failure) => [failure.name, failure.count]));
  const list = h("div", {});
  const search = field("Search", h("input", { type: "search", id: "error-search", oninput: () => draw() }));
  function draw() {
    const wanted = search.control.value.toLowerCase();
    const rows = results.filter((error) => [error.name, error.title, error.description, error.job_type_name].some((text) => (text ?? "").toLowerCase().includes(wanted)))
      .sort((first, second) => (counts.get(second.name) ?? 0) - (counts.get(first.name) ?? 0));
    show(list, section("All errors", table("Errors", ["Error", "Category", `Last ${hours} h`, "What it means", "Type"], rows.slice(0, 500).map((error) => [
      h("a", { href: `/ui/jobs${query({ error: error.name })}` }, harmless(error.title || error.name)),
      error.category.toLowerCase(), String(counts.get(error.name) ?? 0), short(error.description, 200), error.job_type_name ? harmless(error.job_type_name) : "any",
    ]), "No error.")));
  }
  show(place, h("h1", {}, "Errors"), search.element, list);
  draw();
}
