// Tells the pages that something has happened: by the server's events, or, where it has none, by the clock.

import { connection, markBack, markLost } from "./api.js";

const pollInterval = 1500;
const mostEvents = 1000;
const listeners = new Set();
let source;
let timer;

/**
 * Calls back with the events of a while, at most once in `pause` milliseconds, until `signal` is aborted. Without events
 * to be had it calls back with an empty list now and then: anything may have changed.
 */
export function watch(signal, pause, callback) {
  // Left while it was still loading.
  if (signal.aborted) return;
  const listener = { pause, callback, events: [], isBusy: false, isDue: false, isUnsure: false };
  listeners.add(listener);
  signal.addEventListener("abort", () => {
    listeners.delete(listener);
    if (listeners.size === 0) stop();
  });
  start();
}

async function wake(listener, isUnsure) {
  listener.isUnsure ||= isUnsure;
  listener.isDue = true;
  if (listener.isBusy) return;
  listener.isBusy = true;
  while (listener.isDue && listeners.has(listener)) {
    listener.isDue = false;
    const events = listener.isUnsure ? [] : listener.events;
    listener.events = [];
    listener.isUnsure = false;
    try {
      await listener.callback(events);
    } catch {
      // What failed has been shown by the banner; the next event tries again.
    }
    await new Promise((resume) => setTimeout(resume, listener.pause));
  }
  listener.isBusy = false;
}

function wakeAll() {
  for (const listener of listeners) wake(listener, true);
}

function receive(message) {
  let event;
  try {
    event = JSON.parse(message.data);
  } catch {
    return;
  }
  for (const listener of listeners) {
    // One that is behind by so many reads everything again instead.
    const isBehind = listener.events.length >= mostEvents;
    if (!isBehind) listener.events.push(event);
    wake(listener, isBehind);
  }
}

function start() {
  if (source || timer) return;
  source = new EventSource("/api/events");
  source.addEventListener("job", receive);
  source.addEventListener("node", receive);
  source.addEventListener("open", () => {
    markBack();
    wakeAll();
  });
  source.addEventListener("error", () => {
    if (source?.readyState !== EventSource.CLOSED) {
      markLost();
      return;
    }
    source = undefined;
    timer = setInterval(() => {
      if (!document.hidden) wakeAll();
    }, pollInterval);
  });
}

function stop() {
  source?.close();
  source = undefined;
  clearInterval(timer);
  timer = undefined;
}

connection.addEventListener("back", () => {
  if (timer) {
    // The server that is back may have events, which a proxy before it had not.
    stop();
    start();
  }
  wakeAll();
});
