// The setting's tablet: a page goes by itself after ten minutes without a press, and one that the browser kept is
// asked for anew: perhaps it is somebody else's turn. Without JavaScript the page's own <noscript> lets it go.
const { seconds, back } = document.querySelector("[data-tablet]").dataset;

setTimeout(() => window.location.replace(back), Number(seconds) * 1000);
window.addEventListener("pageshow", (event) => {
  if (event.persisted) window.location.reload();
});
