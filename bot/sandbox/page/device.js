// One device: a citizen's phone or the operators' chat.

import { Chat } from "./chat.js";
import { Composer } from "./composer.js";
import { fill, h, icon, iconButton, openDialog } from "./dom.js";
import { t } from "./i18n.js";
import { act } from "./live.js";

export class Device {
  /** `samples`: names of built-in pictures; `messenger`: what can be done in it, as the server says. */
  constructor(about, samples, messenger) {
    this.about = about;
    this.messenger = messenger;
    this.composer = new Composer(this, samples, messenger.sends);
    this.chat = new Chat(t("messages.of", { name: about.title }), {
      names: !about.private,
      empty: t(about.private ? "empty.phone" : "empty.group"),
      follow: (ref) => this.follow(ref),
      command: messenger.commands ? (command) => this.composer.say({ text: command }) : null,
      press: (message, button, node) => this.press(message, button, node),
      reply: (message) => this.composer.reply(message),
      forward: about.private ? (message) => this.composer.do({ do: "forward", message: message.id }) : null,
      edit: (message) => this.composer.edit(message),
      remove: (message) => this.composer.do({ do: "delete", user: message.sender, message: message.id }),
      open: (file) => showPhoto(file),
    });
    this.head = h("header", { class: "device-head" });
    this.node = h(
      "section",
      { class: `device ${about.messenger} ${about.private ? "phone" : "group"}`, "data-key": about.key, id: `device-${about.key.replace(/\W/g, "_")}` },
      this.head,
      this.chat.node,
      this.composer.node,
    );
    this.drawHead();
  }

  /** News about whose device it is and what may be done there; messages stay. */
  update(about) {
    this.about = { ...this.about, ...about };
    this.drawHead();
    this.composer.update();
  }

  setKeyboard(keyboard) {
    this.about.keyboard = keyboard;
    this.composer.drawKeyboard(keyboard);
    if (this.chat.stuck) this.chat.toEnd();
  }

  get label() {
    const where = t(`messenger.${this.about.messenger}`);
    return this.about.private ? t("phone.of", { name: this.about.title, where }) : t("chat.named", { name: this.about.title, where });
  }

  drawHead() {
    const { about } = this;
    this.node.setAttribute("aria-label", this.label);
    fill(
      this.head,
      h("span", { class: "avatar", "aria-hidden": "true" }, [...about.title][0] ?? "?"),
      h("div", { class: "device-title" }, h("h2", {}, about.title), h("p", { class: "small" }, this.subtitle())),
      h("span", { class: "badge" }, t(`messenger.${about.messenger}`)),
      about.private ? this.menuButton() : null,
    );
  }

  subtitle() {
    const { about } = this;
    if (!about.private) return t("members", { n: about.people.length + 1 });
    if (about.people[0]?.blocked) return t("status.blocked");
    return about.operator ? t("status.operator") : t("status.citizen");
  }

  menuButton() {
    return iconButton("more", t("phone.menu", { name: this.about.title }), () => this.openMenu(), { class: "plain", "aria-haspopup": "dialog" });
  }

  openMenu() {
    const { messenger, chat, owner, title, people } = this.about;
    const blocked = people[0]?.blocked;
    openDialog(title, "small-dialog", t("close"), (close) => {
      const ref = h("input", { id: "start-ref", maxlength: 64, autocomplete: "off", spellcheck: "false", placeholder: "leaflet-7" });
      const start = (event) => {
        event.preventDefault();
        close();
        act({ do: "start", messenger, chat, user: owner, ref: ref.value.trim().replace(/[^\w-]/g, "") });
      };
      const block = () => {
        close();
        act({ do: blocked ? "unblock" : "block", messenger, chat, user: owner });
      };
      return [
        h("form", { class: "stack", on: { submit: start } }, h("label", { for: "start-ref" }, t("start.ref")), ref, h("p", { class: "hint" }, t("start.hint")), h("button", { class: "main" }, t("start.again"))),
        h("hr"),
        h("button", { type: "button", class: blocked ? "second" : "second danger", on: { click: block } }, icon("block"), blocked ? t("unblock") : t("block")),
      ];
    });
  }

  /** A button that brings no data writes its label, or asks for the place or the contact, as a key of the keyboard does. */
  press(message, button, node) {
    if (button.location) return this.composer.place();
    if (!button.data) return this.composer.do({ do: "key", label: button.label, message: message.id });
    this.chat.press(message, node);
    const who = this.composer.who();
    const done = act({ do: "press", messenger: this.about.messenger, chat: this.about.chat, ...who, message: message.id, data: button.data });
    return done.then((taken) => taken ?? this.chat.acknowledged(message.id));
  }

  /** A link to the bot: whoever holds the device opens his private chat with it. */
  follow(ref) {
    act({ do: "start", messenger: this.about.messenger, chat: this.about.chat, user: this.composer.who().user, ref });
  }
}

function showPhoto(file) {
  openDialog(t("photo"), "photo-dialog", t("close"), () => h("img", { src: file.url, alt: file.name }));
}
