// A map one moves about and clicks on. Nothing of it is needed to act: whatever a click does, a
// field of the page does too.
//
//   <div class="live-map" data-map
//        data-communes="/geographie/contours/34.geojson …"  addresses of outlines, with code and nom
//        data-of="34172:1 34057:2 …"      group of each commune; absent: in no group
//        data-tones="1:3 2:chosen …"      tint of each group (ui/maps.css: map-1 … map-6, map-chosen,
//                                         map-faint, map-white, map-step-1 …)
//        data-names="1:Sète et environs|2:…"  name of each group, for the line under the map
//        data-marks="34172:1 34057:2"     words to set on some communes: the number of a territory
//        data-picked="34172 34057"        communes picked when the page comes
//        data-picks="#id_communes"        select or input that a click fills; several when the select
//                                         is multiple, or when the input has data-several
//        data-state="#etat"               another element that holds data-of, data-tones, data-names
//                                         and data-marks: when htmx brings a new one, the map follows
//        data-tiles="https://…{z}…{y}…{x}"    ground, only while the browser is online
//        data-credit="© IGN"              its credit
//        data-label="Carte de …"          name of the map, for who hears it
//   ></div>
//   <p class="live-map-said" data-map-said></p>    (next to it) what lies under the pointer
//   <p class="live-map-said" data-map-chosen></p>  (next to it too) the names of what is picked
//
// A click sends the event `map:pick` (detail: code, name, group, picked) up from the map; a page that
// changes `data-of` or `data-picked` sends `map:refresh` to the map and it is tinted again, as it is
// after each piece of page that htmx brings.
(() => {
  const pairs = (text, between = " ") =>
    new Map(
      (text || "")
        .split(between)
        .filter(Boolean)
        .map((pair) => {
          const colon = pair.indexOf(":");
          return [pair.slice(0, colon), pair.slice(colon + 1)];
        }),
    );
  const outlines = new Map();

  const fetched = (address) => {
    if (!outlines.has(address)) {
      outlines.set(
        address,
        fetch(address, { headers: { Accept: "application/geo+json" } }).then((answer) => {
          if (!answer.ok) throw new Error(answer.status);
          return answer.json();
        }),
      );
    }
    return outlines.get(address);
  };

  const ground = (map, element) => {
    const address = element.dataset.tiles;
    if (!address || !navigator.onLine) return;
    const tiles = L.tileLayer(address, {
      attribution: element.dataset.credit || "",
      maxZoom: 18,
      opacity: 0.55,
    });
    // Where the ground does not come, the map does without it.
    tiles.once("tileerror", () => tiles.remove());
    tiles.addTo(map);
    element.classList.add("has-ground");
  };

  const state = (element) =>
    (element.dataset.state && document.querySelector(element.dataset.state)) || element;
  const field = (element) => document.querySelector(element.dataset.picks || "[data-nothing]");
  const takesSeveral = (input) => input.multiple || "several" in input.dataset;

  const readPicks = (input) => {
    if (!input) return new Set();
    if (input.options) return new Set([...input.selectedOptions].map((option) => option.value));
    return new Set(input.value.split(/[\s,]+/).filter(Boolean));
  };

  const writePicks = (input, codes) => {
    if (!input) return;
    if (input.options) {
      for (const option of input.options) option.selected = codes.has(option.value);
    } else {
      input.value = [...codes].join(" ");
    }
    input.dispatchEvent(new Event("change", { bubbles: true }));
  };

  const begin = (element) => {
    if (element.dataset.begun || typeof L === "undefined") return;
    element.dataset.begun = "true";
    const map = L.map(element, {
      attributionControl: Boolean(element.dataset.tiles),
      scrollWheelZoom: false,
      zoomSnap: 0.25,
      fadeAnimation: false,
      zoomAnimation: !matchMedia("(prefers-reduced-motion: reduce)").matches,
    });
    map.attributionControl?.setPrefix(false);
    map.zoomControl.remove();
    L.control.zoom({ zoomInTitle: "Agrandir", zoomOutTitle: "Réduire" }).addTo(map);
    element.setAttribute("role", "group");
    if (element.dataset.label) element.setAttribute("aria-label", element.dataset.label);
    // Clicked once, the map answers the wheel; until then, the wheel scrolls the page.
    map.on("focus click", () => map.scrollWheelZoom.enable());
    map.on("blur", () => map.scrollWheelZoom.disable());
    ground(map, element);
    draw(map, element);
  };

  const draw = async (map, element) => {
    const addresses = (element.dataset.communes || "").split(" ").filter(Boolean);
    let drawn;
    try {
      drawn = await Promise.all(addresses.map(fetched));
    } catch {
      say(element, "Les contours n’ont pas pu être chargés : rechargez la page.");
      return;
    }
    const layer = L.geoJSON(drawn, {
      // The tint is a class: the sheet of styles says which colour, by day and by night.
      style: () => ({ className: "live-map-commune", weight: 1, fillOpacity: 0.85 }),
      onEachFeature: (feature, shape) => listen(element, feature.properties, shape, () => tint()),
    }).addTo(map);
    const tint = () => tintAll(element, layer);
    map.fitBounds(layer.getBounds(), { padding: [8, 8] });
    tint();
    element.addEventListener("map:refresh", tint);
    document.addEventListener("htmx:afterSettle", tint);
    // The field may be replaced by another with the page: whoever changes, it is looked up.
    document.addEventListener("change", (event) => {
      if (event.target === field(element)) tint();
    });
    element.classList.add("is-drawn");
  };

  const listen = (element, commune, shape, tint) => {
    shape.on("mouseover", () => {
      const group = pairs(state(element).dataset.of).get(commune.code);
      const name = pairs(state(element).dataset.names, "|").get(group);
      say(element, name ? `${commune.nom} — ${name}` : commune.nom);
    });
    shape.on("click", () => {
      const input = field(element);
      const picks = input ? readPicks(input) : new Set((element.dataset.picked || "").split(" "));
      const already = picks.has(commune.code);
      if (input && !takesSeveral(input)) picks.clear();
      if (already) picks.delete(commune.code);
      else picks.add(commune.code);
      element.dataset.picked = [...picks].filter(Boolean).join(" ");
      writePicks(input, picks);
      tint();
      const detail = {
        code: commune.code,
        name: commune.nom,
        group: pairs(state(element).dataset.of).get(commune.code) || "",
        picked: !already,
      };
      element.dispatchEvent(new CustomEvent("map:pick", { bubbles: true, detail }));
    });
  };

  const tintAll = (element, layer) => {
    const of = pairs(state(element).dataset.of);
    const tones = pairs(state(element).dataset.tones);
    const input = field(element);
    const picked = input
      ? readPicks(input)
      : new Set((element.dataset.picked || "").split(" ").filter(Boolean));
    layer.eachLayer((shape) => {
      const code = shape.feature.properties.code;
      const path = shape.getElement();
      if (!path) return;
      const tone = tones.get(of.get(code)) || "white";
      const kept = [...path.classList].filter((name) => !name.startsWith("map-"));
      path.setAttribute("class", [...kept, `map-${tone}`].join(" "));
      path.classList.toggle("is-picked", picked.has(code));
      if (picked.has(code)) shape.bringToFront();
    });
    setMarks(element, layer);
    sayChosen(element, layer, picked);
  };

  const say = (element, words) => {
    const line = element.parentElement.querySelector("[data-map-said]");
    if (line) line.textContent = words;
  };

  const setMarks = (element, layer) => {
    const marks = pairs(state(element).dataset.marks);
    layer.eachLayer((shape) => {
      const text = marks.get(shape.feature.properties.code);
      const current = shape.getTooltip()?.getContent().textContent;
      if (current === text) return;
      shape.unbindTooltip();
      if (!text) return;
      const mark = document.createElement("span");
      mark.textContent = text;
      // A number written on the map, not a tooltip of what is under the pointer.
      shape.once("tooltipopen", ({ tooltip }) => tooltip.getElement().setAttribute("role", "presentation"));
      shape.bindTooltip(mark, { permanent: true, direction: "center", className: "live-map-mark" });
    });
  };

  const sayChosen = (element, layer, picked) => {
    const line = element.parentElement.querySelector("[data-map-chosen]");
    if (!line) return;
    const names = [];
    layer.eachLayer((shape) => {
      const commune = shape.feature.properties;
      if (picked.has(commune.code)) names.push(commune.nom);
    });
    const more = names.length > 8 ? ` et ${names.length - 8} autres` : "";
    line.textContent = names.length ? `Choisies : ${names.slice(0, 8).join(", ")}${more}` : "";
  };

  const beginAll = () => document.querySelectorAll("[data-map]").forEach(begin);
  document.addEventListener("htmx:afterSettle", beginAll);
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", beginAll);
  else beginAll();
})();
