// Numbers that keep themselves up to date, until the reader pauses them. Without JavaScript a link does the same.

const EVERY = 15000;
// A page that nobody touches stops: it must not keep somebody signed in for ever.
const UNTOUCHED = 20 * 60 * 1000;

const region = document.querySelector("[data-live]");
const toggle = document.querySelector("[data-live-toggle]");
const status = document.querySelector("[data-live-status]");

let paused = false;
let touched = Date.now();

function say(what) {
  // Said anew only when it changes: a screen reader need not hear it each time.
  if (status.textContent !== status.dataset[what]) status.textContent = status.dataset[what];
}

function pause(wanted) {
  paused = wanted;
  toggle.textContent = wanted ? toggle.dataset.resume : toggle.dataset.pause;
  say(wanted ? "paused" : "running");
}

// Whoever stands on a number goes on standing there.
function replace(fresh) {
  const at = region.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
  region.replaceChildren(...fresh.childNodes);
  if (at) [...region.querySelectorAll("a")].find((link) => link.getAttribute("href") === at)?.focus();
}

async function renew() {
  if (paused || document.visibilityState === "hidden") return;
  if (Date.now() - touched > UNTOUCHED) {
    pause(true);
    return;
  }
  try {
    const answer = await fetch(window.location.pathname, { credentials: "same-origin", redirect: "manual" });
    const page = answer.ok && new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page && page.querySelector("[data-live]");
    if (paused) return;
    if (!fresh) {
      pause(true);
      say("failed");
      return;
    }
    replace(fresh);
    say("running");
  } catch {
    say("failed");
  }
}

if (region && toggle && status) {
  toggle.hidden = false;
  toggle.addEventListener("click", () => {
    pause(!paused);
    if (!paused) renew();
  });
  for (const kind of ["pointerdown", "keydown", "scroll"]) {
    document.addEventListener(kind, () => { touched = Date.now(); }, { passive: true });
  }
  pause(false);
  setInterval(renew, EVERY);
}
