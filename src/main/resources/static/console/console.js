// Colour scheme, menus on narrow screens, copy buttons and keyboard. The console also works without this file.
(() => {
  const root = document.documentElement;
  const schemes = ["system", "light", "dark"];
  let scheme = localStorage.getItem("scheme");

  const apply = (chosen) => {
    scheme = schemes.includes(chosen) ? chosen : "system";
    if (scheme === "system") root.removeAttribute("data-theme");
    else root.setAttribute("data-theme", scheme);
  };
  const label = () => {
    for (const button of document.querySelectorAll("[data-scheme]")) {
      button.hidden = false;
      button.querySelector("[data-scheme-name]").textContent = scheme;
    }
  };
  apply(scheme); // before the first paint

  const copy = async (button) => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent.trim());
    const before = button.textContent;
    button.textContent = "Copied";
    setTimeout(() => (button.textContent = before), 1500);
  };

  document.addEventListener("click", (event) => {
    const switcher = event.target.closest("[data-scheme]");
    if (switcher) {
      apply(schemes[(schemes.indexOf(scheme) + 1) % schemes.length]);
      localStorage.setItem("scheme", scheme);
      label();
    }
    const copying = event.target.closest("[data-copy]");
    if (copying) copy(copying);
  });

  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select");
    if (event.key === "/" && !typing) {
      const find = document.getElementById("find");
      if (find) {
        event.preventDefault();
        find.focus();
      }
    }
  });

  // After a wrong password, the name is filled in again.
  const rememberName = () => {
    const name = document.getElementById("username");
    if (!name) return;
    const password = document.getElementById("password");
    if (location.search.includes("error=") && sessionStorage.getItem("name")) {
      name.value = sessionStorage.getItem("name");
      password.focus();
    }
    name.form.addEventListener("submit", () => sessionStorage.setItem("name", name.value));
  };

  document.addEventListener("DOMContentLoaded", () => {
    label();
    rememberName();
    const narrow = matchMedia("(max-width: 62rem)");
    const fit = () => {
      for (const folded of document.querySelectorAll("#menu, #account")) folded.open = !narrow.matches;
    };
    narrow.addEventListener("change", fit);
    fit();
    const fault = document.querySelector("#faults, #conflict") ?? document.querySelector("[aria-invalid='true']");
    if (fault) fault.focus();
  });
})();
