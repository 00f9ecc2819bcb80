// The log-in form: as a page of its own, or in the banner over a page whose session is over.

import { logIn } from "./api.js";
import { field, h } from "./dom.js";

export function loginForm(done) {
  const username = field("User name", h("input", { name: "username", autocomplete: "username", required: true, id: "login-username" }));
  const password = field("Password", h("input", { name: "password", type: "password", autocomplete: "current-password", required: true, id: "login-password" }));
  const message = h("p", { class: "field-error", role: "alert" });
  const submit = h("button", { type: "submit", class: "primary" }, "Log in");
  return h("form", {
    class: "login",
    "aria-label": "Log in",
    onsubmit: async (event) => {
      event.preventDefault();
      submit.disabled = true;
      message.textContent = "";
      try {
        await logIn(username.control.value, password.control.value);
        done();
      } catch (error) {
        message.textContent = error.message;
        password.control.select();
      } finally {
        submit.disabled = false;
      }
    },
  }, username.element, password.element, message, submit);
}
