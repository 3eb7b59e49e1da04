// Says on the page that the gateway cannot be asked, or that nobody is signed in any more, and keeps what was typed.
(() => {
  const SIGN_IN = "/console/sign-in";
  const OLD = 60_000; // how long after it came a page's session is taken for granted

  const told = (id) => document.getElementById(id);
  const clear = () => {
    told("trouble")?.setAttribute("hidden", "");
    document.body.classList.remove("stale");
  };
  const tell = (title, text, signIn = false) => {
    const trouble = told("trouble");
    if (!trouble) return;
    trouble.querySelector("strong").textContent = title;
    trouble.querySelector("p").textContent = text;
    trouble.querySelector("a").hidden = !signIn;
    trouble.hidden = false;
    document.body.classList.add("stale");
  };
  const signedOut = () =>
    tell("You are not signed in any more.", "What you typed is still here. Sign in beside it, come back, and send it again.", true);
  const unreachable = () =>
    tell("The gateway does not answer.", `What stands here is as it was at ${new Date().toISOString().slice(11, 19)} UTC at the latest.`);

  // What a check said before is not said of what stands there now.
  const unknown = (target) => {
    if (target?.id !== "check") return;
    const fault = document.createElement("p");
    fault.className = "soft";
    fault.textContent = "Not checked: the gateway could not be asked.";
    target.replaceChildren(fault);
  };

  document.addEventListener("htmx:beforeOnLoad", async (event) => {
    const to = event.detail.xhr.getResponseHeader("HX-Redirect");
    if (!to?.startsWith(SIGN_IN)) return;
    event.preventDefault();
    unknown(event.detail.target);
    const fresh = await token().catch(() => null);
    if (fresh === null) return signedOut();
    document.body.setAttribute("hx-headers", JSON.stringify({ "X-CSRF-TOKEN": fresh }));
    tell("You have signed in anew.", "What you did just now was not taken; do it again.");
  });
  for (const failure of ["htmx:sendError", "htmx:timeout"]) {
    document.addEventListener(failure, (event) => {
      unknown(event.detail.target);
      unreachable();
    });
  }
  document.addEventListener("htmx:responseError", (event) => {
    const { status } = event.detail.xhr;
    unknown(event.detail.target);
    if (status === 413) tell("That was too large.", "Nothing of it was read.");
    else tell("That did not work.", `The gateway answered ${status}; nothing was changed by it.`);
  });
  document.addEventListener("htmx:afterSwap", clear);

  // Before a form of an old page is sent: is there still a session? A new one has a token of its own.
  const token = async () => {
    const answer = await fetch("/console/form-token", {
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
    if (form.method !== "post" || away || event.defaultPrevented || performance.now() - asked < OLD) return;
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
