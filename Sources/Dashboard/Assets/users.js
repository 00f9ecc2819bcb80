// Users, for staff; and everybody's own keys.

import { api } from "./api.js";
import { field, h, show } from "./dom.js";
import { harmless, moment } from "./format.js";
import { keys } from "./keys.js";
import { act, button, section, table } from "./widgets.js";

export async function users(place, _, { signal, session, setTitle }) {
  setTitle("Users and keys");
  const list = h("div", {});
  const keyPlace = h("div", {});
  const showKeys = (name) => keys(keyPlace, name, signal);
  show(place, h("h1", {}, "Users and keys"), list, keyPlace);
  if (session.is_staff) await userList(list, session, showKeys, signal);
  if (session.username) await showKeys(session.username);
}

async function userList(place, session, showKeys, signal) {
  const secret = h("p", { role: "status" });
  const rows = h("div", {});
  const reload = async () => {
    const { users: all } = await api("/api/users", { signal });
    const change = (user, json, done) => (event) => act(event.target,
      () => api(`/api/users/${encodeURIComponent(user.username)}`, { method: "PATCH", json }), done).then(reload);
    show(rows, table("Users", ["Name", "Rights", "State", "Last log-in", "Change"], all.map((user) => [
      harmless(user.username), user.is_staff ? "staff" : "may look", user.is_active ? "active" : "switched off", moment(user.last_login),
      h("div", { class: "row" }, button("Keys", () => showKeys(user.username), { "aria-label": `Keys of ${user.username}` }),
        user.username === session.username ? null : [
          button(user.is_staff ? "Take staff rights" : "Make staff", change(user, { is_staff: !user.is_staff }, "Changed."), { "aria-label": `${user.is_staff ? "Take staff rights from" : "Make staff of"} ${user.username}` }),
          button(user.is_active ? "Switch off" : "Switch on", change(user, { is_active: !user.is_active }, "Changed."), { "aria-label": `Switch ${user.username} ${user.is_active ? "off" : "on"}` })]),
    ])));
  };
  const name = field("User name", h("input", { id: "new-user", autocomplete: "off" }), { required: true });
  const password = field("Password", h("input", { id: "new-password", type: "password", autocomplete: "new-password" }), { hint: "One is made up if you leave it empty." });
  const staff = h("input", { type: "checkbox", id: "new-staff" });
  const add = h("button", { type: "submit", class: "primary" }, "Add");
  const form = h("form", {
    class: "row", "aria-label": "Add a user",
    onsubmit: async (event) => {
      event.preventDefault();
      const json = { username: name.control.value, is_staff: staff.checked };
      if (password.control.value) json.password = password.control.value;
      const made = await act(add, () => api("/api/users", { method: "POST", json }), `${json.username} is added.`);
      if (!made) return;
      show(secret, made.password ? ["The password of ", harmless(made.username), ", shown this once: ", h("code", {}, made.password)] : "");
      form.reset();
      await reload();
    },
  }, name.element, password.element, h("label", { for: "new-staff" }, staff, " staff"), add);
  show(place, section("Users", rows, h("h3", {}, "Add a user"), form, secret));
  await reload();
}
