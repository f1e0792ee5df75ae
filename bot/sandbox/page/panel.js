// The side panel: the outbox by lane, the limits, the sandbox's tricks, and what the emulators refused.

import { fill, h, icon } from "./dom.js";
import { Faults } from "./faults.js";
import { Lanes, Limits } from "./gauges.js";
import { dateAndTime, duration, known, number, t } from "./i18n.js";
import { action } from "./live.js";

export class Panel {
  constructor(state) {
    this.parts = Object.fromEntries(["storm", "down", "time", "lanes", "limits", "refused", "more"].map((name) => [name, h("div", {})]));
    this.clock = h("p", { class: "clock" });
    this.stormButton = h("button", { type: "button", class: "main wide", on: { click: () => this.storm() } });
    this.progress = h("progress", { max: 100, "aria-label": t("storm.progress"), hidden: true });
    this.stormWords = h("p", { class: "hint" });
    this.messengers = state.messengers.map(({ name }) => name);
    this.downButtons = this.messengers.map((name) => h("button", { type: "button", class: "second", "data-down": name, on: { click: () => action("down", { messenger: name }) } }));
    this.faults = new Faults(state.faults);
    this.lanes = new Lanes();
    this.limits = new Limits();
    this.others = h("div", {});
    this.build(state);
    this.update(state.panel);
  }

  build(state) {
    this.downFor = state.down_s;
    fill(this.parts.storm, this.stormButton, this.progress, this.stormWords);
    fill(this.parts.down, this.downButtons, this.faults.node);
    fill(this.parts.lanes, this.lanes.node, this.others);
    fill(this.parts.limits, this.limits.node);
    const leaps = state.leaps.map((seconds) => h("button", { type: "button", class: "second", on: { click: () => action("leap", { seconds }) } }, `+${duration(seconds)}`));
    fill(this.parts.time, this.clock, h("div", { class: "buttons", role: "group", "aria-label": t("panel.time") }, leaps), leaps.length ? h("p", { class: "hint" }, t("time.hint")) : null);
    fill(this.parts.more, state.actions.map((name) => h("button", { type: "button", class: "second", on: { click: () => action(name) } }, known(`action.${name}`, name))), state.actions.includes("flood") ? h("p", { class: "hint" }, t("flood.hint")) : null);
    const part = (name, props = {}) => h("section", { class: `part part-${name}`, ...props }, h("h3", {}, t(`panel.${name}`)), this.parts[name]);
    this.node = h(
      "aside",
      { class: "panel", id: "panel", "aria-label": t("panel") },
      part("storm"),
      state.actions.length ? part("more") : null,
      part("time"),
      part("lanes"),
      part("limits"),
      part("down"),
      part("refused"),
    );
  }

  storm() {
    action(this.running ? "storm-stop" : "storm");
  }

  update(panel) {
    if (!panel) return;
    const { outbox = {}, limits, storm, down, faults, refused, now } = panel;
    this.clock.textContent = dateAndTime(now);
    this.drawStorm(storm);
    this.downButtons.forEach((button) => this.drawDown(button, down[button.dataset.down]));
    this.faults.update(faults);
    this.lanes.update(outbox.lanes ?? []);
    this.limits.update(limits);
    fill(this.others, facts(outbox));
    this.drawRefused(refused);
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

  /** Drawn anew only when there is news, so that an opened list stays open under the reader's hand. */
  drawRefused(refused) {
    const counts = this.messengers.map((name) => refused[name]?.count ?? 0).join();
    if (counts === this.refusedCounts) return;
    this.refusedCounts = counts;
    const open = new Set([...this.parts.refused.querySelectorAll("details[open]")].map((one) => one.dataset.name));
    const rows = this.messengers.filter((name) => refused[name]?.count).map((name) =>
      h(
        "details",
        { "data-name": name, open: open.has(name) },
        h("summary", {}, t("refused.count", { where: t(`messenger.${name}`), n: refused[name].count })),
        h("ul", {}, refused[name].last.map((line) => h("li", {}, line))),
      ),
    );
    fill(this.parts.refused, rows.length ? rows : h("p", { class: "good" }, icon("check"), t("refused.none")));
  }
}

function shown(value) {
  if (typeof value === "number") return number(value);
  if (value !== null && typeof value === "object") return Object.entries(value).map(([key, one]) => `${key} ${shown(one)}`).join(", ");
  return String(value);
}

/** What the outbox tells beside its lanes, as it is. */
function facts(outbox) {
  const rest = Object.entries(outbox).filter(([key]) => !["lanes", "clock", "now"].includes(key));
  const rows = rest.map(([key, value]) => [h("dt", {}, known(`outbox.${key}`, key)), h("dd", {}, shown(value))]);
  return rows.length ? h("dl", { class: "facts" }, rows) : null;
}
