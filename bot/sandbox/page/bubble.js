// One message (or one album) as its messenger draws it.

import { h, icon, iconButton, svg } from "./dom.js";
import { clockTime, known, size, t } from "./i18n.js";

const SAFE_LINK = /^(https?:|tel:|mailto:)/i;
const PICTURE = /\p{Extended_Pictographic}/u;
const BARE = /(https?:\/\/[^\s<>"«»]+[^\s<>"«».,;:!?)]|(?<![\w/])\/[a-z][a-z_0-9]*)/gi;

let deepLinks = [];

/** How links to the bot look: `link` of each of the server's messengers. */
export function knowDeepLinks(messengers) {
  deepLinks = messengers.map(({ link: { host, parameter } }) => ({ host, parameter }));
}

/** What a link to the bot itself hands to it, or "". */
export function deepLink(url) {
  const { host, searchParams } = new URL(url, location.href);
  const found = deepLinks.find((one) => one.host === host && searchParams.has(one.parameter));
  return found ? searchParams.get(found.parameter) : "";
}

/** A link: one to the bot opens the private chat here, others open in a new tab. */
export function link(url, label, follow) {
  if (!SAFE_LINK.test(url)) return document.createTextNode(label);
  const ref = deepLink(url);
  if (ref) {
    const click = (event) => {
      event.preventDefault();
      follow(ref);
    };
    return h("a", { href: url, on: { click } }, label);
  }
  return h("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, label);
}

/** Plain text in which addresses (and, where the messenger has them, commands) can be clicked. */
function bare(text, how) {
  const parts = [];
  let from = 0;
  for (const match of text.matchAll(BARE)) {
    const command = match[0].startsWith("/");
    if (command && !how.command) continue;
    parts.push(text.slice(from, match.index));
    if (command) {
      parts.push(h("button", { type: "button", class: "command", on: { click: () => how.command(match[0]) } }, match[0]));
    } else {
      parts.push(link(match[0], match[0], how.follow));
    }
    from = match.index + match[0].length;
  }
  parts.push(text.slice(from));
  return parts;
}

/** Text with its spans; spans count characters, may nest or overlap. */
export function marked(text, spans, how) {
  const chars = [...text];
  const cuts = new Set([0, chars.length]);
  for (const [start, length] of spans) cuts.add(start).add(Math.min(chars.length, start + length));
  const edges = [...cuts].sort((a, b) => a - b);
  const parts = [];
  for (let i = 0; i + 1 < edges.length; i++) {
    const [from, to] = [edges[i], edges[i + 1]];
    const over = spans.filter(([start, length]) => start <= from && start + length >= to);
    const address = over.find((span) => span[2] === "link");
    const piece = chars.slice(from, to).join("");
    let node = address ? [link(address[3], piece, how.follow)] : bare(piece, how);
    if (over.some((span) => span[2] === "bold")) node = [h("b", {}, node)];
    if (over.some((span) => span[2] === "italic")) node = [h("i", {}, node)];
    parts.push(node);
  }
  return h("div", { class: "text", dir: "auto" }, parts);
}

function photo(file, open) {
  const label = t("photo.open", { name: file.name });
  const image = h("img", { src: file.url, alt: t("photo"), loading: "lazy" });
  return h("button", { type: "button", class: "photo", "aria-label": label, on: { click: () => open(file) } }, image);
}

function document_(file) {
  return h(
    "a",
    { class: "file", href: file.url, download: file.name },
    h("span", { class: "file-mark" }, icon("file")),
    h("span", { class: "file-words" }, h("span", { class: "file-name" }, file.name), h("span", { class: "small" }, size(file.size))),
  );
}

function voice(file) {
  const bars = svg("svg", { viewBox: "0 0 120 24", class: "wave", "aria-hidden": "true" });
  for (let i = 0; i < 30; i++) {
    const high = 4 + 17 * Math.abs(Math.sin(i * 1.7) * Math.cos(i * 0.45));
    bars.append(svg("rect", { x: i * 4, y: 12 - high / 2, width: 2, height: high, rx: 1 }));
  }
  let sound;
  const play = iconButton("play", t("voice.play"), () => {
    sound ??= new Audio(file.url);
    sound.currentTime = 0;
    sound.play().catch(() => play.setAttribute("disabled", ""));
  }, { class: "play" });
  const words = file.transcript ? h("div", { class: "transcript" }, file.transcript) : null;
  return h("div", { class: "voice" }, h("div", { class: "voice-row" }, play, bars), words);
}

function contact(file) {
  return h(
    "div",
    { class: "file" },
    h("span", { class: "file-mark" }, icon("contact")),
    h("span", { class: "file-words" }, h("span", { class: "file-name" }, file.name), h("span", { class: "small" }, file.transcript)),
  );
}

function post(file) {
  return h("div", { class: "quote post" }, h("b", {}, t("attach.wall")), h("span", {}, file.transcript));
}

/** What is drawn in a way of its own, by kind. */
const DRAWN = {
  voice,
  audio: voice,
  contact,
  wall: post,
  sticker: (file) => h("div", { class: "sticker", role: "img", "aria-label": t("attach.sticker") }, file.transcript || "🙂"),
  video_note: () => h("div", { class: "video-note", role: "img", "aria-label": t("attach.video_note") }, icon("play")),
};

/** A message in a few words: its text, or what it brings. */
export function shortly(message) {
  if (message.text) return message.text.slice(0, 120);
  const kind = message.files[0]?.kind ?? (message.place ? "place" : "photo");
  return known(`said.${kind}`, t("said.document"));
}

function files(all, open) {
  const pictures = all.filter((file) => file.kind === "photo");
  const rest = all.filter((file) => !pictures.includes(file));
  const grid = pictures.length
    ? h("div", { class: `photos photos-${Math.min(pictures.length, 5)}` }, pictures.map((file) => photo(file, open)))
    : null;
  return [grid, rest.map((file) => (DRAWN[file.kind] ?? document_)(file))];
}

function placeCard([lat, lon]) {
  const drawing = svg(
    "svg",
    { viewBox: "0 0 220 100", class: "place-drawing", "aria-hidden": "true", preserveAspectRatio: "xMidYMid slice" },
    svg("rect", { width: 220, height: 100, class: "ground" }),
    svg("path", { d: "M-5 82C40 60 60 95 110 74s70-8 120-30v60H-5z", class: "water" }),
    svg("path", { d: "M20-5 70 105M-5 30 225 12M130-5l22 110M-5 58l230-16", class: "road" }),
    svg("path", { d: "M110 64s15-15 15-27a15 15 0 0 0-30 0c0 12 15 27 15 27z", class: "pin" }),
    svg("circle", { cx: 110, cy: 37, r: 5.5, class: "pin-hole" }),
  );
  const words = `${lat.toFixed(4)}, ${lon.toFixed(4)}`;
  return h("div", { class: "place", role: "img", "aria-label": t("place.shown", { place: words }) }, drawing, h("div", { class: "small" }, words));
}

function quote(message) {
  return h("div", { class: "quote" }, h("b", {}, message.name), h("span", {}, shortly(message)));
}

function inline(message, how) {
  if (!message.buttons.length) return null;
  const rows = message.buttons.map((row) => h("div", { class: "row" }, row.map((button) => inlineButton(message, button, how))));
  return h("div", { class: "inline", role: "group", "aria-label": t("buttons") }, rows);
}

function inlineButton(message, button, how) {
  const style = button.style ? ` is-${button.style}` : "";
  if (button.url) {
    const node = link(button.url, button.label, how.follow);
    if (node.nodeType === Node.ELEMENT_NODE) node.className = `key outward${style}`;
    return node;
  }
  const busy = how.pressed.has(`${message.id}/${button.data}`);
  return h(
    "button",
    {
      type: "button",
      class: `key${style}`,
      "aria-busy": busy ? "true" : null,
      "data-data": button.data,
      on: { click: (event) => how.press(message, button, event.currentTarget) },
    },
    button.location && !PICTURE.test(button.label) ? icon("place") : null,
    h("span", {}, button.label),
  );
}

function tools(message, how) {
  const own = message.sender !== "bot";
  return h(
    "div",
    { class: "tools" },
    iconButton("reply", t("reply"), () => how.reply(message), { tabindex: -1 }),
    how.forward ? iconButton("forward", t("forward"), () => how.forward(message), { tabindex: -1 }) : null,
    own && message.text ? iconButton("edit", t("edit"), () => how.edit(message), { tabindex: -1 }) : null,
    own ? iconButton("trash", t("delete"), () => how.remove(message), { tabindex: -1 }) : null,
  );
}

/**
 * The node of one message or of an album's messages. `how`: follow, command (or null), press, reply, forward (or null), edit,
 * remove, open (a photo), pressed (a set of "MESSAGE/DATA"), find (a message by id), names (show the sender).
 */
export function bubble(messages, how) {
  const first = messages[0];
  const spoken = messages.find((message) => message.text) ?? first;
  const own = first.sender !== "bot";
  const quoted = first.reply_to ? how.find(first.reply_to) : null;
  const edited = messages.some((message) => message.edited);
  const all = messages.flatMap((message) => message.files);
  const only = !spoken.text && all.length > 0 && all.every((file) => file.kind === "photo");
  const foot = h("span", { class: "foot" }, edited ? h("span", { class: "edited" }, t("edited")) : null, h("time", {}, clockTime(first.at)), own ? icon("check") : null);
  const body = h(
    "div",
    { class: `bubble${only ? " only-photo" : ""}` },
    how.names ? h("div", { class: "who" }, first.name) : null,
    first.forwarded ? h("div", { class: "forwarded" }, icon("forward"), t("forwarded")) : null,
    quoted ? quote(quoted) : null,
    files(all, how.open),
    messages.filter((message) => message.place).map((message) => placeCard(message.place)),
    spoken.text ? marked(spoken.text, spoken.spans, how) : null,
    foot,
  );
  return h(
    "div",
    { class: `msg ${own ? "own" : "theirs"}`, "data-id": first.id, tabindex: -1, role: "article", "aria-label": t("message.by", { name: first.name, time: clockTime(first.at) }) },
    h("div", { class: "msg-row" }, body, tools(spoken, how)),
    inline(spoken.buttons.length ? spoken : first, how),
  );
}
