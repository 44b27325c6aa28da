/**
 * The page of a device: which screen stands on it, and when. What is answered is kept by `kiosk/journal.js` and sent by `kiosk/contact.js`.
 * Without IndexedDB or a secure address the page stays the plain form that it is without a script.
 */

import { day, hour, local } from "./kiosk/clock.js";
import { Contact } from "./kiosk/contact.js";
import { identifier } from "./kiosk/identifier.js";
import { Idle } from "./kiosk/idle.js";
import { Journal } from "./kiosk/journal.js";
import { Lock } from "./kiosk/lock.js";
import { keep, startsOffline } from "./kiosk/offline.js";
import { Questions } from "./kiosk/questions.js";
import { offer, quiet } from "./kiosk/speech.js";
import { open } from "./kiosk/storage.js";

/** How long thanks are seen, in milliseconds. */
const THANKS = 5000;
/** How often it is looked whether the device should sleep, in milliseconds. */
const LOOK = 10000;
/** The sizes of text that can be had besides the usual one. */
const SIZES = 2;

const root = document.querySelector("#kiosk");
if (root?.dataset.device && globalThis.isSecureContext && globalThis.indexedDB && navigator.locks) {
  // One tab has the journal for as long as it lives. Another one says so, and takes over when the first is closed.
  const other = setTimeout(() => show("twice"), 500);
  navigator.locks.request("hailong-kiosk", async () => {
    clearTimeout(other);
    await start();
    await new Promise(() => {});
  });
}

const find = (selector) => root.querySelector(selector);

/** Shows one screen; `questions` is the form. One that stands there already is left alone, with whatever in it has the focus. */
function show(name) {
  if (root.dataset.on === name) return;
  root.dataset.on = name;
  for (const screen of root.querySelectorAll("[data-screen]")) screen.hidden = screen.dataset.screen !== name;
  find("[data-tools]").hidden = name !== "questions";
  find("[data-corners]").hidden = !["attract", "asleep", "stopped", "unknown"].includes(name);
  find(`[data-screen="${name}"] [tabindex="-1"]`)?.focus({ preventScroll: true });
}

async function start() {
  const { code, language, device, version } = root.dataset;
  const form = find("form");
  const isOpen = root.dataset.closed === undefined && form !== null;
  const journal = new Journal(await open());
  await journal.begin();
  let [settingsNumber, settings] = [Number(root.dataset.settingsNumber), JSON.parse(root.dataset.settings)];
  // A page kept from before may be older than what the server said since.
  const kept = await journal.settings();
  if (kept && kept[0] > settingsNumber) [settingsNumber, settings] = kept;

  const lock = new Lock(find('[data-screen="leave"]'), device);
  const questions = isOpen ? new Questions(form, root, finish) : null;
  const idle = new Idle(
    ask,
    (seconds) => {
      const left = find("[data-left]");
      left.textContent = left.dataset.left.replace("{n}", seconds);
    },
    leave,
  );
  let isUnknown = false;
  /** What the server wants shown instead of this page, once nobody stands here. */
  let onward = null;
  let thanking = 0;

  const apply = () => {
    idle.settings = settings;
    lock.pin = settings.pin ?? null;
  };
  apply();

  const contact = new Contact(
    journal,
    async () => ({ settingsNumber, version, startsOffline: startsOffline() }),
    async ({ reply, unknown = false }) => {
      isUnknown = unknown;
      if (reply?.settings) {
        [settingsNumber, settings] = reply.settings;
        await journal.keepSettings(reply.settings);
        apply();
      }
      if (reply && (reply.point !== code || reply.version !== version)) onward = `/kiosk/${reply.point}`;
      if (resting()) rest();
    },
  );

  /** Whether nobody is in the middle of anything. */
  const resting = () => ["attract", "asleep", "waits", "stopped", "unknown", undefined].includes(root.dataset.on);

  /** The screen that stands there while nobody does. */
  function rest() {
    idle.rest();
    if (onward && navigator.onLine) {
      const to = onward;
      onward = null;
      location.replace(to);
      return;
    }
    if (isUnknown) {
      const text = find("[data-count]");
      text.textContent = text.dataset.count.replace("{n}", journal.waiting);
      show("unknown");
    } else if (journal.stopped) show("stopped");
    else if (asleep()) {
      const text = find("[data-hours]");
      const { opens, closes } = settings.hours;
      text.textContent = text.dataset.hours.replace("{opens}", hour(opens)).replace("{closes}", hour(closes));
      show("asleep");
    } else if (journal.given === null && isOpen) show("waits");
    else show("attract");
  }

  function asleep() {
    if (!settings.hours) return false;
    const now = local();
    const { opens, closes, days } = settings.hours;
    const minute = now.getUTCHours() * 60 + now.getUTCMinutes();
    return !days[(now.getUTCDay() + 6) % 7] || minute < opens || minute >= closes;
  }

  /** Nothing of the last person stays: not in the form, not in the look, not in the address. */
  function clear() {
    clearTimeout(thanking);
    quiet();
    questions?.end();
    form?.reset();
    form?.dispatchEvent(new Event("input"));
    delete document.documentElement.dataset.size;
    delete document.documentElement.dataset.contrast;
    find('[data-act="contrast"]').setAttribute("aria-pressed", "false");
    getSelection()?.removeAllRanges();
    scrollTo(0, 0);
  }

  /** Back to the beginning, in the language that whoever comes finds. */
  function reset() {
    clear();
    if (language !== "vi") {
      location.replace(`/kiosk/${code}?lang=vi`);
      return;
    }
    delete root.dataset.on;
    rest();
  }

  function begin() {
    wake();
    // Only a touch may fill the screen; an installed app fills it already.
    const fills = document.fullscreenElement || matchMedia("(display-mode: standalone), (display-mode: fullscreen)").matches;
    if (!fills && document.fullscreenEnabled && navigator.userActivation?.isActive) {
      document.documentElement.requestFullscreen().catch(() => {});
    }
    form.elements.namedItem("id").value = identifier();
    show("questions");
    questions.begin();
    idle.watch();
  }

  async function finish() {
    idle.rest();
    if (!questions.answered) {
      // Whoever passed over everything said nothing.
      before = "questions";
      leave();
      return;
    }
    const body = questions.body;
    questions.end();
    try {
      await journal.add(code, body);
    } catch {
      // It is not on the disk, so nobody is thanked for it.
      clear();
      rest();
      contact.now();
      return;
    }
    clear();
    show("thanks");
    thanking = setTimeout(reset, THANKS);
    contact.now();
  }

  let before = "questions";
  function ask() {
    before = root.dataset.on;
    if (before !== "questions") {
      // Nobody was answering, so nothing is lost by going back.
      reset();
      return;
    }
    form.inert = true;
    find("[data-bar]").inert = true;
    show("still");
  }

  function stay() {
    form.inert = false;
    find("[data-bar]").inert = false;
    show(before);
    idle.watch();
  }

  /** Whoever was here is gone. It is counted where; what was chosen is not kept. */
  function leave() {
    if (before === "questions" && root.dataset.on !== "attract") {
      journal.abandon(day(), code, questions.code).catch(() => {});
    }
    form.inert = false;
    find("[data-bar]").inert = false;
    reset();
  }

  // A lock that is held is not asked for again: the browser would keep each of them as long as the page lives.
  let awake;
  function wake() {
    const sleeps = () => (awake = undefined);
    awake ??= navigator.wakeLock?.request("screen").then((held) => held.addEventListener("release", sleeps), sleeps);
  }

  const on = (act, run) => {
    for (const button of root.querySelectorAll(`[data-act="${act}"]`)) button.addEventListener("click", run);
  };
  on("stay", stay);
  on("go", () => {
    idle.rest();
    leave();
  });
  on("cancel", () => {
    before = "questions";
    idle.rest();
    leave();
  });
  on("larger", () => {
    const look = document.documentElement.dataset;
    const size = (Number(look.size ?? 0) + 1) % (SIZES + 1);
    if (size === 0) delete look.size;
    else look.size = String(size);
  });
  on("contrast", (event) => {
    const look = document.documentElement.dataset;
    const high = look.contrast === "high";
    if (high) delete look.contrast;
    else look.contrast = "high";
    event.currentTarget.setAttribute("aria-pressed", String(!high));
  });
  on("fault", () => {
    const queue = find("[data-queue]");
    queue.textContent = queue.dataset.queue.replace("{n}", journal.waiting);
    if (contact.at) find("[data-contact]").textContent = contact.at.toLocaleString(language);
    else find("[data-contact]").textContent = find("[data-contact]").dataset.contact;
    find("[data-told]").textContent = "";
    show("fault");
    idle.watch();
  });
  for (const button of root.querySelectorAll("[data-fault]")) {
    button.addEventListener("click", async () => {
      await journal.report(button.dataset.fault);
      find("[data-told]").textContent = find("[data-told]").dataset.told;
      contact.now();
    });
  }
  on("leave", () => {
    lock.begin();
    show("leave");
    idle.watch();
  });
  // Whoever comes next need not wait for the thanks to go.
  find('[data-screen="thanks"]').addEventListener("click", reset);
  on("close", reset);
  on("out", () => document.exitFullscreen?.().catch(() => {}));
  if (questions) {
    for (const link of root.querySelectorAll("[data-start]")) {
      link.addEventListener("click", (event) => {
        // In another language the page itself is another one, which begins at once.
        event.preventDefault();
        if (link.dataset.start === language) begin();
        else location.replace(`/kiosk/${code}?lang=${link.dataset.start}#start`);
      });
    }
    offer(find('[data-act="read"]'), language, () => questions.spoken);
  }
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") wake();
  });
  addEventListener("contextmenu", (event) => event.preventDefault());
  wake();
  questions?.end();
  setInterval(() => resting() && rest(), LOOK);

  const begins = location.hash === "#start";
  if (begins) history.replaceState(null, "", location.pathname + location.search);
  const languages = [...root.querySelectorAll("[data-start]")].map((link) => link.dataset.start);
  const keeping = keep(code, languages.length > 0 ? languages : [language]).catch(() => {});
  if (begins && isOpen && journal.given !== null && !journal.stopped) begin();
  else rest();
  root.dataset.ready = "yes";
  await contact.now();
  await keeping;
  // What became of it is told at once, so that whoever sets the tablet up sees it.
  contact.now();
}
