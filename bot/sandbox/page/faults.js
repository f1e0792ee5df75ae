// Faults to switch on: a form made from what the server offers, and the list of those in force.

import { announce, fill, h, icon, iconButton } from "./dom.js";
import { number, t } from "./i18n.js";
import { act } from "./live.js";

const SECONDS = { slow: 5, 429: 7 };
let forms = 0;

export class Faults {
  constructor(choices) {
    this.kinds = choices.kinds;
    this.rows = new Map();
    this.messenger = select(Object.keys(choices.kinds), (name) => t(`messenger.${name}`));
    this.kind = select([]);
    this.calls = select([]);
    this.times = select(choices.times, (times) => t(`fault.times.${times}`));
    this.seconds = h("input", { type: "number", inputmode: "numeric", step: 1, required: true });
    this.code = select([]);
    this.messenger.addEventListener("change", () => this.offerKinds());
    this.kind.addEventListener("change", () => this.offerDetails());
    this.list = h("ul", { class: "fault-list", "aria-label": t("fault.list") });
    this.none = h("p", { class: "hint" }, t("fault.none"));
    this.button = h("button", { class: "second" }, icon("plus"), t("fault.on"));
    this.node = h("div", { class: "faults" }, this.form(), this.none, this.list);
    this.offerKinds();
  }

  form() {
    forms += 1;
    const part = (name, control, wide) => {
      control.id = `fault-${name}-${forms}`;
      return h("div", { class: wide ? "field wide" : "field" }, h("label", { for: control.id }, t(`fault.${name}`)), control);
    };
    this.secondsPart = part("seconds", this.seconds, true);
    this.codePart = part("code", this.code, true);
    const submit = (event) => {
      event.preventDefault();
      this.switchOn();
    };
    return h(
      "form",
      { class: "fault-form", "aria-label": t("fault.form"), on: { submit } },
      part("messenger", this.messenger),
      part("calls", this.calls),
      part("kind", this.kind, true),
      this.codePart,
      this.secondsPart,
      part("times", this.times),
      this.button,
    );
  }

  offerKinds() {
    offer(this.kind, this.kinds[this.messenger.value].map((kind) => kind.fault), (fault) => t(`fault.is.${fault}`));
    this.offerDetails();
  }

  offerDetails() {
    const { fault, calls, seconds, codes } = this.chosen();
    offer(this.calls, calls, (name) => t(`fault.calls.${name}`));
    offer(this.code, codes, (code) => t(`fault.code.${code}`));
    this.codePart.hidden = !codes.length;
    this.secondsPart.hidden = this.seconds.disabled = !seconds;
    if (!seconds) return;
    [this.seconds.min, this.seconds.max] = seconds;
    this.seconds.value = SECONDS[fault] ?? seconds[0];
  }

  chosen() {
    return this.kinds[this.messenger.value].find((kind) => kind.fault === this.kind.value);
  }

  async switchOn() {
    const { codes, seconds } = this.chosen();
    const done = await act({
      do: "fault",
      messenger: this.messenger.value,
      fault: this.kind.value,
      calls: this.calls.value,
      times: Number(this.times.value),
      ...(seconds ? { seconds: Number(this.seconds.value) } : {}),
      ...(codes.length ? { code: Number(this.code.value) } : {}),
    });
    if (done) announce(t("fault.is-on"));
  }

  /** The rules as the server lists them; rows that stay keep their node, and with it the focus. */
  update(rules) {
    this.none.hidden = rules.length > 0;
    const ids = new Set(rules.map((rule) => rule.id));
    for (const [id, row] of this.rows) {
      if (ids.has(id)) continue;
      const focused = row.node.contains(document.activeElement);
      row.node.remove();
      this.rows.delete(id);
      if (focused) (this.list.querySelector("button") ?? this.button).focus();
    }
    for (const rule of [...rules].reverse()) {
      const row = this.rows.get(rule.id) ?? this.place(rule);
      row.update(rule);
    }
  }

  place(rule) {
    const row = new Row(rule);
    this.rows.set(rule.id, row);
    this.list.prepend(row.node);
    return row;
  }
}

class Row {
  constructor(rule) {
    const what = t("fault.line", {
      where: t(`messenger.${rule.messenger}`),
      calls: t(`fault.calls.${rule.calls}`).toLowerCase(),
      what: t(rule.code ? `fault.code.${rule.code}` : `fault.does.${rule.fault}`, { s: number(rule.seconds) }),
    });
    this.left = h("span", { class: "small" });
    const takeAway = () => act({ do: "mend", messenger: rule.messenger, id: rule.id }).then((done) => done && announce(t("fault.is-off")));
    this.node = h("li", {}, h("div", {}, h("span", {}, what), this.left), iconButton("close", t("fault.off", { what }), takeAway, { class: "plain" }));
  }

  update({ left, times }) {
    const words = left < 0 ? t("fault.stays") : left ? t("fault.left", { left, times }) : t("fault.spent", { times });
    if (this.left.textContent !== words) fill(this.left, words);
    this.node.classList.toggle("spent", left === 0);
  }
}

function select(values, words) {
  const node = h("select", {});
  offer(node, values, words);
  return node;
}

/** Other options; what was chosen stays chosen if it is still there. */
function offer(node, values, words) {
  const before = node.value;
  fill(node, values.map((value) => h("option", { value }, words(value))));
  if (values.map(String).includes(before)) node.value = before;
}
