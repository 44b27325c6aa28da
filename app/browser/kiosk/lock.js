/** The way out for staff: by a PIN, where one is set. It keeps away curious hands; whoever has the tablet in hand long enough has it anyway. */

import { hexadecimal } from "./journal.js";

/** The longest wait after wrong PINs, in seconds. */
const LONGEST = 60;

export class Lock {
  #root;
  #device;
  #digits = "";
  #failures = 0;
  #until = 0;
  /** The hash of the PIN; `null` where there is none. */
  pin = null;

  /**
   * @param {HTMLElement} root the screen
   * @param {string} device the device's identifier
   */
  constructor(root, device) {
    this.#root = root;
    this.#device = device;
    for (const button of root.querySelectorAll("[data-digit]")) {
      button.addEventListener("click", () => this.#type(button.dataset.digit));
    }
    root.querySelector('[data-act="erase"]').addEventListener("click", () => this.#type(null));
    root.querySelector('[data-act="unlock"]').addEventListener("click", () => this.#unlock());
    root.addEventListener("keydown", (event) => {
      if (/^\d$/.test(event.key)) this.#type(event.key);
      else if (event.key === "Backspace") this.#type(null);
    });
  }

  /** Begins anew: locked where there is a PIN. */
  begin() {
    this.#type(null);
    this.#say("");
    this.#root.querySelector("[data-pin]").hidden = this.pin === null;
    this.#root.querySelector("[data-unlocked]").hidden = this.pin !== null;
  }

  /** @param {string | null} digit */
  #type(digit) {
    this.#digits = digit === null ? "" : (this.#digits + digit).slice(0, 8);
    const typed = this.#root.querySelector("[data-typed]");
    typed.textContent = typed.dataset.typed.replace("{n}", this.#digits.length);
  }

  #say(text) {
    this.#root.querySelector("[data-wrong]").textContent = text;
  }

  async #unlock() {
    const typed = this.#digits;
    this.#type(null);
    const wrong = this.#root.querySelector("[data-wrong]").dataset.wrong;
    const left = Math.ceil((this.#until - performance.now()) / 1000);
    if (left > 0) {
      this.#say(wrong.replace("{n}", left));
      return;
    }
    const bytes = new TextEncoder().encode(`${this.#device}:${typed}`);
    if (hexadecimal(await crypto.subtle.digest("SHA-256", bytes)) === this.pin) {
      this.#failures = 0;
      this.#say("");
      this.#root.querySelector("[data-pin]").hidden = true;
      this.#root.querySelector("[data-unlocked]").hidden = false;
      this.#root.querySelector("[data-unlocked] a").focus();
      return;
    }
    this.#failures += 1;
    const wait = Math.min(2 ** (this.#failures - 1), LONGEST);
    this.#until = performance.now() + wait * 1000;
    this.#say(wrong.replace("{n}", wait));
  }
}
