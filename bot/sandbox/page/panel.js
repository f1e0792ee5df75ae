// The side panel: the outbox by lane, the sandbox's tricks, and what the emulators refused.

import { fill, h, icon } from "./dom.js";
import { dateAndTime, duration, known, number, t } from "./i18n.js";
import { action } from "./live.js";

const MESSENGERS = ["telegram", "vk"];

export class Panel {
  constructor(state) {
    this.parts = Object.fromEntries(["storm", "down", "time", "lanes", "limits", "refused", "more"].map((name) => [name, h("div", {})]));
    this.clock = h("p", { class: "clock" });
    this.stormButton = h("button", { type: "button", class: "main wide", on: { click: () => this.storm() } });
    this.progress = h("progress", { max: 100, "aria-label": t("storm.progress"), hidden: true });
    this.stormWords = h("p", { class: "hint" });
    this.downButtons = MESSENGERS.map((name) => h("button", { type: "button", class: "second", "data-down": name, on: { click: () => action("down", { messenger: name }) } }));
    this.build(state);
    this.update(state.panel);
  }

  build(state) {
    this.downFor = state.down_s;
    fill(this.parts.storm, this.stormButton, this.progress, this.stormWords);
    fill(this.parts.down, this.downButtons);
    const leaps = state.leaps.map((seconds) => h("button", { type: "button", class: "second", on: { click: () => action("leap", { seconds }) } }, `+${duration(seconds)}`));
    fill(this.parts.time, this.clock, h("div", { class: "buttons", role: "group", "aria-label": t("panel.time") }, leaps), leaps.length ? h("p", { class: "hint" }, t("time.hint")) : null);
    fill(this.parts.more, state.actions.map((name) => h("button", { type: "button", class: "second", on: { click: () => action(name) } }, known(`action.${name}`, name))));
    const part = (name, props = {}) => h("section", { class: `part part-${name}`, ...props }, h("h3", {}, t(`panel.${name}`)), this.parts[name]);
    this.node = h(
      "aside",
      { class: "panel", id: "panel", "aria-label": t("panel") },
      part("storm"),
      part("time"),
      part("down"),
      state.actions.length ? part("more") : null,
      part("lanes"),
      part("limits"),
      part("refused"),
    );
  }

  storm() {
    action(this.running ? "storm-stop" : "storm");
  }

  update(panel) {
    if (!panel) return;
    const { outbox = {}, storm, down, refused, now } = panel;
    this.clock.textContent = dateAndTime(now);
    this.drawStorm(storm);
    this.downButtons.forEach((button) => this.drawDown(button, down[button.dataset.down]));
    fill(this.parts.lanes, this.lanes(outbox.lanes ?? []), this.others(outbox));
    fill(this.parts.limits, this.limits(outbox.limits ?? {}));
    fill(this.parts.refused, this.refused(refused));
  }

  drawStorm({ running, total, written }) {
    this.running = running;
    const writing = running && written < total;
    fill(this.stormButton, icon(running ? "stop" : "storm"), running ? t("storm.stop") : t("storm"));
    this.progress.hidden = !running;
    this.progress.value = total ? (100 * written) / total : 0;
    this.stormWords.textContent = writing ? t("storm.written", { written, total }) : running ? t("storm.ending", { written }) : written ? t("storm.done", { n: written }) : t("storm.hint");
  }

  drawDown(button, left) {
    const where = t(`messenger.${button.dataset.down}`);
    const words = left === undefined ? t("down", { where, s: this.downFor }) : t("down.left", { where, s: left });
    button.disabled = left !== undefined;
    if (button.dataset.words !== words) fill(button, icon("down_link"), words);
    button.dataset.words = words;
  }

  lanes(lanes) {
    if (!lanes.length) return h("p", { class: "hint" }, t("lanes.none"));
    const most = Math.max(10, ...lanes.map((lane) => lane.waiting ?? 0));
    const head = ["lane", "waiting", "oldest", "sent"].map((name) => h("th", { scope: "col" }, t(`lanes.${name}`)));
    return h("table", { class: "lanes" }, h("thead", {}, h("tr", {}, head)), h("tbody", {}, lanes.map((lane) => this.lane(lane, most))));
  }

  lane(lane, most) {
    const { name, waiting = 0, oldest_s: oldest, sent = 0, ...rest } = lane;
    const bar = h("span", { class: "bar", "aria-hidden": "true" });
    bar.style.setProperty("--share", waiting / most);
    const more = Object.entries(rest).map(([key, value]) => `${known(`lane.${key}`, key)}: ${shown(value)}`).join(", ");
    return h(
      "tr",
      { class: waiting ? "busy" : "" },
      h("th", { scope: "row" }, known(`lane.${name}`, name), bar, more ? h("span", { class: "small" }, more) : null),
      h("td", {}, number(waiting)),
      h("td", {}, waiting && oldest ? duration(oldest) : "–"),
      h("td", {}, number(sent)),
    );
  }

  others(outbox) {
    const rest = Object.fromEntries(Object.entries(outbox).filter(([key]) => !["lanes", "limits", "clock", "now"].includes(key)));
    return facts(rest, "outbox");
  }

  /** Levels {"used", "limit", "seconds"} by messenger are drawn as meters, anything else as it is. */
  limits(limits) {
    const others = {};
    const meters = [];
    for (const [name, levels] of Object.entries(limits)) {
      const entries = levels !== null && typeof levels === "object" ? Object.entries(levels) : [];
      if (!entries.length || !entries.every(([, level]) => level?.limit)) others[name] = levels;
      else meters.push(...fullest(entries).map(([kind, level]) => this.meter(name, kind, level)));
    }
    return [meters, facts(others, "limit")];
  }

  meter(messenger, kind, { used, limit, seconds }) {
    const words = `${known(`messenger.${messenger}`, messenger)}: ${known(`usage.${kind}`, kind)}`;
    const share = Math.min(1, used / limit);
    const bar = h("span", { class: share >= 0.95 ? "bar full" : "bar", role: "meter", "aria-label": words, "aria-valuemin": 0, "aria-valuemax": limit, "aria-valuenow": used });
    bar.style.setProperty("--share", share);
    return h(
      "div",
      { class: "usage" },
      h("span", {}, words),
      h("span", { class: "small" }, t("usage.of", { used: number(used), limit: number(limit), time: duration(seconds) })),
      bar,
    );
  }

  refused(refused) {
    const rows = MESSENGERS.filter((name) => refused[name]?.count).map((name) =>
      h("details", {}, h("summary", {}, t("refused.count", { where: t(`messenger.${name}`), n: refused[name].count })), h("ul", {}, refused[name].last.map((line) => h("li", {}, line)))),
    );
    return rows.length ? rows : h("p", { class: "good" }, icon("check"), t("refused.none"));
  }
}

/** One entry a kind ("chat:7" is of the kind "chat"): the fullest one. */
function fullest(entries) {
  const kinds = new Map();
  for (const [name, level] of entries) {
    const kind = name.split(":")[0];
    const other = kinds.get(kind);
    if (!other || level.used / level.limit > other.used / other.limit) kinds.set(kind, level);
  }
  return [...kinds];
}

function shown(value) {
  if (typeof value === "number") return number(value);
  if (value !== null && typeof value === "object") return Object.entries(value).map(([key, one]) => `${key} ${shown(one)}`).join(", ");
  return String(value);
}

/** Any further keys, as they are. */
function facts(values, prefix) {
  const rows = Object.entries(values).map(([key, value]) => [h("dt", {}, known(`${prefix}.${key}`, key)), h("dd", {}, shown(value))]);
  return rows.length ? h("dl", { class: "facts" }, rows) : null;
}
