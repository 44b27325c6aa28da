/** What the page says of kept answers. Its words stand in the page (`app/src/parts/unsent.rs`). */

/** @typedef {"waiting" | "sent" | "wrong" | "refused"} State */

/** Two digits. @param {number} number */
const two = (number) => String(number).padStart(2, "0");

/** Shows the parts of an element that belong to one of these states. @param {Element} element @param {string[]} states */
function choose(element, states) {
  for (const part of element.querySelectorAll("[data-if]")) {
    part.hidden = !part.dataset.if.split(" ").some((state) => states.includes(state));
  }
}

/** Puts values into the texts of an element. @param {Node} node @param {Record<string, string>} values */
function fill(node, values) {
  if (node.nodeType === Node.TEXT_NODE) {
    node.data = node.data.replace(/\{(\w+)\}/g, (gap, name) => values[name] ?? gap);
  }
  node.childNodes.forEach((child) => fill(child, values));
}

/** The section of a page that tells of kept answers. */
export class Panel {
  /** @type {Map<string, {line: Element, state: State}>} */
  #lines = new Map();
  #section;

  /**
   * @param {HTMLElement} section
   * @param {(what: string, id: string | undefined) => void} act what to do when a button is pressed, and of which answer it is
   */
  constructor(section, act) {
    this.#section = section;
    section.addEventListener("click", (event) => {
      const button = event.target.closest("[data-do]");
      if (button) act(button.dataset.do, button.closest("li")?.dataset.id);
    });
  }

  /** Tells how it stands with an answer. @param {import("./unsent.js").Unsent} unsent @param {State} state */
  show(unsent, state) {
    const { line: before } = this.#lines.get(unsent.id) || {};
    const at = new Date(unsent.at);
    const line = this.#section.querySelector("template").content.firstElementChild.cloneNode(true);
    line.dataset.id = unsent.id;
    fill(line, {
      time: `${two(at.getHours())}:${two(at.getMinutes())}`,
      date: `${two(at.getDate())}/${two(at.getMonth() + 1)}/${at.getFullYear()}`,
      title: unsent.title,
      reason: unsent.refusal?.message || "",
    });
    choose(line, unsent.shared ? [state] : [state, `${state}-alone`]);
    if (before) before.replaceWith(line);
    else this.#section.querySelector("ul").append(line);
    this.#lines.set(unsent.id, { line, state });
    this.#refresh();
  }

  /** Says nothing of an answer any more. @param {string} id */
  remove(id) {
    this.#lines.get(id)?.line.remove();
    this.#lines.delete(id);
    this.#refresh();
  }

  /** Whether an answer waits to be sent. */
  get waits() {
    return [...this.#lines.values()].some(({ state }) => state === "waiting");
  }

  /** Says what is happening, to those who listen too. @param {"sending" | "failed" | ""} what */
  say(what) {
    const status = this.#section.querySelector("[role=status]");
    const text = status.dataset[what] || "";
    if (status.textContent !== text) status.textContent = text;
  }

  /** Moves to it whoever reads by keyboard or voice. */
  focus() {
    this.#section.querySelector("h2:not([hidden])").focus();
    this.#section.scrollIntoView({ block: "nearest" });
  }

  #refresh() {
    const { waits } = this;
    for (const part of this.#section.querySelectorAll("[data-when]")) part.hidden = (part.dataset.when === "waits") !== waits;
    if (!waits) this.say("");
    this.#section.hidden = this.#lines.size === 0;
  }
}
