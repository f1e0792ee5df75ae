// Choosing a place on the region's map, by pointer or by arrow keys.

import { h, openDialog, svg } from "./dom.js";
import { t } from "./i18n.js";
import { load } from "./live.js";

const WIDEST = 640;
const AROUND = 66;
/** The dialog takes so much of the screen's width beside the map. */
const TALLEST = 0.5;
/** And leaves the map so much of its height. */
const LEAST_DEGREES = 0.3;
const NAMED = 60; // settlements that are named where there are no borders
const TOUCH = matchMedia("(hover: none)");
const POINT = /^\s*(-?\d+(?:[.,]\d+)?)\s*[,; ]\s*(-?\d+(?:[.,]\d+)?)\s*$/;
let loaded;

const fetchMap = async () => (loaded ??= await load("/sandbox/map.json"));

/** Degrees to the drawing and back, a unit a pixel of the screen: equirectangular, true to scale at the middle. */
class Projection {
  constructor(points, widest, tallest) {
    const lons = points.map(([lon]) => lon);
    const lats = points.map(([, lat]) => lat);
    const pad = 0.06;
    const [west, east] = wide(lons);
    const [south, north] = wide(lats);
    this.west = west - (east - west) * pad;
    this.north = north + (north - south) * pad;
    const [across, high] = [(east - west) * (1 + 2 * pad), (north - south) * (1 + 2 * pad)];
    const squeeze = Math.cos((((south + north) / 2) * Math.PI) / 180);
    this.kx = Math.min(widest / across, (tallest * squeeze) / high);
    this.ky = this.kx / squeeze;
    [this.width, this.height] = [across * this.kx, high * this.ky];
  }

  point(lon, lat) {
    return [(lon - this.west) * this.kx, (this.north - lat) * this.ky];
  }

  degrees(x, y) {
    return [this.north - y / this.ky, this.west + x / this.kx];
  }
}

/** From the least to the greatest of these degrees, with some land around a single place. */
function wide(values) {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const lack = Math.max(0, LEAST_DEGREES - (most - least)) / 2;
  return [least - lack, most + lack];
}

/** The point that is written: "60.31, 63.52", or a settlement's name or its beginning; null if neither. */
export function written(map, text) {
  const numbers = POINT.exec(text);
  if (numbers) {
    const [lat, lon] = numbers.slice(1).map((one) => Number(one.replace(",", ".")));
    return Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? [lat, lon] : null;
  }
  const plain = (words) => words.trim().toLowerCase().replaceAll("ё", "е");
  const wanted = plain(text);
  const fits = (same) => map.settlements.find((one) => same(plain(one.name)));
  const found = wanted ? (fits((name) => name === wanted) ?? fits((name) => name.startsWith(wanted))) : null;
  return found ? [found.lat, found.lon] : null;
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
  const drawing = svg("svg", { viewBox: `0 0 ${projection.width.toFixed(0)} ${projection.height.toFixed(0)}`, class: "map", tabindex: 0, role: "application", "aria-label": t("place.map") });
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
  for (const one of map.municipalities.length ? [] : map.settlements.slice(0, NAMED)) {
    const [x, y] = projection.point(one.lon, one.lat);
    drawing.append(svg("text", { x, y: y + 18, class: "land-name" }, ...lines(one.name, x)));
  }
  const pin = svg("g", { class: "map-pin" }, svg("path", { d: "M0 0s-11-11-11-20a11 11 0 0 1 22 0c0 9-11 20-11 20z" }), svg("circle", { cx: 0, cy: -20, r: 4 }));
  drawing.append(pin);
  drawing.addEventListener("click", (event) => {
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(drawing.getScreenCTM().inverse());
    pick(at.x, at.y);
  });
  return { drawing, pin };
}

const STEP = 15;
const STEPS = [0, 1, -1, 2, -2, 3, -3];

/** Moves the names so that all of each is on the map and none lies over another; one without room is left out. */
function settle(drawing, projection) {
  const kept = [];
  for (const name of drawing.querySelectorAll(".land-name")) {
    const { x, y, width, height } = name.getBBox();
    const dx = Math.max(2 - x, 0) + Math.min(projection.width - 2 - x - width, 0);
    const free = STEPS.map((step) => ({ left: x + dx, top: y + step * STEP, right: x + dx + width, bottom: y + step * STEP + height, dy: step * STEP })).find(
      (box) => box.top > 0 && box.bottom < projection.height && kept.every((one) => box.right < one.left || box.left > one.right || box.bottom < one.top || box.top > one.bottom),
    );
    if (free) {
      kept.push(free);
      name.setAttribute("transform", `translate(${dx.toFixed(1)} ${free.dy})`);
    } else name.remove();
  }
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
  if (!map) return null;
  const corners = [...map.municipalities.flatMap((one) => one.rings.flat()), ...map.settlements.map((one) => [one.lon, one.lat])];
  const widest = Math.min(WIDEST, innerWidth - AROUND);
  const projection = new Projection(corners.length ? corners : [[30, 50], [40, 56]], widest, innerHeight * TALLEST);
  const start = map.settlements[0];
  let [x, y] = start ? projection.point(start.lon, start.lat) : [projection.width / 2, projection.height / 2];
  const words = h("p", { class: "map-words", "aria-live": "polite" });
  let exact = null; // a point that was written, which may lie beyond the map
  const point = () => exact ?? projection.degrees(x, y).map((value) => Number(value.toFixed(5)));
  const move = (toX, toY) => {
    x = Math.min(projection.width - 1, Math.max(1, toX));
    y = Math.min(projection.height - 1, Math.max(1, toY));
    exact = null;
    pin.setAttribute("transform", `translate(${x.toFixed(1)} ${y.toFixed(1)})`);
    words.textContent = inWords(map, projection.degrees(x, y));
  };
  const { drawing, pin } = draw(map, projection, (toX, toY) => move(toX, toY));
  const dialog = openDialog(t("place.title"), "map-dialog", t("close"), (close) => {
    const send = () => {
      close();
      chosen(point());
    };
    const field = h("input", { id: "place-words", autocomplete: "off" });
    const fault = h("p", { class: "unsent", role: "alert", hidden: true }, t("place.unknown"));
    const find = (event) => {
      event.preventDefault();
      const found = written(map, field.value);
      fault.hidden = Boolean(found);
      if (!found) return;
      move(...projection.point(found[1], found[0]));
      exact = found;
      words.textContent = inWords(map, found);
    };
    const search = h(
      "form",
      { class: "place-search", on: { submit: find } },
      h("label", { for: "place-words", class: "small" }, t("place.words", { name: start?.name ?? "", point: start ? `${start.lat}, ${start.lon}` : "" })),
      field,
      h("button", { class: "second" }, t("place.find")),
    );
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
      h("p", { class: "hint" }, t(TOUCH.matches ? "place.hint.touch" : "place.hint")),
      search,
      fault,
      drawing,
      h("div", { class: "dialog-foot" }, words, h("button", { type: "button", class: "main send-place", on: { click: send } }, t("place.send"))),
    ];
  });
  settle(drawing, projection);
  move(x, y);
  drawing.focus();
  return dialog;
}
