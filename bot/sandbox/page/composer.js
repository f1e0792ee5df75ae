// Where a person writes: text, attachments, the reply keyboard, and who writes in a group.

import { Attachments } from "./attach.js";
import { shortly } from "./bubble.js";
import { fill, h, icon, iconButton } from "./dom.js";
import { known, t } from "./i18n.js";
import { act } from "./live.js";
import { choosePlace } from "./place.js";

const ANONYMOUS = "anonymous";
const PICTURE = /\p{Extended_Pictographic}/u;
const drafts = new Map();
const writers = new Map();

export class Composer {
  /** `device` is the owner: its `about` says whose phone it is. */
  constructor(device, samples, sends) {
    this.device = device;
    this.context = null;
    this.sending = false;
    this.note = h("div", { class: "composer-note", hidden: true });
    this.unsent = h("p", { class: "unsent", hidden: true }, t("unsent"));
    this.input = h("textarea", {
      rows: 1,
      maxlength: 4096,
      placeholder: t("write"),
      "aria-label": t("write.to", { name: device.about.title }),
      on: { keydown: (event) => this.key(event), input: () => this.typed(), focus: () => this.attachments.close(), paste: (event) => this.paste(event) },
    });
    this.input.value = drafts.get(device.about.key) ?? "";
    this.attachments = new Attachments({
      samples,
      sends,
      foreign: device.about.private,
      onPlace: () => this.place(),
      onVoice: () => this.say({ files: [{ voice: t("voice.sample") }] }),
      onThing: (kind) => this.say({ files: [{ kind, name: known(`${kind}.name`, ""), text: known(`${kind}.text`, "") }] }),
      onForeign: () => this.sayForeign(),
      onSample: (name) => this.suggest(t(`sample.${name}.text`)),
      onChange: () => this.typed(),
      focus: () => this.input.focus(),
    });
    this.sendButton = iconButton("send", t("send"), () => this.send(), { class: "send" });
    this.keyboard = h("div", { class: "keyboard", role: "group", "aria-label": t("keyboard"), hidden: true });
    this.writer = h("select", { on: { change: () => writers.set(device.about.key, this.writer.value) } });
    this.writerRow = h("label", { class: "writer", hidden: true }, h("span", {}, t("writer")), this.writer);
    this.gate = h("div", { class: "gate", hidden: true });
    this.form = h(
      "div",
      { class: "composer-form" },
      this.note,
      this.unsent,
      this.attachments.shelf,
      this.attachments.menu,
      this.writerRow,
      h("div", { class: "composer-line" }, this.attachments.node, this.input, this.sendButton),
      this.keyboard,
    );
    this.node = h("div", { class: "composer" }, this.gate, this.form);
    this.update();
    this.typed();
  }

  /** Draws what depends on the device: who may write, the keyboard in force. */
  update() {
    const { about } = this.device;
    const person = about.private ? about.people[0] : null;
    const shut = person && (person.blocked || !person.started);
    this.gate.hidden = !shut;
    this.form.hidden = Boolean(shut);
    if (shut) {
      const blocked = person.blocked;
      const pass = () => this.do({ do: blocked ? "unblock" : "start" }).then((done) => done && this.input.focus());
      const words = blocked ? t("unblock") : t(`start.${about.messenger}`);
      fill(this.gate, blocked ? h("p", { class: "small" }, t("blocked.note")) : null, h("button", { type: "button", class: "main", on: { click: pass } }, words));
    }
    this.writerRow.hidden = about.private;
    if (!about.private) this.fillWriters(about);
    this.drawKeyboard(about.keyboard);
  }

  fillWriters(about) {
    const chosen = writers.get(about.key) ?? this.writer.value;
    const options = about.people.map((person) => h("option", { value: person.id }, person.name));
    if (this.device.messenger.anonymous) options.push(h("option", { value: ANONYMOUS }, t("writer.anonymous")));
    fill(this.writer, options);
    if ([...this.writer.options].some((option) => option.value === chosen)) this.writer.value = chosen;
  }

  drawKeyboard(rows) {
    this.keyboard.hidden = rows.length === 0;
    fill(this.keyboard, rows.map((row) => h("div", { class: "row" }, row.map((button) => this.keyboardButton(button)))));
  }

  keyboardButton(button) {
    const press = () => (button.location ? this.place() : this.do({ do: "key", label: button.label }));
    const style = button.style ? ` is-${button.style}` : "";
    return h("button", { type: "button", class: `key${style}`, on: { click: press } }, button.location && !PICTURE.test(button.label) ? icon("place") : null, h("span", {}, button.label));
  }

  /** The person who acts here, as the server wants it. */
  who() {
    const { about } = this.device;
    if (about.private) return { user: about.owner };
    if (this.writer.value === ANONYMOUS) return { user: about.people[0].id, anonymous: true };
    return { user: this.writer.value };
  }

  do(body) {
    const { messenger, chat } = this.device.about;
    return act({ messenger, chat, ...this.who(), ...body });
  }

  say(body) {
    return this.do({ do: "say", ...body });
  }

  place() {
    return choosePlace((place) => this.say({ place }));
  }

  /** What stands in the field, as an act; null where there is nothing to do. */
  written() {
    const text = this.input.value.trim();
    const { kind, message } = this.context ?? {};
    if (kind === "edit") return text ? { do: "edit", user: message.sender, message: message.id, text } : null;
    if (!text && !this.attachments.items.length) return null;
    return { do: "say", text, files: this.attachments.bodies(), ...(message ? { reply_to: message.id } : {}) };
  }

  /** The field is emptied once the program has taken what stands in it, and never before. */
  async send() {
    if (this.sending) return;
    this.attachments.close();
    const body = this.written();
    if (body && !(await this.deliver(body))) return;
    if (!body && this.context?.kind !== "edit") return;
    this.attachments.clear();
    this.setContext(null);
    this.clear();
  }

  /** True if it was taken; otherwise the composer says that it was not, until it is tried again or changed. */
  async deliver(body) {
    this.sending = this.input.readOnly = this.sendButton.disabled = true;
    const done = await this.do(body);
    this.sending = this.input.readOnly = false;
    this.typed();
    this.unsent.hidden = Boolean(done);
    return Boolean(done);
  }

  /** Somebody else's words, passed on from a chat that the bot does not know: those in the field, or a sample. */
  async sayForeign() {
    const typed = this.input.value.trim();
    if (this.sending) return;
    if ((await this.deliver({ do: "say", forwarded: true, text: typed || t("foreign.sample") })) && typed) this.clear();
  }

  /** Words that go with a ready picture, where nothing is written yet. */
  suggest(text) {
    if (!this.input.value.trim() && !this.context) this.input.value = text;
    this.typed();
  }

  clear() {
    this.input.value = "";
    this.typed();
  }

  typed() {
    this.unsent.hidden = true;
    drafts.set(this.device.about.key, this.input.value);
    this.input.style.height = "";
    if (this.input.scrollHeight > this.input.clientHeight) this.input.style.height = `${Math.min(this.input.scrollHeight + 2, 132)}px`;
    this.sendButton.disabled = this.sending || !this.input.value.trim() && !this.attachments.items.length;
  }

  key(event) {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.send();
    } else if (event.key === "Escape" && this.context) {
      event.preventDefault();
      if (this.context.kind === "edit") this.clear();
      this.setContext(null);
    }
  }

  async paste(event) {
    for (const file of event.clipboardData.files) await this.attachments.take(file, "photo");
  }

  reply(message) {
    this.setContext({ kind: "reply", message });
  }

  edit(message) {
    this.input.value = message.text;
    this.setContext({ kind: "edit", message });
    this.typed();
  }

  setContext(context) {
    this.context = context;
    this.note.hidden = !context;
    if (!context) return;
    const { kind, message } = context;
    const cancel = () => {
      if (kind === "edit") this.clear();
      this.setContext(null);
      this.input.focus();
    };
    const words = h("span", { class: "note-words" }, h("b", {}, kind === "edit" ? t("editing") : t("reply.to", { name: message.name })), h("span", {}, shortly(message)));
    fill(this.note, icon(kind), words, iconButton("close", t("cancel"), cancel, { class: "plain" }));
    this.input.focus();
  }
}
