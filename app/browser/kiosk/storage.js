/** What a device keeps: answers until the server has them, and what it must know after it was switched off. */

const NAME = "hailong-kiosk";
/** Answers that wait, by number. */
export const ENTRIES = "entries";
/** Answers that the server could not read, by number. */
export const APART = "apart";
/** Visits broken off, by day, point and question. */
export const ABANDONED = "abandoned";
/** Faults that people reported, by identifier. */
export const FAULTS = "faults";
/** Single values, by name. */
export const VALUES = "values";

/**
 * Opens the storage.
 *
 * @returns {Promise<IDBDatabase>}
 */
export function open() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => {
      const made = request.result;
      made.createObjectStore(ENTRIES, { keyPath: "sequence" });
      made.createObjectStore(APART, { keyPath: "sequence" });
      made.createObjectStore(ABANDONED, { keyPath: ["day", "point", "item"] });
      made.createObjectStore(FAULTS, { keyPath: "id" });
      made.createObjectStore(VALUES);
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/**
 * The result of a request.
 *
 * @template T
 * @param {IDBRequest<T>} request
 * @returns {Promise<T>}
 */
export function result(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/**
 * Changes several things at once, all or nothing. When this returns, they are on the disk: a tablet is switched off by pulling its plug.
 *
 * @param {IDBDatabase} storage
 * @param {string[]} names
 * @param {(transaction: IDBTransaction) => void} act
 * @returns {Promise<void>}
 */
export function change(storage, names, act) {
  return new Promise((resolve, reject) => {
    const transaction = storage.transaction(names, "readwrite", { durability: "strict" });
    transaction.oncomplete = () => resolve();
    transaction.onerror = () => reject(transaction.error);
    transaction.onabort = () => reject(transaction.error ?? new Error("aborted"));
    act(transaction);
  });
}

/**
 * Everything of a kind, up to so many, the lowest first.
 *
 * @param {IDBDatabase} storage
 * @param {string} name
 * @param {number} [most]
 */
export function all(storage, name, most) {
  return result(storage.transaction(name).objectStore(name).getAll(null, most));
}

/**
 * @param {IDBDatabase} storage
 * @param {string} name
 */
export function keys(storage, name) {
  return result(storage.transaction(name).objectStore(name).getAllKeys());
}

/**
 * @param {IDBDatabase} storage
 * @param {string} name
 */
export function value(storage, name) {
  return result(storage.transaction(VALUES).objectStore(VALUES).get(name));
}
