/** The form, one question a screen. */

/** How long a choice is seen before the next question comes, in milliseconds. */
const SEEN = 300;

/** The questions of the page's form. */
export class Questions {
  #form;
  #bar;
  #needed;
  #place = 0;
  /** Whether the last touch was of a finger or a mouse, and not of a keyboard. */
  #pointed = false;
  #sent;
  /** What answers must keep to, by the names of their fields. */
  #limits;
  #timer = 0;

  /**
   * @param {HTMLFormElement} form
   * @param {HTMLElement} root
   * @param {() => void} sent is told when the last question is done
   */
  constructor(form, root, sent) {
    this.#form = form;
    this.#bar = root.querySelector("[data-bar]");
    this.#needed = root.querySelector("[data-needed]");
    this.#sent = sent;
    this.#limits = JSON.parse(root.dataset.limits);
    form.classList.add("stepped");
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.next();
    });
    // Conditions are looked at in the same event; what they hide or show is known after it.
    form.addEventListener("input", () => queueMicrotask(() => this.#show()));
    form.addEventListener("click", (event) => this.#touched(event));
    form.addEventListener("pointerdown", () => {
      this.#pointed = true;
    });
    form.addEventListener("keydown", () => {
      this.#pointed = false;
    });
    this.#act("back").addEventListener("click", () => this.back());
    this.#act("next").addEventListener("click", () => this.next());
  }

  #act(name) {
    return this.#bar.querySelector(`[data-act="${name}"]`);
  }

  /** What is asked at the moment: questions that apply, and consents. */
  #asked() {
    return [...this.#form.querySelectorAll(".item, .consent")].filter((question) => !question.hidden);
  }

  /** The code of the question that is shown, for counting where visits are broken off. */
  get code() {
    const name = this.#current()?.querySelector("[name]")?.name ?? "";
    return name.replace(/^q-/, "");
  }

  #current() {
    return this.#asked()[this.#place] ?? null;
  }

  /** A touch of one of several faces or lines is the whole answer, so the next question comes by itself. By keyboard it does not, because there
   * each arrow key chooses. */
  #touched(event) {
    const input = event.target.closest("label")?.querySelector('input[type="radio"]');
    // Of a touch of its label, the input gets a click of its own.
    if (!input || event.target !== input || !this.#pointed) return;
    this.#pointed = false;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.next(), SEEN);
  }

  /** From the first question. */
  begin() {
    this.#place = 0;
    this.#form.hidden = false;
    this.#bar.hidden = false;
    this.#show();
    this.#focus();
  }

  end() {
    clearTimeout(this.#timer);
    this.#form.hidden = true;
    this.#bar.hidden = true;
    this.#needed.hidden = true;
  }

  back() {
    clearTimeout(this.#timer);
    if (this.#place === 0) return;
    this.#place -= 1;
    this.#show();
    this.#focus();
  }

  next() {
    clearTimeout(this.#timer);
    const question = this.#current();
    const objection = question && this.#objection(question);
    if (objection) {
      this.#needed.textContent = objection;
      this.#needed.hidden = false;
      this.#focus();
      return;
    }
    if (this.#place + 1 < this.#asked().length) {
      this.#place += 1;
      this.#show();
      this.#focus();
    } else {
      this.#sent();
    }
  }

  /** Why somebody may not go on yet; the server judges the same, when nobody is there any more to put it right. */
  #objection(question) {
    if (question.querySelector(".required") && !answered(question)) return this.#needed.dataset.needed;
    const limit = this.#limits[question.querySelector("[name]")?.name];
    if (limit?.most !== undefined) {
      return question.querySelectorAll("input:checked").length > limit.most ? limit.says : null;
    }
    const typed = question.querySelector("input[inputmode=numeric]")?.value.trim();
    if (limit === undefined || !typed) return null;
    return /^-?\d{1,15}$/.test(typed) && Number(typed) >= limit.least && Number(typed) <= limit.greatest ? null : limit.says;
  }

  /** Whether anything was answered at all. */
  get answered() {
    return [...this.#form.querySelectorAll(".item")].some(answered);
  }

  #show() {
    const asked = this.#asked();
    this.#place = Math.min(this.#place, Math.max(asked.length - 1, 0));
    for (const question of this.#form.querySelectorAll("[data-current]")) question.removeAttribute("data-current");
    const current = asked[this.#place];
    current?.setAttribute("data-current", "");
    this.#needed.hidden = true;
    const isLast = this.#place + 1 === asked.length;
    const next = this.#act("next");
    const may = current && !answered(current) && !current.querySelector(".required");
    next.textContent = isLast ? next.dataset.send : may ? next.dataset.skip : next.dataset.next;
    this.#act("back").disabled = this.#place === 0;
    const progress = this.#bar.querySelector("[data-progress]");
    progress.textContent = progress.dataset.progress.replace("{n}", this.#place + 1).replace("{total}", asked.length);
    Object.assign(this.#bar.querySelector("progress"), { max: asked.length, value: this.#place + 1 });
  }

  /** Whoever listens hears the question; whoever looks sees its beginning. */
  #focus() {
    const current = this.#current();
    if (!current) return;
    current.tabIndex = -1;
    current.focus({ preventScroll: true });
    scrollTo(0, 0);
  }

  /** The question with its answers, to be read aloud. */
  get spoken() {
    const current = this.#current();
    if (!current) return [];
    const parts = current.querySelectorAll("legend, .question, .hint, .faces label, .lines label");
    return [...parts].map((part) => part.textContent.trim()).filter(Boolean);
  }

  /** What the form would send. */
  get body() {
    return new URLSearchParams(new FormData(this.#form)).toString();
  }
}

/** Whether something is chosen or typed. */
function answered(question) {
  return [...question.querySelectorAll("input, textarea")].some((field) =>
    ["radio", "checkbox"].includes(field.type) ? field.checked : field.value.trim() !== "",
  );
}
