// What a person can add to a message: own files, built-in pictures, a voice sample.

import { h, icon, iconButton, announce } from "./dom.js";
import { size, t } from "./i18n.js";

const LIMIT = 10;
const LARGEST = 20 * 1024 * 1024;
const [LEAST, ABOVE] = [160, 16]; // pixels of the menu, and of what stays free above it

async function base64(file) {
  const address = await new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result);
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
  return address.slice(address.indexOf(",") + 1);
}

/** The files waiting to be sent with the next message, and the menu to add them. */
export class Attachments {
  /**
   * `samples`: ready pictures; `sends`: kinds of things that this messenger has besides; `foreign`: whether somebody
   * else's message can be passed on here. The other fields are told what was chosen; `onChange`, that the list changed.
   */
  constructor(how) {
    Object.assign(this, how);
    this.items = [];
    this.shelf = h("div", { class: "shelf", hidden: true });
    this.button = iconButton("attach", t("attach"), () => this.toggle(), { class: "plain", "aria-expanded": "false" });
    this.photoInput = this.input("image/*", "photo");
    this.fileInput = this.input(null, "document");
    this.menu = this.buildMenu();
    this.node = h("div", { class: "attach" }, this.button, this.photoInput, this.fileInput);
  }

  input(accept, kind) {
    const choose = async (event) => {
      for (const file of event.target.files) await this.take(file, kind);
      event.target.value = "";
      this.focus();
    };
    return h("input", { type: "file", hidden: true, multiple: true, accept, "data-kind": kind, on: { change: choose } });
  }

  async take(file, kind) {
    if (file.size > LARGEST) return announce(t("file.large", { name: file.name }));
    const photo = kind === "photo" && file.type.startsWith("image/");
    const content = await base64(file);
    this.push({ kind: photo ? "photo" : "document", name: file.name, mime: file.type, content }, photo ? URL.createObjectURL(file) : "", file);
  }

  push(body, picture, file = null) {
    if (this.items.length >= LIMIT) return announce(t("attach.full", { n: LIMIT }));
    this.items.push({ body, picture, name: file?.name ?? t(`sample.${body.sample}`), size: file?.size ?? 0 });
    this.draw();
  }

  addSample(name) {
    this.push({ sample: name }, `/sandbox/sample/${name}.png`);
    this.onSample(name);
  }

  draw() {
    this.shelf.hidden = this.items.length === 0;
    this.shelf.replaceChildren(...this.items.map((item) => this.chip(item)));
    if (!this.menu.hidden) this.fit();
    this.onChange();
  }

  chip(item) {
    const drop = () => {
      this.items = this.items.filter((one) => one !== item);
      this.draw();
      this.focus();
    };
    const face = item.picture
      ? h("img", { src: item.picture, alt: item.name })
      : h("span", { class: "chip-file" }, icon("file"), h("span", {}, item.name), h("span", { class: "small" }, size(item.size)));
    return h("div", { class: "chip" }, face, iconButton("close", t("attach.remove", { name: item.name }), drop, { class: "chip-drop" }));
  }

  /** The files as the server takes them. */
  bodies() {
    return this.items.map((item) => item.body);
  }

  clear() {
    for (const item of this.items) if (item.picture.startsWith("blob:")) URL.revokeObjectURL(item.picture);
    this.items = [];
    this.draw();
  }

  buildMenu() {
    const entry = (name, label, act) => h("button", { type: "button", class: "entry", on: { click: act } }, icon(name), label);
    const pictures = this.samples.map((name) =>
      h(
        "button",
        { type: "button", class: "sample", "data-sample": name, "aria-label": t("sample.add", { name: t(`sample.${name}`) }), on: { click: () => this.addSample(name) } },
        h("img", { src: `/sandbox/sample/${name}.png`, alt: "" }),
        h("span", {}, t(`sample.${name}`)),
      ),
    );
    return h(
      "div",
      { class: "attach-menu", hidden: true, role: "group", "aria-label": t("attach"), on: { keydown: (event) => event.key === "Escape" && this.close(true) } },
      h("div", { class: "samples" }, pictures),
      entry("photo", t("attach.photo"), () => this.photoInput.click()),
      entry("file", t("attach.file"), () => this.fileInput.click()),
      entry("place", t("attach.place"), () => this.leave(this.onPlace)),
      entry("voice", t("attach.voice"), () => this.leave(this.onVoice)),
      this.sends.map((kind) => entry(kind, t(`attach.${kind}`), () => this.leave(() => this.onThing(kind)))),
      this.foreign ? entry("forward", t("attach.foreign"), () => this.leave(this.onForeign)) : null,
    );
  }

  leave(then) {
    this.close(true);
    then();
  }

  toggle() {
    if (!this.menu.hidden) return this.close(true);
    this.fit();
    this.menu.hidden = false;
    this.button.setAttribute("aria-expanded", "true");
    this.menu.querySelector("button").focus();
  }

  /** The menu stays inside its phone, also when what was chosen takes room under it. */
  fit() {
    const top = (node) => node.getBoundingClientRect().top;
    const above = this.shelf.hidden ? top(this.button) : Math.min(top(this.button), top(this.shelf));
    this.menu.style.maxHeight = `${Math.max(LEAST, above - top(this.menu.closest(".device")) - ABOVE)}px`;
  }

  close(back = false) {
    if (this.menu.hidden) return;
    this.menu.hidden = true;
    this.button.setAttribute("aria-expanded", "false");
    if (back) this.button.focus();
  }
}
