/** Whoever goes away in the middle leaves nothing for the next one: after a while it is asked whether somebody is there, and then reset. */

export class Idle {
  #ask;
  #left;
  #over;
  #idle = 45;
  #grace = 20;
  #timer = 0;
  #watching = false;
  #asking = false;

  /**
   * @param {() => void} ask shows the question
   * @param {(seconds: number) => void} left shows how long there is left
   * @param {() => void} over nobody answered
   */
  constructor(ask, left, over) {
    this.#ask = ask;
    this.#left = left;
    this.#over = over;
    for (const event of ["pointerdown", "keydown", "input", "wheel"]) {
      addEventListener(event, () => this.#touched(), { capture: true, passive: true });
    }
  }

  /** @param {{idle: number, grace: number}} settings */
  set settings({ idle, grace }) {
    this.#idle = idle;
    this.#grace = grace;
  }

  get asking() {
    return this.#asking;
  }

  watch() {
    this.#watching = true;
    this.#asking = false;
    this.#wait();
  }

  rest() {
    this.#watching = false;
    this.#asking = false;
    clearTimeout(this.#timer);
  }

  #touched() {
    // While it is asked, only the answer counts: a sleeve on the screen says nothing.
    if (this.#watching && !this.#asking) this.#wait();
  }

  #wait() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#asking = true;
      this.#ask();
      this.#count(this.#grace);
    }, this.#idle * 1000);
  }

  #count(seconds) {
    if (!this.#asking) return;
    this.#left(seconds);
    if (seconds === 0) {
      this.rest();
      this.#over();
      return;
    }
    this.#timer = setTimeout(() => this.#count(seconds - 1), 1000);
  }
}
