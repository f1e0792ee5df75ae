// Small helpers for building the page. Text always goes in as text, never as HTML.

/** An element: `props` are attributes, `on` its listeners, null and false are left out. */
export function h(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "on") {
      for (const [event, listener] of Object.entries(value)) node.addEventListener(event, listener);
    } else if (name === "value") {
      node.value = value;
    } else {
      node.setAttribute(name, value === true ? "" : String(value));
    }
  }
  add(node, children);
  return node;
}

function add(node, children) {
  for (const child of children.flat(Infinity)) {
    if (child !== null && child !== undefined && child !== false) node.append(child);
  }
}

export function fill(node, ...children) {
  node.replaceChildren();
  add(node, children);
  return node;
}

const SVG = "http://www.w3.org/2000/svg";

export function svg(tag, props = {}, ...children) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(props)) node.setAttribute(name, String(value));
  node.append(...children);
  return node;
}

const ICONS = {
  send: "M3.500 11.800 20 4.200l-4.200 16-4.600-6.400z M11.200 13.800 20 4.200",
  attach: "M19.500 11.500 12 19a4.700 4.700 0 0 1-6.700-6.700l8-8a3.200 3.200 0 0 1 4.500 4.500l-8 8a1.600 1.600 0 0 1-2.300-2.300l7.200-7.200",
  place: "M12 21s7-6.300 7-11.300A7 7 0 0 0 5 9.700C5 14.700 12 21 12 21z M12 12.300a2.600 2.600 0 1 0 0-5.200 2.600 2.600 0 0 0 0 5.200z",
  reply: "M10 6 4.500 11.500 10 17 M5 11.500h8.500c3.500 0 6 2 6 6",
  forward: "M14 6l5.500 5.500L14 17 M19 11.500h-8.500c-3.500 0-6 2-6 6",
  edit: "M5 19h3.500L19 8.500 15.500 5 5 15.500z M13.200 7.300l3.500 3.500",
  trash: "M5 7h14 M9.500 7V4.500h5V7 M7 7l.8 12.500h8.400L17 7",
  close: "M6 6l12 12 M18 6 6 18",
  more: "M12 5.500v.01 M12 12v.01 M12 18.500v.01",
  file: "M7 3.500h7l4.500 4.500v12.500h-11.500z M14 3.500V8h4.500",
  play: "M8 5.500v13l11-6.500z",
  stop: "M7 7h10v10H7z",
  photo: "M4 6h16v13H4z M4 16l5-5 4.500 4.500L16 13l4 4 M15.500 10.200a1 1 0 1 0 0-2 1 1 0 0 0 0 2z",
  voice: "M12 14.500a3 3 0 0 0 3-3v-5a3 3 0 0 0-6 0v5a3 3 0 0 0 3 3z M6 11.500a6 6 0 0 0 12 0 M12 17.500V21",
  check: "M5 12.500l4.500 4.500L19 7.500",
  down: "M6 9.500l6 6 6-6",
  plus: "M12 5v14 M5 12h14",
  panel: "M4 5h16v14H4z M14.500 5v14",
  storm: "M7 14.500A4.300 4.300 0 1 1 8 6a5.500 5.500 0 0 1 10.300 2A3.500 3.500 0 0 1 17.500 15 M12.500 11l-3 5h4l-2.500 5",
  down_link: "M4 4l16 16 M5 10a11 11 0 0 1 4-2.600 M19 10a11 11 0 0 0-5.500-3 M8.500 14a5.500 5.500 0 0 1 3-1.500 M12 18v.01",
  sticker: "M5 4h14v9l-6 7H5z M13 20v-7h6 M9 9v.01 M14 9v.01 M8.500 12c1.500 1.500 3.500 1.700 5 .5",
  video_note: "M12 20.500a8.500 8.500 0 1 0 0-17 8.500 8.500 0 0 0 0 17z M10.200 8.700v6.600l5.200-3.300z",
  contact: "M12 12a3.700 3.700 0 1 0 0-7.400 3.700 3.700 0 0 0 0 7.400z M5 20a7 7 0 0 1 14 0",
  wall: "M5 4h14v16H5z M8.500 8h7 M8.500 11.500h7 M8.500 15h4",
  clock: "M12 20.500a8.500 8.500 0 1 0 0-17 8.500 8.500 0 0 0 0 17z M12 7.500V12l3 2",
  block: "M12 20.500a8.500 8.500 0 1 0 0-17 8.500 8.500 0 0 0 0 17z M6 6l12 12",
};

export function icon(name) {
  return svg(
    "svg",
    { viewBox: "0 0 24 24", class: "icon", "aria-hidden": "true", focusable: "false" },
    svg("path", { d: ICONS[name] }),
  );
}

/** A real button with an icon; its label is for screen readers and the tooltip. */
export function iconButton(name, label, click, props = {}) {
  return h("button", { type: "button", title: label, "aria-label": label, ...props, on: { click } }, icon(name));
}

/** Say something to a screen reader. */
export function announce(text) {
  const place = document.getElementById("announcer");
  place.textContent = "";
  setTimeout(() => (place.textContent = text), 60);
}

let alertTimer;

/** Say what went wrong, where everybody sees it and a screen reader reads it at once. */
export function complain(text) {
  const place = document.getElementById("alert");
  clearTimeout(alertTimer);
  place.hidePopover?.();
  place.textContent = text;
  place.showPopover?.(); // above an open dialog, too
  alertTimer = setTimeout(() => {
    place.hidePopover?.();
    place.textContent = "";
  }, 8000);
}

/** A modal dialog; Esc and a click outside close it. `build(close)` gives its contents. */
export function openDialog(title, className, closeLabel, build) {
  const before = document.activeElement;
  const dialog = h("dialog", { class: `dialog ${className}`, "aria-label": title });
  const close = () => dialog.close();
  dialog.append(
    h("div", { class: "dialog-head" }, h("h2", {}, title), iconButton("close", closeLabel, close, { class: "plain" })),
  );
  dialog.append(...[build(close)].flat());
  dialog.addEventListener("click", (event) => event.target === dialog && close());
  dialog.addEventListener("close", () => {
    dialog.remove();
    if (before?.isConnected) before.focus();
  });
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}
