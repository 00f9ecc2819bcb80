// Requests to the server, and what the pages know about the connection to it.

export class ApiError extends Error {
  constructor(status, detail) {
    super(detail || `The server answered ${status}.`);
    this.status = status;
  }
}

/** Tells "lost" and "back" for the connection, "expired" for the session. */
export const connection = new EventTarget();

let isLost = false;

function tell(name) {
  connection.dispatchEvent(new Event(name));
}

export function markBack() {
  if (!isLost) return;
  isLost = false;
  tell("back");
}

export function markLost() {
  if (isLost) return;
  isLost = true;
  tell("lost");
  probe();
}

/** Asks until the server is there again. */
async function probe() {
  while (isLost) {
    await new Promise((resume) => setTimeout(resume, 1500));
    try {
      const answer = await fetch("/ping", { cache: "no-store" });
      if (answer.ok) markBack();
    } catch {
      // Still away.
    }
  }
}

async function request(path, { method = "GET", json, body, signal, type } = {}) {
  const headers = { "X-Drover-UI": "1" };
  if (json !== undefined) headers["Content-Type"] = "application/json";
  else if (type) headers["Content-Type"] = type;
  let answer;
  try {
    answer = await fetch(path, { method, headers, signal, body: json === undefined ? body : JSON.stringify(json) });
  } catch (error) {
    if (signal?.aborted) throw error;
    markLost();
    throw new ApiError(0, "The server cannot be reached.");
  }
  markBack();
  return answer;
}

async function refuse(answer) {
  let detail = "";
  try {
    const said = await answer.json();
    detail = typeof said.detail === "string" ? said.detail : JSON.stringify(said);
  } catch {
    // No JSON: the status has to do.
  }
  if (answer.status === 401 || answer.status === 403) {
    const session = await who();
    if (!session.may_read) tell("expired");
  }
  throw new ApiError(answer.status, detail);
}

/** Sends a request and reads the JSON of its answer; undefined for an answer without any. */
export async function api(path, options) {
  const answer = await request(path, options);
  if (!answer.ok) await refuse(answer);
  const text = await answer.text();
  return text ? JSON.parse(text) : undefined;
}

/** The first bytes of a file. */
export async function bytes(path, maximum) {
  const answer = await request(path);
  if (!answer.ok) await refuse(answer);
  if (maximum === undefined) return answer.blob();
  const reader = answer.body.getReader();
  const parts = [];
  let length = 0;
  while (length < maximum) {
    const { done, value } = await reader.read();
    if (done) break;
    parts.push(value);
    length += value.length;
  }
  reader.cancel().catch(() => {});
  return new Blob(parts).slice(0, maximum);
}

export async function who() {
  const answer = await request("/ui/session");
  return answer.ok ? answer.json() : { username: null, is_staff: false, may_read: false };
}

export async function logIn(username, password) {
  const answer = await request("/ui/session", { method: "POST", json: { username, password } });
  if (!answer.ok) throw new ApiError(answer.status, (await answer.json().catch(() => ({}))).detail);
}

export async function logOut() {
  await request("/ui/session", { method: "DELETE" });
}

/** A query string of what is there; lists are repeated. */
export function query(values) {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    for (const one of [value].flat()) if (one !== undefined && one !== null && one !== "") search.append(name, one);
  }
  const text = search.toString();
  return text ? `?${text}` : "";
}
