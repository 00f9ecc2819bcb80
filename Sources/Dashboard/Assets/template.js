// A UFDL template, with a form to make a job of it.

import { api } from "./api.js";
import { field, h, show } from "./dom.js";
import { harmless } from "./format.js";
import { section } from "./widgets.js";

export async function template(place, [key], { signal, setTitle, go }) {
  const root = `/v1/job-templates/${key}`;
  const [details, parameters] = await Promise.all([api(root, { signal }), api(`${root}/get-all-parameters`, { signal })]);
  setTitle(details.name);
  const fields = Object.entries(parameters).map(([name, parameter]) => parameterField(name, parameter));
  const inputs = field("Inputs", h("textarea", { id: "input-values", value: "{}", spellcheck: "false" }),
    { hint: 'For each input its value and type: {"dataset": {"value": 1, "type": "PK<…>"}}' });
  const message = h("p", { class: "field-error", role: "alert" });
  const submit = h("button", { type: "submit", class: "primary", id: "submit-job" }, "Make a job");
  const form = h("form", {
    "aria-label": "Make a job", novalidate: true,
    onsubmit: async (event) => {
      event.preventDefault();
      message.textContent = "";
      const body = { input_values: {}, parameter_values: {} };
      try {
        body.input_values = JSON.parse(inputs.control.value || "{}");
        inputs.complain();
      } catch (error) {
        inputs.complain(error.message);
        return inputs.control.focus();
      }
      const wrong = fields.filter((one) => !one.put(body.parameter_values));
      if (wrong.length) return wrong[0].control.focus();
      submit.disabled = true;
      try {
        const job = await api(`${root}/create-job`, { method: "POST", json: body });
        go(`/ui/jobs/${job.pk}`);
      } catch (error) {
        const named = fields.find((one) => error.message.includes(`'${one.name}'`));
        if (named) named.complain(error.message);
        else message.textContent = error.message;
      } finally {
        submit.disabled = false;
      }
      return undefined;
    },
  }, fields.map((one) => one.element), inputs.element, message, submit);
  show(place, h("h1", {}, harmless(details.name), h("span", { class: "quiet" }, ` version ${details.version}`)), h("p", {}, harmless(details.description)),
    details.type ? h("p", {}, "Type ", h("code", {}, harmless(details.type))) : null, section("Make a job", form));
}

function parameterField(name, parameter) {
  const types = Object.keys(parameter.types);
  const preset = parameter.default;
  const text = preset === undefined ? "" : typeof preset.value === "string" ? preset.value : JSON.stringify(preset.value);
  const control = h("input", { id: `parameter-${name}`, value: text, disabled: preset?.const });
  const type = h("select", { "aria-label": `Type of ${name}`, disabled: preset?.const }, types.map((one) => h("option", { value: one, selected: one === preset?.type }, one)));
  const made = field(harmless(name), control, { hint: parameter.help, required: !preset });
  if (types.length > 1) control.after(type);
  else made.element.append(h("span", { class: "hint" }, types[0] ?? ""));
  return {
    ...made,
    name,
    put(target) {
      made.complain();
      if (control.disabled || (preset && control.value === text)) return true;
      const chosen = types.length > 1 ? type.value : types[0];
      let value = control.value;
      if (chosen !== "str") {
        try {
          value = JSON.parse(value);
        } catch {
          made.complain(`${value ? "This is" : "Missing, or"} no value of type ${chosen}.`);
          return false;
        }
      }
      target[name] = { value, type: chosen };
      return true;
    },
  };
}
