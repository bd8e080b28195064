// Passkeys at the desk: shows the forms that need them where the browser can, asks the desk what to ask the device, and puts
// what the device answers into the form as text. Everything else is a form like all others; nothing is fetched from elsewhere.
"use strict";

const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));

const text = (buffer) => {
  let letters = "";
  for (const byte of new Uint8Array(buffer)) letters += String.fromCharCode(byte);
  return btoa(letters).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
};

const named = (list) => (list ?? []).map((it) => ({ ...it, id: bytes(it.id) }));

/** What the desk asks, as the browser wants it: bytes where the desk writes text. */
function question(asked) {
  const { publicKey = asked } = asked;
  const it = { ...publicKey, challenge: bytes(publicKey.challenge) };
  if (it.user) it.user = { ...it.user, id: bytes(it.user.id) };
  if (it.excludeCredentials) it.excludeCredentials = named(it.excludeCredentials);
  if (it.allowCredentials) it.allowCredentials = named(it.allowCredentials);
  return it;
}

/** What the device answers, as the desk reads it (WebAuthn, `RegistrationResponseJSON` and `AuthenticationResponseJSON`). */
function answer(credential) {
  const { response } = credential;
  const it = { clientDataJSON: text(response.clientDataJSON) };
  if (response.attestationObject) it.attestationObject = text(response.attestationObject);
  if (response.authenticatorData) it.authenticatorData = text(response.authenticatorData);
  if (response.signature) it.signature = text(response.signature);
  if (response.userHandle) it.userHandle = text(response.userHandle);
  const id = text(credential.rawId);
  return { id, rawId: id, type: credential.type, response: it, clientExtensionResults: {} };
}

async function ask(form) {
  const body = new URLSearchParams();
  const token = form.elements.namedItem("form-token");
  if (token) body.set("form-token", token.value);
  const sent = await fetch(form.dataset.options, { method: "POST", body, credentials: "same-origin" });
  if (!sent.ok) throw new Error(`the desk answers ${sent.status}`);
  const publicKey = question(await sent.json());
  const credential = await navigator.credentials[form.dataset.passkey]({ publicKey });
  form.elements.namedItem("credential").value = JSON.stringify(answer(credential));
  // `submit` asks nobody again.
  form.submit();
}

if (window.PublicKeyCredential) {
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    const fault = form.querySelector("[role=alert]");
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      fault.hidden = true;
      ask(form).catch((error) => {
        console.warn(error);
        fault.hidden = false;
      });
    });
  }
}
