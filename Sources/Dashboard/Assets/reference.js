// Every operation of the API, read from /openapi.json. It needs no log-in, as it tells nothing of what is stored.

import { api } from "./api.js";
import { field, h, show } from "./dom.js";
import { references, text } from "./schema.js";
import { section, table } from "./widgets.js";

function parameters(operation) {
  const rows = (operation.parameters ?? []).map((parameter) => [
    h("code", {}, parameter.name), parameter.in, text(parameter.schema), parameter.required ? "yes" : "no", parameter.description ?? "",
  ]);
  return rows.length ? [h("h4", {}, "Parameters"), table("Parameters", ["Name", "In", "Type", "Needed", "Meaning"], rows)] : null;
}

function contents(content = {}) {
  return Object.entries(content).map(([type, { schema }]) => [h("p", { class: "quiet" }, type), h("pre", {}, text(schema))]);
}

function answers(operation, refusals) {
  return Object.entries(operation.responses).map(([status, answer]) => {
    const known = answer.$ref ? refusals[answer.$ref.split("/").pop()] : answer;
    return [h("p", {}, h("strong", {}, status === "default" ? "Otherwise" : status), ` ${known.description}`), contents(known.content)];
  });
}

/** Whatever the operation names, with what that names. */
function schemas(operation, all) {
  const found = references(operation);
  for (const name of found) references(all[name], found);
  const named = [...found].filter((name) => all[name]);
  return named.length ? [h("h4", {}, "Where"), named.map((name) => h("pre", {}, `${name} = ${text(all[name])}`))] : null;
}

function details(operation, { components }) {
  return [
    operation.description ? h("p", {}, operation.description) : null, parameters(operation),
    operation.requestBody ? [h("h4", {}, operation.requestBody.required ? "Body" : "Body, if any"), contents(operation.requestBody.content)] : null,
    h("h4", {}, "Answers"), answers(operation, components.responses), schemas(operation, components.schemas),
  ];
}

/** Filled when it is opened: there are hundreds. */
function entry({ verb, path, operation }, document) {
  const place = h("div", { class: "operation" });
  return h("details", { ontoggle: () => { if (!place.firstChild) show(place, details(operation, document)); } },
    h("summary", {}, h("code", {}, `${verb.toUpperCase()} ${path}`), ` ${operation.summary}`), place);
}

export async function reference(place, _, { signal, setTitle, search }) {
  setTitle("API");
  const openapi = await api("/openapi.json", { signal });
  const operations = Object.entries(openapi.paths).flatMap(([path, verbs]) =>
    Object.entries(verbs).map(([verb, operation]) => ({ verb, path, operation, key: `${verb} ${path} ${operation.summary}`.toLowerCase() })));
  const list = h("div", {});
  const wanted = field("Search", h("input", { type: "search", id: "api-search", value: search.get("q") ?? "", oninput: () => draw() }));
  function draw() {
    const words = wanted.control.value.toLowerCase().split(" ").filter(Boolean);
    const found = operations.filter(({ key }) => words.every((word) => key.includes(word)));
    show(list, openapi.tags.map((tag) => {
      const own = found.filter(({ operation }) => operation.tags.includes(tag.name));
      return own.length ? section(tag.name, h("p", { class: "quiet" }, tag.description), own.map((each) => entry(each, openapi))) : null;
    }), found.length ? null : h("p", { class: "quiet" }, "No operation."));
  }
  show(place, h("h1", {}, "API"), h("p", {}, openapi.info.description),
    h("p", {}, "For programs: ", h("a", { href: "/openapi.json", download: "openapi.json" }, "openapi.json"), " (OpenAPI 3.1)."), wanted.element, list);
  draw();
}
