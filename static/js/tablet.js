// A page on the setting's tablet that the browser kept is asked for anew: perhaps it is somebody else's turn.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) window.location.reload();
});
