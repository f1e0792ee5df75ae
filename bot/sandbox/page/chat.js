// The list of messages of one device: keeps nodes by message, albums together, the newest in sight.

import { bubble } from "./bubble.js";
import { announce, fill, h, iconButton } from "./dom.js";
import { day, t } from "./i18n.js";

const NEAR_END = 90;
const KEEP = 300;

export class Chat {
  /** `how` is what `bubble` needs besides `pressed` and `find`. */
  constructor(label, how) {
    this.messages = new Map();
    this.pressed = new Set();
    this.nodes = new Map();
    this.unread = 0;
    this.how = { ...how, pressed: this.pressed, find: (id) => this.messages.get(id) };
    this.list = h("div", { class: "messages", role: "log", "aria-label": label, tabindex: 0, on: { scroll: () => this.scrolled(), keydown: (event) => this.walk(event) } });
    this.jump = iconButton("down", t("newest"), () => this.toEnd(), { class: "jump", hidden: true });
    this.toasts = h("div", { class: "toasts" });
    this.node = h("div", { class: "chat" }, this.list, this.jump, this.toasts);
    this.list.addEventListener("focusin", (event) => this.offerTools(event));
    new ResizeObserver(() => this.stuck && this.toEnd()).observe(this.list);
    this.stuck = true;
  }

  /** Show exactly these messages. */
  reset(messages) {
    this.messages = new Map(messages.map((message) => [message.id, message]));
    this.nodes.clear();
    this.list.setAttribute("aria-busy", "true");
    fill(this.list);
    let before = "";
    for (const group of grouped(messages)) {
      before = this.dayLine(group[0], before);
      this.draw(group);
    }
    this.lastDay = before;
    this.showEmpty();
    this.list.removeAttribute("aria-busy");
    this.toEnd();
  }

  showEmpty() {
    const empty = this.list.querySelector(".empty");
    if (this.messages.size === 0 && !empty) this.list.append(h("p", { class: "empty" }, this.how.empty));
    if (this.messages.size > 0) empty?.remove();
  }

  dayLine(message, before) {
    const now = day(message.at);
    if (now !== before) this.list.append(h("div", { class: "day" }, h("span", {}, now)));
    return now;
  }

  /** A new or changed message. */
  put(message, isNew) {
    const before = this.messages.get(message.id);
    if (message.deleted) return this.remove(message.id);
    if (!before && !isNew) return;
    this.messages.set(message.id, message);
    this.acknowledged(isNew ? "" : message.id);
    const group = message.album ? [...this.messages.values()].filter((one) => one.album === message.album) : [message];
    const old = this.nodes.get(group[0].id);
    if (!old) this.lastDay = this.dayLine(message, this.lastDay ?? "");
    this.draw(group, old);
    this.showEmpty();
    if (before && before.text !== message.text) announce(t("edited.said", { text: message.text.slice(0, 300) }));
    if (!before) this.arrived(message);
    this.forgetOldest();
  }

  draw(group, old) {
    const focused = old?.contains(document.activeElement) ? document.activeElement.dataset.data : undefined;
    const hadFocus = old?.contains(document.activeElement);
    const node = bubble(group, this.how);
    if (old) old.replaceWith(node);
    else this.list.append(node);
    for (const message of group) this.nodes.set(message.id, node);
    if (hadFocus) (node.querySelector(`[data-data="${CSS.escape(focused ?? "")}"]`) ?? node.querySelector(".key") ?? node).focus();
    if (old && this.stuck) this.toEnd();
  }

  arrived(message) {
    if (message.sender !== "bot" || this.stuck) this.toEnd();
    else {
      this.unread += 1;
      this.jump.hidden = false;
      this.jump.dataset.count = this.unread;
    }
  }

  remove(id) {
    const message = this.messages.get(id);
    if (!message) return;
    const node = this.nodes.get(id);
    const hadFocus = node?.contains(document.activeElement);
    this.messages.delete(id);
    this.nodes.delete(id);
    const rest = message.album ? [...this.messages.values()].filter((one) => one.album === message.album) : [];
    if (rest.length) this.draw(rest, node);
    else node?.remove();
    if (hadFocus) this.list.focus();
    this.acknowledged(id);
    this.showEmpty();
  }

  forgetOldest() {
    while (this.messages.size > KEEP) {
      const [id] = this.messages.keys();
      this.nodes.get(id)?.remove();
      this.nodes.delete(id);
      this.messages.delete(id);
    }
  }

  /** The pressed button waits until it is acknowledged, its message changes, or the messenger gives up. */
  press(message, button) {
    const mark = `${message.id}/${button.dataset.data}`;
    this.pressed.add(mark);
    button.setAttribute("aria-busy", "true");
    setTimeout(() => this.pressed.delete(mark) && this.redrawPressed(), 10000);
  }

  /** An acknowledgement: of one message's buttons, or of all that wait. */
  acknowledged(id = "") {
    for (const mark of [...this.pressed]) if (!id || mark.startsWith(`${id}/`)) this.pressed.delete(mark);
    this.redrawPressed();
  }

  redrawPressed() {
    for (const key of this.list.querySelectorAll(".key[aria-busy]")) {
      const id = key.closest(".msg")?.dataset.id;
      if (!this.pressed.has(`${id}/${key.dataset.data}`)) key.removeAttribute("aria-busy");
    }
  }

  toast(text) {
    this.acknowledged();
    if (!text) return;
    const node = h("div", { class: "toast" }, text);
    this.toasts.append(node);
    announce(text);
    setTimeout(() => node.remove(), 4000);
  }

  toEnd() {
    this.list.scrollTop = this.list.scrollHeight;
    this.stuck = true;
    this.seen();
  }

  /** Only a person leaves the end; a scroll that comes with another size is the browser's own. */
  scrolled() {
    const { scrollHeight, scrollTop, clientHeight } = this.list;
    const size = `${scrollHeight}/${clientHeight}`;
    if (size !== this.size && this.stuck) this.toEnd();
    else this.stuck = scrollHeight - scrollTop - clientHeight < NEAR_END;
    this.size = size;
    if (this.stuck) this.seen();
  }

  seen() {
    this.unread = 0;
    this.jump.hidden = true;
  }

  /** Arrow keys go from message to message; the tools of the one in focus can then be reached by Tab. */
  walk(event) {
    if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
    const all = [...this.list.querySelectorAll(".msg")];
    if (!all.length) return;
    event.preventDefault();
    const at = all.indexOf(document.activeElement.closest(".msg"));
    const step = event.key === "ArrowUp" ? -1 : 1;
    const next = at < 0 ? all.length - 1 : Math.min(all.length - 1, Math.max(0, at + step));
    all[next].focus();
    all[next].scrollIntoView({ block: "nearest" });
  }

  offerTools(event) {
    const current = event.target.closest(".msg");
    for (const tool of this.list.querySelectorAll(".tools button")) {
      tool.tabIndex = current?.contains(tool) ? 0 : -1;
    }
  }
}

function grouped(messages) {
  const groups = [];
  const albums = new Map();
  for (const message of messages) {
    const group = message.album ? albums.get(message.album) : undefined;
    if (group) group.push(message);
    else {
      groups.push([message]);
      if (message.album) albums.set(message.album, groups.at(-1));
    }
  }
  return groups;
}
