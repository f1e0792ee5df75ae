// Choosing a place on the region's map, by pointer or by arrow keys.

import { h, openDialog, svg } from "./dom.js";
import { t } from "./i18n.js";

const WIDTH = 640;
let loaded;

const fetchMap = () => (loaded ??= fetch("/sandbox/map.json").then((answer) => answer.json()));

/** Degrees to the drawing and back: equirectangular, true to scale at the region's middle. */
class Projection {
  constructor(points) {
    const lons = points.map(([lon]) => lon);
    const lats = points.map(([, lat]) => lat);
    const pad = 0.06;
    const [west, east] = [Math.min(...lons), Math.max(...lons)];
    const [south, north] = [Math.min(...lats), Math.max(...lats)];
    this.west = west - (east - west) * pad;
    this.north = north + (north - south) * pad;
    this.kx = WIDTH / ((east - west) * (1 + 2 * pad));
    this.ky = this.kx / Math.cos((((south + north) / 2) * Math.PI) / 180);
    this.height = (north - south) * (1 + 2 * pad) * this.ky;
  }

  point(lon, lat) {
    return [(lon - this.west) * this.kx, (this.north - lat) * this.ky];
  }

  degrees(x, y) {
    return [this.north - y / this.ky, this.west + x / this.kx];
  }
}

function outline(projection, rings) {
  return rings.map((ring) => `M${ring.map(([lon, lat]) => projection.point(lon, lat).map((v) => v.toFixed(1)).join(" ")).join("L")}z`).join("");
}

function middle(projection, ring) {
  const points = ring.map(([lon, lat]) => projection.point(lon, lat));
  return [0, 1].map((axis) => (Math.min(...points.map((p) => p[axis])) + Math.max(...points.map((p) => p[axis]))) / 2);
}

/** "12 km from Somewhere" for a point of the map. */
function inWords(map, [lat, lon]) {
  let nearest = null;
  for (const one of map.settlements) {
    const km = Math.hypot((one.lat - lat) * 111.2, (one.lon - lon) * 111.2 * Math.cos((lat * Math.PI) / 180));
    if (!nearest || km < nearest.km) nearest = { km, name: one.name };
  }
  const point = `${lat.toFixed(4)}, ${lon.toFixed(4)}`;
  if (!nearest) return point;
  return nearest.km < 2 ? `${nearest.name} · ${point}` : `${t("place.near", { km: Math.round(nearest.km), name: nearest.name })} · ${point}`;
}

function draw(map, projection, pick) {
  const drawing = svg("svg", { viewBox: `0 0 ${WIDTH} ${projection.height.toFixed(0)}`, class: "map", tabindex: 0, role: "application", "aria-label": t("place.map") });
  map.municipalities.forEach((one, i) => {
    drawing.append(svg("path", { d: outline(projection, one.rings), class: `land land-${i % 4}` }));
  });
  for (const one of map.settlements) {
    const [cx, cy] = projection.point(one.lon, one.lat);
    drawing.append(svg("circle", { cx, cy, r: 3, class: "settlement" }, svg("title", {}, one.name)));
  }
  for (const one of map.municipalities) {
    const [x, y] = middle(projection, one.rings[0]);
    drawing.append(svg("text", { x, y, class: "land-name" }, ...lines(one.name, x)));
  }
  const pin = svg("g", { class: "map-pin" }, svg("path", { d: "M0 0s-11-11-11-20a11 11 0 0 1 22 0c0 9-11 20-11 20z" }), svg("circle", { cx: 0, cy: -20, r: 4 }));
  drawing.append(pin);
  drawing.addEventListener("click", (event) => {
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(drawing.getScreenCTM().inverse());
    pick(at.x, at.y);
  });
  return { drawing, pin };
}

function lines(name, x) {
  const words = name.split(" ");
  const first = words.shift();
  const rows = words.length ? [first, words.join(" ")] : [first];
  return rows.map((row, i) => svg("tspan", { x, dy: i === 0 ? 0 : 14 }, row));
}

/** Opens the map; `chosen([lat, lon])` is called when the person sends a place. */
export async function choosePlace(chosen) {
  const map = await fetchMap();
  const corners = map.municipalities.flatMap((one) => one.rings.flat());
  const projection = new Projection(corners.length ? corners : [[30, 50], [40, 56]]);
  const start = map.settlements[0];
  let [x, y] = start ? projection.point(start.lon, start.lat) : [WIDTH / 2, projection.height / 2];
  const words = h("p", { class: "map-words", "aria-live": "polite" });
  const move = (toX, toY) => {
    x = Math.min(WIDTH - 1, Math.max(1, toX));
    y = Math.min(projection.height - 1, Math.max(1, toY));
    pin.setAttribute("transform", `translate(${x.toFixed(1)} ${y.toFixed(1)})`);
    words.textContent = inWords(map, projection.degrees(x, y));
  };
  const { drawing, pin } = draw(map, projection, (toX, toY) => move(toX, toY));
  const dialog = openDialog(t("place.title"), "map-dialog", t("close"), (close) => {
    const send = () => {
      close();
      chosen(projection.degrees(x, y).map((value) => Number(value.toFixed(5))));
    };
    drawing.addEventListener("keydown", (event) => {
      const step = event.shiftKey ? 40 : 8;
      const [dx, dy] = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key] ?? [];
      if (dx !== undefined) {
        event.preventDefault();
        move(x + dx * step, y + dy * step);
      } else if (event.key === "Enter") {
        event.preventDefault();
        send();
      }
    });
    return [
      h("p", { class: "hint" }, t("place.hint")),
      drawing,
      h("div", { class: "dialog-foot" }, words, h("button", { type: "button", class: "main send-place", on: { click: send } }, t("place.send"))),
    ];
  });
  move(x, y);
  drawing.focus();
  return dialog;
}
