// A signature drawn beside the typed name, which needs no drawing. What is sent is lines of points in a field of
// 1000 by 400, whatever the screen: as consents/drawing.py takes them.

const WIDTH = 1000;
const HEIGHT = 400;
const MAX_LINES = 60;
const MAX_POINTS = 2000;
// A point nearer than this to the one before adds nothing that can be seen.
const NEAR = 4;

function within(value, most) {
  return Math.min(most, Math.max(0, Math.round(value)));
}

function read(text) {
  try {
    return JSON.parse(text);
  } catch {
    return [];
  }
}

for (const box of document.querySelectorAll("[data-drawing]")) {
  const canvas = box.querySelector("canvas");
  const pen = canvas.getContext("2d");
  const field = box.querySelector("input[name=drawn]");
  const clear = box.querySelector("[data-drawing-clear]");
  const status = box.querySelector("[data-drawing-status]");
  let lines = read(field.value || "[]");
  let current = null;

  const points = () => lines.reduce((sum, line) => sum + line.length, 0);

  const draw = () => {
    pen.clearRect(0, 0, WIDTH, HEIGHT);
    pen.lineWidth = 7;
    pen.lineCap = pen.lineJoin = "round";
    pen.strokeStyle = getComputedStyle(canvas).color;
    for (const [first, ...others] of lines) {
      pen.beginPath();
      pen.moveTo(...first);
      for (const point of others.length ? others : [first]) pen.lineTo(...point);
      pen.stroke();
    }
    clear.hidden = lines.length === 0;
  };

  const place = (event) => {
    const frame = canvas.getBoundingClientRect();
    return [
      within(((event.clientX - frame.left) / frame.width) * WIDTH, WIDTH),
      within(((event.clientY - frame.top) / frame.height) * HEIGHT, HEIGHT),
    ];
  };

  const add = (event) => {
    const point = place(event);
    const [x, y] = current.at(-1) ?? [-WIDTH, -HEIGHT];
    if (points() < MAX_POINTS && Math.hypot(point[0] - x, point[1] - y) >= NEAR) current.push(point);
  };

  canvas.addEventListener("pointerdown", (event) => {
    // A second finger scrolls or rests: it draws nothing.
    if (!event.isPrimary || event.button !== 0 || lines.length >= MAX_LINES || points() >= MAX_POINTS) return;
    event.preventDefault();
    canvas.setPointerCapture(event.pointerId);
    current = [];
    lines.push(current);
    add(event);
    draw();
  });

  canvas.addEventListener("pointermove", (event) => {
    if (!current || !event.isPrimary) return;
    for (const one of event.getCoalescedEvents?.() ?? []) add(one);
    add(event);
    draw();
  });

  const lift = (event) => {
    if (!current || !event.isPrimary) return;
    current = null;
    field.value = JSON.stringify(lines);
    status.textContent = status.dataset.drawn;
  };
  canvas.addEventListener("pointerup", lift);
  canvas.addEventListener("pointercancel", lift);

  clear.addEventListener("click", () => {
    lines = [];
    field.value = "";
    status.textContent = status.dataset.cleared;
    draw();
    // The button goes, and would take the focus with it.
    box.closest("form")?.querySelector("[name=typed_name]")?.focus();
  });

  box.hidden = false;
  draw();
}
