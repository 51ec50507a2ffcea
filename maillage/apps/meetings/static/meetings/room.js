// The code shown in the room is drawn again each minute; without this script, by « Nouveau code ».

const picture = document.querySelector("#room-code");

function renew() {
  const next = new URL(picture.src);
  next.searchParams.set("t", Date.now());
  picture.src = next;
  setTimeout(renew, 60_000);
}

if (picture) setTimeout(renew, Number(picture.dataset.changes) * 1000);
