// Composing on the map: a click is the same gesture as the links « Ajouter » and « Retirer » of the
// page. The server answers the whole page; what it says of the territory replaces what stood there,
// and the address follows, so that « back » undoes.
(() => {
  const composer = () => document.querySelector("[data-composer]");
  const waiting = [];
  let isAsking = false;

  const token = ({ code, picked }) => {
    const whole = document.querySelector("#epci-entier")?.checked ? "i" : "";
    return `${picked ? "" : "-"}${whole}${code}`;
  };

  const say = (words) => {
    const line = composer()?.querySelector("[data-map-said]");
    if (line) line.textContent = words;
  };

  const addressOf = (place, tokens) => {
    const asked = new URLSearchParams({ s: place.dataset.selection });
    if (place.dataset.number) asked.set("n", place.dataset.number);
    for (const each of tokens) asked.append("add", each);
    return `${place.dataset.composer}?${asked}`;
  };

  const replace = (answer) => {
    for (const part of answer.querySelectorAll("[data-composed]")) {
      document.querySelector(`[data-composed="${part.dataset.composed}"]`)?.replaceWith(part);
    }
    const [old, fresh] = [composer(), answer.querySelector("[data-composer]")];
    old.dataset.selection = fresh.dataset.selection;
    const [map, drawn] = [old.querySelector("[data-map]"), fresh.querySelector("[data-map]")];
    if (!map || !drawn) return;
    // The map keeps the place and the scale that the person chose.
    for (const name of ["of", "tones", "names", "picked"]) map.dataset[name] = drawn.dataset[name];
    map.dispatchEvent(new Event("map:refresh"));
  };

  const ask = async () => {
    if (isAsking || waiting.length === 0) return;
    isAsking = true;
    try {
      const answer = await fetch(addressOf(composer(), waiting.splice(0)));
      if (!answer.ok) throw new Error(answer.status);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const words = page.querySelector("[data-composed-said]")?.textContent;
      replace(page);
      history.pushState(null, "", answer.url);
      say(words || "Plus aucune commune choisie.");
    } catch {
      say("Le réseau ne répond pas : rechargez la page, votre territoire est dans son adresse.");
    } finally {
      isAsking = false;
      ask();
    }
  };

  document.addEventListener("map:pick", (event) => {
    if (!event.target.closest("[data-composer]")) return;
    waiting.push(token(event.detail));
    ask();
  });
  addEventListener("popstate", () => location.reload());
})();
