/** One try to send a kept answer, and what is known after it. */

/** How long a try may take, in milliseconds: longer than the server takes to say that it cannot. */
const PATIENCE = 15000;

/** Refusals that pass: too slow, too early, too many. */
const PASSING = [408, 425, 429];

/**
 * Sends an answer. It is stored only when the server says so with its identifier, and refused only when the server says why: whatever else
 * comes back (a sign-in page of the wireless network, a proxy whose server is away) is as no network.
 *
 * @param {import("./unsent.js").Unsent} unsent
 * @returns {Promise<{stored: true} | {refusal: import("./unsent.js").Refusal} | {answered: boolean, retryAfter: string | null}>}
 */
export async function send(unsent) {
  const giveUp = new AbortController();
  const timer = setTimeout(() => giveUp.abort(), PATIENCE);
  try {
    const answer = await fetch(unsent.action, {
      method: "POST",
      body: unsent.body,
      headers: { Accept: "application/json", "Content-Type": "application/x-www-form-urlencoded" },
      redirect: "manual",
      signal: giveUp.signal,
    });
    const told = await answer.json().catch(() => ({}));
    if (answer.ok && told.stored === unsent.id) return { stored: true };
    const { status } = answer;
    if (status >= 400 && status < 500 && !PASSING.includes(status) && told.refused) {
      return { refusal: { mendable: status === 422, message: told.refused.message } };
    }
    return { answered: status > 0, retryAfter: answer.headers.get("Retry-After") };
  } catch {
    return { answered: false, retryAfter: null };
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Sends an answer as the browser sends a form, so that the server's own page comes: the form with its errors, or the thanks with the receipt.
 *
 * @param {import("./unsent.js").Unsent} unsent
 */
export function sendByPage(unsent) {
  const form = document.createElement("form");
  form.method = "post";
  form.action = unsent.action;
  form.hidden = true;
  for (const [name, value] of new URLSearchParams(unsent.body)) {
    const input = document.createElement("input");
    input.type = "hidden";
    Object.assign(input, { name, value });
    form.append(input);
  }
  document.body.append(form);
  form.submit();
}
