// The frame of all pages: which page an address shows, who is logged in, and how the connection stands.

import { connection, logOut, who } from "./api.js";
import { h, show } from "./dom.js";
import { loginForm } from "./login.js";
import { button } from "./widgets.js";

/** Each page is the function of its name in the module of its name. */
const pages = [
  [/^\/ui\/?$/, "overview"],
  [/^\/ui\/jobs\/?$/, "jobs"],
  [/^\/ui\/jobs\/(\d+)\/?$/, "job"],
  [/^\/ui\/types\/?$/, "types"],
  [/^\/ui\/types\/([^/]+)\/([^/]+)\/?$/, "type"],
  [/^\/ui\/templates\/(\d+)\/?$/, "template"],
  [/^\/ui\/register\/?$/, "register"],
  [/^\/ui\/nodes\/?$/, "nodes"],
  [/^\/ui\/errors\/?$/, "errors"],
  [/^\/ui\/users\/?$/, "users"],
  [/^\/ui\/api\/?$/, "reference", "open"],
];

function module(name) {
  return import(`./${name}.js`);
}

const links = [
  ["/ui/", "Overview"], ["/ui/jobs", "Jobs"], ["/ui/types", "Job types"], ["/ui/register", "Register", "staff"],
  ["/ui/nodes", "Nodes"], ["/ui/errors", "Errors"], ["/ui/users", "Users and keys"], ["/ui/api", "API"],
];

const main = document.getElementById("main");
const banner = document.getElementById("banner");
let session = { username: null, is_staff: false, may_read: false };
let leaving = new AbortController();

function frame() {
  const here = location.pathname;
  const isHere = (path) => (path === "/ui/" ? /^\/ui\/?$/.test(here) : here.startsWith(path));
  show(document.getElementById("nav"), session.may_read ? h("ul", {}, links.filter((link) => !link[2] || session.is_staff)
    .map(([path, text]) => h("li", {}, h("a", { href: path, "aria-current": isHere(path) ? "page" : null }, text)))) : "");
  show(document.getElementById("account"), session.username
    ? [h("span", { id: "who" }, session.username), button("Log out", async () => { await logOut(); await begin(); }, { id: "log-out" })]
    : session.may_read ? button("Log in", showLogin) : "");
}

function showLogin() {
  document.title = "Log in – Drover";
  show(main, h("h1", {}, "Log in"), loginForm(begin));
  document.getElementById("login-username").focus();
}

async function showPage() {
  leaving.abort();
  leaving = new AbortController();
  frame();
  const [pattern, name, access] = pages.find(([candidate]) => candidate.test(location.pathname)) ?? [];
  if (!session.may_read && access !== "open") return showLogin();
  if (!name) {
    document.title = "Not found – Drover";
    return show(main, h("h1", {}, "Not found"), h("p", {}, "There is no such page. ", h("a", { href: "/ui/" }, "Go to the overview.")));
  }
  const parts = location.pathname.match(pattern).slice(1).map(decodeURIComponent);
  const { signal } = leaving;
  const place = h("div", {});
  show(main, place);
  try {
    const { [name]: page } = await module(name);
    if (signal.aborted) return undefined;
    await page(place, parts, { signal, session, search: new URLSearchParams(location.search), go, setTitle });
  } catch (error) {
    if (signal.aborted) return undefined;
    show(place, h("h1", {}, error.status === 404 ? "Not found" : "This did not work"), h("p", { role: "alert" }, error.message),
      button("Try again", showPage));
  }
  return undefined;
}

function setTitle(text) {
  document.title = `${text} – Drover`;
}

/** Goes to an address below /ui/ without loading anything but what it shows. */
export function go(path, { replace = false } = {}) {
  history[replace ? "replaceState" : "pushState"](null, "", path);
  showPage();
  if (!replace) {
    scrollTo(0, 0);
    main.focus({ preventScroll: true });
  }
}

async function begin() {
  show(banner);
  try {
    session = await who();
  } catch {
    return;
  }
  await showPage();
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[href^='/ui/']");
  if (!link || event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  if (link.target || link.hasAttribute("download")) return;
  event.preventDefault();
  go(link.getAttribute("href"));
});
addEventListener("popstate", showPage);

connection.addEventListener("lost", () => {
  show(banner, h("p", { class: "banner" }, "The server cannot be reached. This page goes on by itself as soon as it is back."));
});
connection.addEventListener("back", async () => {
  show(banner);
  // A page that could not be shown at all is shown now; any other refreshes itself.
  if (!main.querySelector("h1")) await begin();
});
connection.addEventListener("expired", () => {
  if (banner.querySelector("form") || !session.may_read) return;
  show(banner, h("div", { class: "banner" }, h("p", {}, "Your session is over. Log in to go on where you were."), loginForm(begin)));
});

await begin();
// The other pages are loaded behind the first one, so that they are there even if the server goes away.
for (const [, name] of pages) module(name).catch(() => {});
