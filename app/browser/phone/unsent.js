/**
 * The answers that this phone keeps until they are sent, in a database of the browser that outlives page, browser and battery.
 *
 * @typedef {object} Unsent
 * @property {string} id the identifier of the response, under which it is stored once however often it is sent
 * @property {string} action the path to which it is sent
 * @property {string} body the form, as it travels
 * @property {string} done the path of the thanks
 * @property {string} page the path of the page on which it was answered
 * @property {string} title what was answered, in the language in which it was
 * @property {number} at when, by the clock of the phone (UTC milliseconds)
 * @property {boolean} shared whether others use the screen after
 * @property {Refusal} [refusal] why the server does not take it; it is then not sent by itself any more
 *
 * @typedef {object} Refusal
 * @property {boolean} mendable whether the person can put it right
 * @property {string} message why, in the words of the server
 */

const DATABASE = "hailong-phone";
const STORE = "unsent";

/**
 * @param {boolean} make whether to make the database where there is none
 * @returns {Promise<IDBDatabase | null>} nothing where there is none
 */
function open(make) {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(DATABASE, 1);
    let none = false;
    opening.onupgradeneeded = () => {
      if (make) {
        opening.result.createObjectStore(STORE, { keyPath: "id" });
      } else {
        // Whoever never had to keep an answer gets no database.
        none = true;
        opening.transaction.abort();
      }
    };
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => (none ? resolve(null) : reject(opening.error));
  });
}

/**
 * Gives the result once it is on disk.
 *
 * @template T
 * @param {IDBTransactionMode} mode
 * @param {(store: IDBObjectStore) => IDBRequest<T>} act
 * @param {boolean} [make]
 * @returns {Promise<T | null>}
 */
async function within(mode, act, make = false) {
  const database = await open(make);
  if (!database) return null;
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(STORE, mode, { durability: "strict" });
      const request = act(transaction.objectStore(STORE));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}

/**
 * All that are kept, the oldest first.
 *
 * @returns {Promise<Unsent[]>}
 */
export async function all() {
  const kept = (await within("readonly", (store) => store.getAll())) || [];
  return kept.sort((one, other) => one.at - other.at);
}

/** Keeps an answer, or what became known of it. @param {Unsent} unsent */
export const keep = (unsent) => within("readwrite", (store) => store.put(unsent), true);

/** Forgets an answer: it is stored by the server, or the person said so. @param {string} id */
export const forget = (id) => within("readwrite", (store) => store.delete(id));
