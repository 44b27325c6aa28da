(() => {
  if (!window.PublicKeyCredential) return;
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "");
  const ask = async ({ publicKey: asked }) => {
    const keys = (list) => (list || []).map((key) => ({ ...key, id: bytes(key.id) }));
    const publicKey = { ...asked, challenge: bytes(asked.challenge) };
    if (asked.user) {
      publicKey.user = { ...asked.user, id: bytes(asked.user.id) };
      publicKey.excludeCredentials = keys(asked.excludeCredentials);
      return navigator.credentials.create({ publicKey });
    }
    publicKey.allowCredentials = keys(asked.allowCredentials);
    return navigator.credentials.get({ publicKey });
  };
  const told = (key) => {
    const response = {};
    for (const part of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (key.response[part]) response[part] = text(key.response[part]);
    }
    const { id, type } = key;
    return JSON.stringify({ id, rawId: text(key.rawId), type, response, extensions: key.getClientExtensionResults() });
  };
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    const answer = form.elements.namedItem("answer");
    const failed = form.querySelector(".errors");
    const button = form.querySelector("button");
    document.querySelectorAll("[data-without-passkeys]").forEach((words) => words.remove());
    form.hidden = false;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      failed.textContent = "";
      failed.hidden = true;
      button.disabled = true;
      try {
        let { options } = form.dataset;
        if (!options) {
          const reply = await fetch(form.dataset.passkey, { method: "POST" });
          // Why not, the page says that comes of an empty answer.
          if (!reply.ok) return form.submit();
          options = await reply.text();
        }
        answer.value = told(await ask(JSON.parse(options)));
        form.submit();
      } catch {
        button.disabled = false;
        failed.hidden = false;
        failed.textContent = form.dataset.failed;
        button.focus();
      }
    });
  }
})();
