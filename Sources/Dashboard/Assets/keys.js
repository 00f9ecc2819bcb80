// The keys of one user.

import { api } from "./api.js";
import { field, h, show } from "./dom.js";
import { harmless, moment } from "./format.js";
import { act, button, section, table } from "./widgets.js";

export async function keys(place, username, signal) {
  const path = `/api/users/${encodeURIComponent(username)}/keys`;
  const rows = h("div", {});
  const secret = h("p", { role: "status" });
  const reload = async () => {
    const { keys: all } = await api(path, { signal });
    show(rows, table(`Keys of ${username}`, ["Name", "For", "Made", "State"], all.map((key) => [
      harmless(key.name), key.role, moment(key.created),
      key.revoked ? `revoked ${moment(key.revoked)}`
        : button("Revoke", (event) => act(event.target, () => api(`/api/keys/${key.id}`, { method: "DELETE" }), "Revoked.").then(reload), { class: "danger", "aria-label": `Revoke ${key.name}` }),
    ]), "No keys."));
  };
  const name = field("Name", h("input", { id: "key-name" }), { required: true });
  const role = field("For", h("select", { id: "key-role" }, [["full", "everything"], ["read", "looking only"], ["worker", "a worker"]].map(([value, text]) => h("option", { value }, text))));
  const make = h("button", { type: "submit", class: "primary" }, "Make a key");
  const form = h("form", {
    class: "row", "aria-label": "Make a key",
    onsubmit: async (event) => {
      event.preventDefault();
      const made = await act(make, () => api(path, { method: "POST", json: { name: name.control.value, role: role.control.value } }), "The key is made.");
      if (!made) return;
      show(secret, "The key, shown this once: ", h("code", {}, made.key));
      form.reset();
      await reload();
    },
  }, name.element, role.element, make);
  show(place, section(`Keys of ${harmless(username)}`, rows, form, secret));
  await reload();
}
