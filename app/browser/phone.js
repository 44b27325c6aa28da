/**
 * An answer given on a phone is first kept on it, then sent, and forgotten only when the server says that it is stored. What could not be sent
 * is sent when the network is back, also after the page was closed: by whichever page of a survey is opened next.
 */

import { pause } from "./backoff.js";
import { leave, mayHaveStayed, prepare, stay } from "./phone/offline.js";
import { Panel } from "./phone/panel.js";
import { send, sendByPage } from "./phone/sending.js";
import { all, forget, keep } from "./phone/unsent.js";

/** How long the browser may take to keep an answer, in milliseconds; after that it is sent as without this module. */
const KEEPING = 3000;

const section = document.getElementById("unsent");
/** The section as it came, for the page that opens without a network. */
const untouched = section.outerHTML;
const form = document.querySelector("form[data-done]");
const panel = new Panel(section, pressed);
const channel = "BroadcastChannel" in window ? new BroadcastChannel("hailong-unsent") : null;

/** What this page knows of answers, by identifier; also of those that are sent by now. @type {Map<string, import("./phone/unsent.js").Unsent>} */
const known = new Map();
/** The identifier of the answer that was given on this page and is not stored yet. */
let own = "";
/** Whether this page is just sending what was given on it, for the first time. */
let direct = false;
/** Whether the page is on its way to the thanks. */
let leaving = false;
let busy = false;
let failures = 0;
let timer = 0;
/** Before this moment the server does not want to be asked again. */
let notBefore = 0;

/** Keeps what was answered, and sends it. */
async function submitted(event) {
  // Without a button that is known, and by a button with a name (which changes language or look), the form goes its usual way.
  if (event.target !== form || event.defaultPrevented || !event.submitter || event.submitter.name) return;
  event.preventDefault();
  // It is on its way.
  if (own) return;
  const unsent = {
    id: form.elements.namedItem("id").value,
    action: form.getAttribute("action"),
    body: new URLSearchParams(new FormData(form)).toString(),
    done: form.dataset.done,
    page: location.pathname,
    title: document.querySelector("h1").textContent,
    at: Date.now(),
    shared: "shared" in form.dataset,
  };
  own = unsent.id;
  known.set(own, unsent);
  direct = true;
  const late = new Promise((_, reject) => setTimeout(reject, KEEPING));
  try {
    await Promise.race([keep(unsent), late]);
  } catch {
    byBrowser();
    return;
  }
  forgetDraft();
  const told = await send(unsent);
  direct = false;
  if (told.refusal && !told.refusal.mendable) {
    // The page of the server says why, and nothing that could be done about it is lost.
    await forget(unsent.id).catch(() => {});
    byBrowser();
  } else if (told.stored || told.refusal) {
    await settle(unsent, told);
  } else {
    waits(unsent);
    panel.focus();
    panel.say("failed");
    later(told.retryAfter);
    remain(unsent);
  }
}

/** The form goes its usual way. Should nothing come of it, its button works as before. */
function byBrowser() {
  own = "";
  direct = false;
  form.submit();
}

/** What was answered is not a draft any more: the next person on this phone finds an empty form. */
function forgetDraft() {
  try {
    localStorage.removeItem(form.dataset.draft);
  } catch {
    // Where the browser refuses it, there was no draft.
  }
}

/** The page tells of an answer that waits. If it is the one that was given here, it stands in the place of the form. */
function waits(unsent) {
  known.set(unsent.id, unsent);
  if (unsent.id === own && form) {
    forgetDraft();
    for (const part of document.querySelectorAll("main > .intro, main > .errors")) part.hidden = true;
    form.hidden = true;
  }
  panel.show(unsent, "waiting");
}

/** The page of an answer that waits opens without a network too. */
function remain(unsent) {
  if (unsent.page === location.pathname && !section.dataset.alone) stay(unsent.page, untouched);
}

/** Acts on what the server said of an answer. */
async function settle(unsent, told) {
  if (told.stored) {
    // Should it not be forgotten, it is sent again some time, which changes nothing.
    await forget(unsent.id).then(tidy).catch(() => {});
    channel?.postMessage({ id: unsent.id });
    sent(unsent);
  } else {
    const refused = { ...unsent, refusal: told.refusal };
    await keep(refused);
    channel?.postMessage({ id: unsent.id });
    if (unsent.id === own && form && told.refusal.mendable) byBrowser();
    else refuse(refused);
  }
}

function sent(unsent) {
  if (unsent.id !== own) return panel.show(unsent, "sent");
  leaving = true;
  location.assign(unsent.done);
}

function refuse(unsent) {
  known.set(unsent.id, unsent);
  panel.show(unsent, unsent.refusal.mendable ? "wrong" : "refused");
}

/** Sends what waits, the oldest first. */
async function flush() {
  if (busy) return;
  busy = true;
  clearTimeout(timer);
  try {
    // One page at a time; who holds the lock sends what others keep, too.
    if (!navigator.locks) await sendAll();
    else await navigator.locks.request("hailong-unsent", { ifAvailable: true }, (lock) => (lock ? sendAll() : later(null)));
  } catch {
    later(null);
  } finally {
    busy = false;
  }
}

async function sendAll() {
  const waiting = (await all()).filter((unsent) => !unsent.refusal && !(direct && unsent.id === own));
  if (waiting.length) panel.say("sending");
  let failed = null;
  for (const unsent of waiting) {
    known.set(unsent.id, unsent);
    const told = await send(unsent);
    if (told.stored || told.refusal) {
      failures = 0;
      await settle(unsent, told);
      // The thanks send the rest.
      if (leaving) return;
    } else {
      failed = told;
      remain(unsent);
      // Where nobody answers, nobody will answer for the next one.
      if (!told.answered) break;
    }
  }
  panel.say(failed ? "failed" : "");
  if (failed) later(failed.retryAfter);
}

/** Tries again after a while. */
function later(retryAfter) {
  failures += 1;
  const wait = pause(failures, retryAfter);
  notBefore = retryAfter ? Date.now() + wait : 0;
  clearTimeout(timer);
  timer = setTimeout(flush, wait);
}

/** Something changed: now is worth a try, unless the server asked for patience. */
function again() {
  if (panel.waits && document.visibilityState === "visible" && Date.now() >= notBefore) {
    failures = 0;
    flush();
  }
}

/** Leaves nothing behind where nothing is kept. */
async function tidy() {
  if ((await all()).length === 0) await leave();
}

/** A button of the section was pressed. */
async function pressed(what, id) {
  const unsent = known.get(id);
  if (what === "send") {
    await flush();
  } else if (what === "page") {
    sendByPage(unsent);
  } else if (what === "forget") {
    await forget(id);
    await tidy();
    channel?.postMessage({ id, forgotten: true });
    forgotten(id);
  }
}

function forgotten(id) {
  panel.remove(id);
  // In the place of the form there is nothing now; the page begins anew.
  if (id === own) location.reload();
}

/** Another page sent an answer, learnt why it is not taken, or forgot it. */
async function heard({ data: { id, forgotten: gone } }) {
  const unsent = known.get(id);
  if (!unsent) return;
  const kept = (await all()).find((other) => other.id === id);
  if (kept?.refusal) refuse(kept);
  else if (gone) forgotten(id);
  else if (!kept) sent(unsent);
}

async function start() {
  const kept = await all();
  for (const unsent of kept) {
    const isHere = form ? form.elements.namedItem("id").value === unsent.id : section.dataset.alone && unsent.page === location.pathname;
    if (isHere && form && unsent.refusal) {
      // The server has just given it back with everything in it.
      await forget(unsent.id);
      await tidy();
    } else if (unsent.refusal) {
      refuse(unsent);
    } else {
      if (isHere) own = unsent.id;
      waits(unsent);
    }
  }
  if (kept.length) await flush();
  else if (mayHaveStayed()) await leave();
}

if (form) {
  // At the document, after whatever on the form itself may prevent it: the stepper goes on instead of sending.
  document.addEventListener("submit", submitted);
  form.addEventListener("input", () => prepare(location.pathname), { once: true });
}
// Gone on and come back, the form would be that of an answer which was sent.
window.addEventListener("pageshow", (event) => event.persisted && own && location.reload());
channel?.addEventListener("message", heard);
window.addEventListener("online", again);
document.addEventListener("visibilitychange", again);
start().catch(() => {
  // A browser that keeps nothing (in a private window, some) has nothing to send, and the form goes its usual way.
});
