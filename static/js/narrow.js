// A list that narrows as a name is typed. Without JavaScript the same form asks the server.

// Letters that are no other letter with a mark. As in consents/selectors/sheet.py.
const TYPED_AS = { ł: "l", ø: "o", đ: "d", ı: "i", ß: "ss", æ: "ae", œ: "oe" };

const plain = (words) =>
  words
    .trim()
    .toLowerCase()
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/[łøđıßæœ]/g, (letter) => TYPED_AS[letter]);

for (const form of document.querySelectorAll("[data-narrows]")) {
  const list = document.getElementById(form.dataset.narrows);
  // A page that the server has narrowed holds too little to search in.
  const field = form.querySelector("input[type=search]");
  if (!list || field.value) continue;
  const lines = [...list.querySelectorAll("[data-line]")].map((line) => ({
    line,
    name: plain(line.querySelector("[data-name]").textContent),
  }));
  const status = form.querySelector("[data-narrows-status]");
  const narrow = () => {
    const wanted = plain(field.value);
    let count = 0;
    for (const { line, name } of lines) {
      line.hidden = !name.includes(wanted);
      count += !line.hidden;
    }
    for (const group of list.querySelectorAll("[data-group]")) {
      group.hidden = !group.querySelector("[data-line]:not([hidden])");
    }
    status.textContent = count ? `${status.dataset.found} ${count}` : status.dataset.none;
    status.classList.toggle("visually-hidden", count > 0);
  };
  field.addEventListener("input", narrow);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    narrow();
  });
}
