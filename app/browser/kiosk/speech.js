/** Reading aloud, where the device has a voice for the language: never by itself, only when somebody asks for it. */

/**
 * Shows the button where there is a voice.
 *
 * @param {HTMLButtonElement} button
 * @param {string} language
 * @param {() => string[]} texts what is to be read
 */
export function offer(button, language, texts) {
  if (!("speechSynthesis" in globalThis)) return;
  const voice = () => speechSynthesis.getVoices().find((one) => one.lang.toLowerCase().startsWith(language));
  const look = () => {
    button.hidden = !voice();
  };
  speechSynthesis.addEventListener?.("voiceschanged", look);
  look();
  button.addEventListener("click", () => {
    quiet();
    for (const text of texts()) {
      const said = new SpeechSynthesisUtterance(text);
      said.voice = voice() ?? null;
      said.lang = language;
      speechSynthesis.speak(said);
    }
  });
}

export function quiet() {
  globalThis.speechSynthesis?.cancel();
}
