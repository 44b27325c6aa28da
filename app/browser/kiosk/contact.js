/** Contact with the server: at once after an answer, when the network is back, at the start, and every minute. */

import { pause } from "../backoff.js";
import { day, learn, moment } from "./clock.js";

/** A device that has nothing to say calls this often, in milliseconds. */
const EVERY = 60000;
/** A call that takes longer than this, in milliseconds, failed. */
const PATIENCE = 30000;
/** Answers that go at once, and their characters in all. */
const ENTRIES = 100;
const CHARACTERS = 300000;
/** One that the server does not know asks again this often, in milliseconds: it may have been registered anew. */
const UNKNOWN = 300000;

/** The caller of a device. */
export class Contact {
  #journal;
  #about;
  #heard;
  #timer = 0;
  #busy = false;
  #again = false;
  #failures = 0;
  /** When the server was last heard of, as a date. */
  at = null;

  /**
   * @param {import("./journal.js").Journal} journal
   * @param {() => Promise<{settingsNumber: number, version: string, startsOffline: boolean}>} about
   * @param {(news: {reply?: object, unknown?: boolean}) => Promise<void>} heard is told what the server said
   */
  constructor(journal, about, heard) {
    this.#journal = journal;
    this.#about = about;
    this.#heard = heard;
    addEventListener("online", () => this.now());
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible") this.now();
    });
  }

  /** Calls now, or again as soon as the call under way is over. */
  async now() {
    if (this.#busy) {
      this.#again = true;
      return;
    }
    this.#busy = true;
    clearTimeout(this.#timer);
    let wait = EVERY;
    try {
      do {
        this.#again = false;
        const more = await this.#call();
        this.#failures = 0;
        this.#again ||= more;
      } while (this.#again);
    } catch (error) {
      if (error === UNKNOWN) {
        wait = UNKNOWN;
      } else {
        this.#failures += 1;
        wait = pause(this.#failures, error?.retryAfter ?? null);
      }
    } finally {
      this.#busy = false;
      this.#timer = setTimeout(() => this.now(), wait);
    }
  }

  /** One call; whether there is more to send. */
  async #call() {
    const journal = this.#journal;
    const entries = await journal.oldest(ENTRIES, CHARACTERS);
    const [abandoned, faults, today] = [await journal.abandoned(), await journal.faults(), day()];
    const { settingsNumber, version, startsOffline } = await this.#about();
    const battery = await navigator.getBattery?.().catch(() => null);
    const contact = {
      storage: journal.id,
      given: journal.given ?? 0,
      waiting: await journal.spans(),
      oldest: await journal.oldestMoment(),
      entries,
      abandoned,
      faults,
      settings_number: settingsNumber,
      state: {
        version,
        battery: battery ? Math.round(battery.level * 100) : null,
        charging: battery ? battery.charging : null,
        persistent: journal.persistent,
        free: journal.free === null ? null : Math.round(journal.free),
        starts_offline: startsOffline,
        stopped: journal.stopped,
        stuck: await journal.stuck(),
      },
      sent: moment(),
    };
    const answer = await fetch("/kiosk/contact", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(contact),
      signal: AbortSignal.timeout(PATIENCE),
    });
    // A wireless network that wants a sign-in also refuses, and does not say this.
    if (answer.status === 403 && (await answer.json()).unknown === true) {
      await this.#heard({ unknown: true });
      throw UNKNOWN;
    }
    if (!answer.ok) {
      throw Object.assign(new Error(`the server says ${answer.status}`), { retryAfter: answer.headers.get("Retry-After") });
    }
    const reply = await answer.json();
    learn(reply.now);
    this.at = new Date();
    // Only now that the server has said what became of each is any of it forgotten.
    await journal.settle(entries, reply.outcomes);
    await journal.forgetAbandoned(abandoned, today);
    await journal.forgetFaults(faults);
    await journal.learn(reply.given);
    await this.#heard({ reply });
    return journal.waiting > 0 && reply.outcomes.length > 0;
  }
}
