/** The journal: each answer gets a number and is on the device's disk before anybody is thanked. It stays there until the server has it. */

import { moment } from "./clock.js";
import { ABANDONED, APART, ENTRIES, FAULTS, VALUES, all, change, keys, result, value } from "./storage.js";

/** The cookie with the highest number. It outlives a storage that the browser throws away, and so tells what was lost with it. */
const GIVEN = "hailong-given";
/** How long browsers keep a cookie at most, in seconds. */
const KEPT = 400 * 24 * 60 * 60;

/** Below so many free bytes no answer is taken: the longest one is far smaller, and the disk is not ours alone. */
const SPARE = 10 * 1024 * 1024;
/** A browser that did not promise to keep what waits throws it away when space gets scarce, so it must be further from that. */
const SPARE_UNPROMISED = 200 * 1024 * 1024;
/** More than this never waits: years of a busy counter. */
const MOST = 100000;

/** The journal of a device. One page at a time has it open. */
export class Journal {
  /** @type {IDBDatabase} */
  #storage;
  /** What tells this storage apart from an emptied one. */
  id;
  /** The highest number that was given; `null` until it is certain, because an emptied storage knows nothing of the numbers before. */
  given = null;
  /** The hash of the last entry; empty before any. */
  #hash = "";
  /** Whether the browser promised to keep what waits. */
  persistent = false;
  /** How many bytes there is room for, if the browser tells. */
  free = null;
  /** How many answers wait. */
  waiting = 0;
  /** Whether an answer could not be written. */
  #failed = false;
  /** Answers are written one after another, because each carries the hash of the one before. */
  #last = Promise.resolve();

  /** @param {IDBDatabase} storage */
  constructor(storage) {
    this.#storage = storage;
  }

  /** Reads what was kept, and asks the browser to keep it. */
  async begin() {
    this.id = await value(this.#storage, "id");
    if (this.id === undefined) {
      this.id = crypto.randomUUID();
      await change(this.#storage, [VALUES], (transaction) => transaction.objectStore(VALUES).put(this.id, "id"));
    }
    const last = await value(this.#storage, "last");
    const told = fromCookie();
    if (last !== undefined) {
      this.given = Math.max(last.given, told ?? 0);
      this.#hash = last.hash;
    } else if (told !== null) {
      this.given = told;
    }
    this.persistent = (await navigator.storage?.persist?.().catch(() => false)) ?? false;
    await this.measure();
  }

  /** Looks how many answers wait and how much room there is. */
  async measure() {
    this.waiting = (await keys(this.#storage, ENTRIES)).length;
    const { quota, usage } = (await navigator.storage?.estimate?.().catch(() => ({}))) ?? {};
    this.free = quota === undefined ? null : Math.max(quota - usage, 0);
  }

  /** Whether answers can be kept safely. */
  get stopped() {
    const spare = this.persistent ? SPARE : SPARE_UNPROMISED;
    return this.#failed || this.waiting >= MOST || (this.free !== null && this.free < spare);
  }

  /**
   * The highest number that the server knows of: from then on numbers are certain.
   *
   * @param {number} given
   */
  async learn(given) {
    if (this.given !== null && this.given >= given) return;
    await this.#inTurn(async () => {
      this.given = Math.max(this.given ?? 0, given);
      await change(this.#storage, [VALUES], (transaction) => this.#keepLast(transaction));
      toCookie(this.given);
    });
  }

  /**
   * Writes an answer down. When this returns, it is on the disk.
   *
   * @param {string} point
   * @param {string} body what the form would send
   */
  async add(point, body) {
    await this.#inTurn(async () => {
      const entry = { sequence: this.given + 1, point, body, at: moment(), previous: this.#hash, hash: "" };
      entry.hash = await hash(entry);
      const before = [this.given, this.#hash];
      this.given = entry.sequence;
      this.#hash = entry.hash;
      try {
        await change(this.#storage, [ENTRIES, VALUES], (transaction) => {
          transaction.objectStore(ENTRIES).add(entry);
          this.#keepLast(transaction);
        });
      } catch (error) {
        [this.given, this.#hash] = before;
        this.#failed = true;
        throw error;
      }
      toCookie(this.given);
      this.waiting += 1;
    });
  }

  /** @param {IDBTransaction} transaction */
  #keepLast(transaction) {
    transaction.objectStore(VALUES).put({ given: this.given, hash: this.#hash }, "last");
  }

  /** @param {() => Promise<void>} act */
  async #inTurn(act) {
    const turn = this.#last.then(act);
    this.#last = turn.catch(() => {});
    await turn;
  }

  /**
   * The oldest answers that wait, up to so many and so many characters in all, but one at least.
   *
   * @param {number} most
   * @param {number} characters
   */
  async oldest(most, characters) {
    const entries = await all(this.#storage, ENTRIES, most);
    let sum = 0;
    return entries.filter((entry, place) => {
      sum += entry.body.length;
      return place === 0 || sum <= characters;
    });
  }

  /** The numbers that wait, those kept apart among them, as pairs of first and last. */
  async spans() {
    const numbers = [...(await keys(this.#storage, ENTRIES)), ...(await keys(this.#storage, APART))];
    const spans = [];
    for (const number of numbers.sort((a, b) => a - b)) {
      const last = spans.at(-1);
      if (last?.[1] === number - 1) last[1] = number;
      else spans.push([number, number]);
    }
    return spans;
  }

  /** How many answers are kept apart. */
  async stuck() {
    return (await keys(this.#storage, APART)).length;
  }

  /**
   * Forgets what the server has, or will never take, and keeps apart what it could not read.
   *
   * @param {Array<{sequence: number}>} sent
   * @param {Array<[number, string]>} outcomes
   */
  async settle(sent, outcomes) {
    const became = new Map(outcomes);
    await change(this.#storage, [ENTRIES, APART], (transaction) => {
      for (const entry of sent) {
        const outcome = became.get(entry.sequence);
        if (outcome === undefined) continue;
        if (outcome === "unreadable") transaction.objectStore(APART).put(entry);
        transaction.objectStore(ENTRIES).delete(entry.sequence);
      }
    });
    await this.measure();
  }

  /**
   * Counts a visit that was broken off.
   *
   * @param {string} day
   * @param {string} point
   * @param {string} item
   */
  async abandon(day, point, item) {
    await change(this.#storage, [ABANDONED], (transaction) => {
      const store = transaction.objectStore(ABANDONED);
      const request = store.get([day, point, item]);
      request.onsuccess = () => store.put({ day, point, item, times: (request.result?.times ?? 0) + 1 });
    });
  }

  /** Visits broken off that the server may not know of. */
  abandoned() {
    return all(this.#storage, ABANDONED, 500);
  }

  /**
   * Forgets those of days that are over and that the server knows; of today there may be more to come.
   *
   * @param {Array<{day: string, point: string, item: string, times: number}>} told
   * @param {string} today
   */
  async forgetAbandoned(told, today) {
    await change(this.#storage, [ABANDONED], (transaction) => {
      const store = transaction.objectStore(ABANDONED);
      for (const { day, point, item } of told.filter((one) => one.day < today)) store.delete([day, point, item]);
    });
  }

  /** @param {string} what */
  async report(what) {
    const fault = { id: crypto.randomUUID(), at: moment(), what };
    await change(this.#storage, [FAULTS], (transaction) => transaction.objectStore(FAULTS).add(fault));
  }

  faults() {
    return all(this.#storage, FAULTS, 50);
  }

  /** @param {Array<{id: string}>} told */
  async forgetFaults(told) {
    await change(this.#storage, [FAULTS], (transaction) => {
      for (const { id } of told) transaction.objectStore(FAULTS).delete(id);
    });
  }

  /** The settings that the server sent last, with their number. */
  settings() {
    return value(this.#storage, "settings");
  }

  /** @param {[number, object]} settings */
  async keepSettings(settings) {
    await change(this.#storage, [VALUES], (transaction) => transaction.objectStore(VALUES).put(settings, "settings"));
  }

  /** When the oldest answer that waits was given. */
  async oldestMoment() {
    const request = this.#storage.transaction(ENTRIES).objectStore(ENTRIES).openCursor();
    return (await result(request))?.value.at ?? null;
  }
}

/** The hash of an entry; `server::devices::journal` says of what. */
async function hash({ previous, sequence, point, at, body }) {
  const lines = ["hailong-journal 1", previous, sequence, point, at.wall, at.elapsed, at.page, body];
  return hexadecimal(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(lines.join("\n"))));
}

/** @param {ArrayBuffer} bytes */
export function hexadecimal(bytes) {
  return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function fromCookie() {
  const found = new RegExp(`(?:^|; )${GIVEN}=(\\d+)`).exec(document.cookie);
  return found ? Number(found[1]) : null;
}

/** @param {number} given */
function toCookie(given) {
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `${GIVEN}=${given}; Path=/kiosk; Max-Age=${KEPT}; SameSite=Strict${secure}`;
}
