// What pages do better with JavaScript. Every page works without it.

const AUTOSAVE_PAUSE = 2000;
const RESUBMIT_PAUSE = 10000;
const EXIT_PRESSES = 3;
const EXIT_WINDOW = 3000;
// Browsers refuse larger bodies in a request that may outlive its page.
const KEEPALIVE_LIMIT = 60 * 1024;

function focusFirst() {
  document.querySelector("[data-autofocus]")?.focus();
}

// Escape pressed three times, or the button: leave, and let "back" not return here.
function setUpQuickExit() {
  const link = document.querySelector("[data-quick-exit]");
  if (!link) return;
  const leave = () => {
    document.documentElement.classList.add("ss-left-page");
    document.title = " ";
    window.location.replace(link.href);
  };
  let presses = [];
  link.addEventListener("click", (event) => {
    event.preventDefault();
    leave();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") {
      presses = [];
      return;
    }
    const now = Date.now();
    presses = [...presses.filter((time) => now - time < EXIT_WINDOW), now];
    if (presses.length >= EXIT_PRESSES) leave();
  });
}

// A second press while the first is under way would send twice. The button is not disabled:
// that would drop its name and value from what is sent, and its focus.
function setUpSubmitOnce() {
  const sent = new Map();
  const release = (form) => {
    clearTimeout(sent.get(form)?.timer);
    sent.get(form)?.button?.removeAttribute("aria-disabled");
    sent.delete(form);
  };
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    if (sent.has(form)) {
      event.preventDefault();
      return;
    }
    event.submitter?.setAttribute("aria-disabled", "true");
    const timer = setTimeout(() => release(form), RESUBMIT_PAUSE);
    sent.set(form, { button: event.submitter, timer });
  });
  // "Back" may show the page as it was left.
  window.addEventListener("pageshow", () => [...sent.keys()].forEach(release));
}

// "Prefer not to say" and the like rule out the other choices of their group.
function setUpExclusiveChoices() {
  document.addEventListener("change", (event) => {
    const changed = event.target;
    const group = changed.closest("[data-choices]");
    if (!group || changed.type !== "checkbox" || !changed.checked) return;
    const exclusive = changed.hasAttribute("data-exclusive");
    for (const other of group.querySelectorAll("input[type=checkbox]")) {
      if (other !== changed && (exclusive || other.hasAttribute("data-exclusive"))) {
        other.checked = false;
      }
    }
  });
}

function setUpPasswords() {
  for (const group of document.querySelectorAll("[data-password]")) {
    const input = group.querySelector("input");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-outline-primary";
    button.setAttribute("aria-controls", input.id);
    const show = (visible) => {
      const words = visible ? "hide" : "show";
      input.type = visible ? "text" : "password";
      button.textContent = group.dataset[words];
      button.setAttribute("aria-label", group.dataset[`${words}Label`]);
    };
    show(false);
    button.addEventListener("click", () => show(input.type === "password"));
    // Sent as a password, so that the browser offers to keep it as one.
    input.form?.addEventListener("submit", () => show(false));
    group.append(button);
  }
}

// The menu closes on Escape and on a press outside of it.
function setUpMenu() {
  const menu = document.querySelector("[data-menu]");
  if (!menu) return;
  document.addEventListener("click", (event) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
}

// The device was handed to somebody else in another tab: nothing of before stays on its screen.
function setUpHandingOver() {
  const others = new BroadcastChannel("super-stars-handed-over");
  if (document.querySelector("[data-tablet]")) others.postMessage("");
  else others.addEventListener("message", () => window.location.replace("/"));
}

// Saves a draft after two seconds of quiet, and when the page goes out of sight.
class Autosave {
  constructor(form) {
    this.form = form;
    this.status = form.querySelector("[data-autosave-status]");
    this.saved = this.fields();
    this.stopped = false;
    this.timer = null;
    this.request = null;
    form.addEventListener("input", () => this.later());
    form.addEventListener("change", () => this.later());
    // The page itself is being sent: a draft that arrives after it would come back to life.
    form.addEventListener("submit", (event) => {
      if (!event.defaultPrevented) this.stop();
    });
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") this.save();
    });
    window.addEventListener("pageshow", (event) => {
      if (event.persisted) this.stopped = false;
    });
  }

  fields() {
    // Files are not part of a draft.
    const pairs = [...new FormData(this.form)].filter(([, value]) => typeof value === "string");
    return new URLSearchParams(pairs).toString();
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), AUTOSAVE_PAUSE);
  }

  stop() {
    this.stopped = true;
    clearTimeout(this.timer);
    this.request?.abort();
  }

  async save() {
    clearTimeout(this.timer);
    const body = this.fields();
    if (this.stopped || body === this.saved) return;
    this.request?.abort();
    const request = new AbortController();
    this.request = request;
    try {
      const response = await fetch(this.form.dataset.autosave, {
        method: "POST",
        headers: { "Content-Type": "application/x-www-form-urlencoded", Accept: "application/json" },
        body,
        credentials: "same-origin",
        redirect: "manual",
        keepalive: body.length < KEEPALIVE_LIMIT,
        signal: request.signal,
      });
      this.answered(response, body);
    } catch (error) {
      if (error.name === "AbortError") return;
      this.say("failed");
      this.later();
    }
  }

  answered(response, body) {
    if (response.ok) {
      this.saved = body;
      this.say("saved");
    } else if (response.type === "opaqueredirect" || [401, 403].includes(response.status)) {
      this.say("signedOut");
    } else {
      this.say("failed");
      // Too large or refused for good: trying again would not help.
      if (response.status >= 500) this.later();
    }
  }

  say(what) {
    if (!this.status) return;
    const time = new Intl.DateTimeFormat("en-GB", {
      hour: "numeric",
      minute: "2-digit",
      hourCycle: "h12",
      timeZone: "Europe/London",
    })
      .format(new Date())
      .replace(/\s/, "");
    this.status.textContent = this.status.dataset[what].replace("[time]", time);
    this.status.classList.toggle("ss-autosave--failed", what !== "saved");
  }
}

setUpQuickExit();
setUpMenu();
setUpExclusiveChoices();
setUpPasswords();
for (const form of document.querySelectorAll("form[data-autosave]")) new Autosave(form);
setUpSubmitOnce();
setUpHandingOver();
focusFirst();
