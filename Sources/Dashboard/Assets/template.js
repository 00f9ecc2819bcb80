// A UFDL template, with a form to make a job of it.

import { api } from "./api.js";
import { h, show } from "./dom.js";
import { typedField } from "./fields.js";
import { descriptionField, fieldForm } from "./form.js";
import { harmless } from "./format.js";
import { section } from "./widgets.js";

export async function template(place, [key], { signal, search, setTitle, go }) {
  const from = search.get("from");
  const [details, earlier] = await Promise.all([
    api(`/api/templates/${key}/form`, { signal }), from ? api(`/api/jobs/${from}`, { signal }) : null,
  ]);
  setTitle(details.name);
  const given = earlier?.input?.json ?? {};
  const inputs = details.inputs.map((one) => typedField(one, "input", given[one.name]));
  const parameters = details.parameters.map((one) => typedField(one, "parameter", given[one.name]));
  const description = descriptionField();
  const options = { note: "This template takes no inputs.", more: [description], submitText: "Make a job" };
  const form = fieldForm("Make a job", [...inputs, ...parameters], options, async () => {
    const json = { input_values: {}, parameter_values: {} };
    for (const one of inputs) one.put(json.input_values);
    for (const one of parameters) one.put(json.parameter_values);
    if (description.control.value) json.description = description.control.value;
    const job = await api(`/v1/job-templates/${key}/create-job`, { method: "POST", json });
    go(`/ui/jobs/${job.pk}`);
  });
  show(place, h("h1", {}, harmless(details.name), h("span", { class: "quiet" }, ` version ${details.version}`)), h("p", {}, harmless(details.description)),
    details.type ? h("p", {}, "Type ", h("code", {}, harmless(details.type))) : null,
    section(earlier ? `Make a job anew, with the values of job ${earlier.id}` : "Make a job", form));
}
