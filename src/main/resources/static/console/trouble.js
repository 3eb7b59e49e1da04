// Tells the user that the gateway does not answer or that the session has ended, and keeps the typed text.
(() => {
  const CONSOLE = new URL(document.currentScript.src).pathname.replace(/\/assets\/.*/, ""); // below a path prefix too
  const SIGN_IN = `${CONSOLE}/sign-in`;
  const SESSION_CHECK_AFTER = 60_000; // a younger page is sent without checking the session

  const byId = (id) => document.getElementById(id);
  const clear = () => {
    byId("trouble")?.setAttribute("hidden", "");
    document.body.classList.remove("stale");
  };
  const tell = (title, text, signIn = false) => {
    const trouble = byId("trouble");
    if (!trouble) return;
    trouble.querySelector("strong").textContent = title;
    trouble.querySelector("p").textContent = text;
    trouble.querySelector("a").hidden = !signIn;
    trouble.hidden = false;
    document.body.classList.add("stale");
  };
  const signedOut = () =>
    tell("You are not signed in any more.", "Your input is still here. Sign in in another tab, then send the form again.", true);
  const unreachable = () =>
    tell("The gateway does not answer.", `This page shows the state before ${new Date().toISOString().slice(11, 19)} UTC.`);

  // The last check does not apply to the text that is there now.
  const markUnchecked = (target) => {
    if (target?.id !== "check") return;
    const fault = document.createElement("p");
    fault.className = "soft";
    fault.textContent = "Not checked, because the gateway does not answer.";
    target.replaceChildren(fault);
  };

  document.addEventListener("htmx:beforeOnLoad", async (event) => {
    const to = event.detail.xhr.getResponseHeader("HX-Redirect");
    if (!to?.startsWith(SIGN_IN)) return;
    event.preventDefault();
    markUnchecked(event.detail.target);
    const fresh = await token().catch(() => null);
    if (fresh === null) return signedOut();
    document.body.setAttribute("hx-headers", JSON.stringify({ "X-CSRF-TOKEN": fresh }));
    tell("You have a new session.", "The gateway did not accept your last action. Repeat it.");
  });
  for (const failure of ["htmx:sendError", "htmx:timeout"]) {
    document.addEventListener(failure, (event) => {
      markUnchecked(event.detail.target);
      unreachable();
    });
  }
  document.addEventListener("htmx:responseError", (event) => {
    const { status } = event.detail.xhr;
    markUnchecked(event.detail.target);
    if (status === 413) tell("Your input is too large.", "The gateway did not read it.");
    else if (status === 503) tell("The gateway is busy.", "It changed nothing. Your input is still here: send it again in ten seconds.");
    else tell("The request failed.", `The gateway answered ${status}. It changed nothing.`);
  });
  document.addEventListener("htmx:afterSwap", clear);

  // Checks the session before a form of an old page is sent. A new session has another token.
  const token = async () => {
    const answer = await fetch(`${CONSOLE}/form-token`, {
      headers: { "HX-Request": "true", "HX-Current-URL": location.href },
      redirect: "manual",
    });
    if (answer.status !== 200) return null;
    return answer.text();
  };
  const renew = (form, button, token) => {
    for (const field of form.querySelectorAll("[name=_csrf]")) field.value = token;
    for (const [element, name] of [[form, "action"], [button, "formaction"]]) {
      const address = element?.getAttribute(name);
      if (address?.includes("_csrf=")) element.setAttribute(name, address.replace(/_csrf=[^&#]*/, `_csrf=${encodeURIComponent(token)}`));
    }
  };
  let asked = 0;
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    const away = form.getAttribute("action")?.startsWith(SIGN_IN);
    if (form.method !== "post" || away || event.defaultPrevented || performance.now() - asked < SESSION_CHECK_AFTER) return;
    event.preventDefault();
    try {
      const fresh = await token();
      if (fresh === null) return signedOut();
      asked = performance.now();
      clear();
      renew(form, event.submitter, fresh);
      form.requestSubmit(event.submitter);
    } catch {
      unreachable();
    }
  });
})();
