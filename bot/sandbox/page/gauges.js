// What fills and empties: the outbox's lanes and the messengers' limits. Nodes stay, so that the bars move.

import { fill, h } from "./dom.js";
import { duration, known, number, t } from "./i18n.js";

const FULL = 0.95;

export class Lanes {
  constructor() {
    this.rows = new Map();
    this.body = h("tbody", {});
    const head = ["lane", "waiting", "oldest", "sent"].map((name) => h("th", { scope: "col" }, t(`lanes.${name}`)));
    this.table = h("table", { class: "lanes" }, h("thead", {}, h("tr", {}, head)), this.body);
    this.none = h("p", { class: "hint" }, t("lanes.none"));
    this.node = h("div", {}, this.none, this.table);
  }

  update(lanes) {
    this.none.hidden = lanes.length > 0;
    this.table.hidden = !lanes.length;
    const most = Math.max(10, ...lanes.map((lane) => lane.waiting ?? 0));
    for (const lane of lanes) this.row(lane.name).update(lane, most);
  }

  row(name) {
    let row = this.rows.get(name);
    if (!row) {
      row = new Lane(name);
      this.rows.set(name, row);
      this.body.append(row.node);
    }
    return row;
  }
}

class Lane {
  constructor(name) {
    this.bar = h("span", { class: "bar", "aria-hidden": "true" });
    this.cells = [0, 1, 2].map(() => h("td", {}));
    this.node = h("tr", { "data-lane": name }, h("th", { scope: "row" }, known(`lane.${name}`, name), this.bar), this.cells);
  }

  update({ waiting = 0, oldest_s: oldest, sent = 0 }, most) {
    this.node.classList.toggle("busy", waiting > 0);
    this.bar.style.setProperty("--share", waiting / most);
    const texts = [number(waiting), waiting && oldest ? duration(oldest) : "–", number(sent)];
    texts.forEach((text, at) => write(this.cells[at], text));
  }
}

/** One meter for all of a messenger, one for its fullest chat, one for each group; once shown, they stay. */
export class Limits {
  constructor() {
    this.meters = new Map();
    this.none = h("p", { class: "hint" }, t("limits.none"));
    this.node = h("div", {}, this.none);
  }

  update(levels) {
    this.none.hidden = levels.length > 0;
    const told = new Set();
    for (const level of levels) {
      const key = level.kind === "group" ? `${level.messenger} ${level.chat}` : `${level.messenger} ${level.kind}`;
      told.add(key);
      this.meter(key, level).update(level);
    }
    for (const [key, meter] of this.meters) if (!told.has(key)) meter.rest();
  }

  meter(key, level) {
    let meter = this.meters.get(key);
    if (!meter) {
      meter = new Meter();
      this.meters.set(key, meter);
      const after = [...this.meters.values()].filter((one) => one.messenger === level.messenger).at(-1);
      if (after) after.node.after(meter.node);
      else this.node.append(meter.node);
    }
    return meter;
  }
}

class Meter {
  constructor() {
    this.words = h("span", {});
    this.amount = h("span", { class: "small" });
    this.bar = h("span", { class: "bar", role: "meter", "aria-valuemin": 0 });
    this.node = h("div", { class: "usage" }, this.words, this.amount, this.bar);
  }

  update(level) {
    const { messenger, kind, title, used, limit, seconds } = level;
    this.level = level;
    this.messenger = messenger;
    const where = known(`messenger.${messenger}`, messenger);
    const amount = t("usage.of", { used: number(used), limit: number(limit), time: duration(seconds) });
    write(this.words, t("usage", { where, what: t(`usage.${kind}`, { title }) }).trim());
    write(this.amount, amount);
    this.bar.classList.toggle("full", used >= limit * FULL);
    this.bar.style.setProperty("--share", Math.min(1, used / limit));
    const said = { "aria-label": this.words.textContent, "aria-valuemax": limit, "aria-valuenow": Math.min(used, limit), "aria-valuetext": amount };
    for (const [name, value] of Object.entries(said)) this.bar.setAttribute(name, value);
  }

  /** Nothing uses it now. */
  rest() {
    this.update({ ...this.level, used: 0, title: "" });
  }
}

function write(node, text) {
  if (node.textContent !== text) fill(node, text);
}
