// The page as a whole: devices side by side (or behind tabs on a narrow screen), the panel, the languages.

import { fill, h, icon, iconButton, openDialog, announce, complain } from "./dom.js";
import { knowDeepLinks } from "./bubble.js";
import { Device } from "./device.js";
import { currentLanguage, known, loadLanguage, setZone, t } from "./i18n.js";
import { Stream, act } from "./live.js";
import { Panel } from "./panel.js";

const NARROW = matchMedia("(max-width: 799px)");
const ROOMY = matchMedia("(min-width: 1180px)");
const PANEL = "panel";
const GAP = 18; // beside a phone, and before the first
const PHONE = 308; // what a phone needs

class Page {
  constructor() {
    this.devices = new Map();
    this.unread = new Map();
    this.current = "";
    this.root = document.getElementById("app");
    NARROW.addEventListener("change", () => this.arrange());
    this.stream = new Stream({
      onState: (state) => this.show(state),
      onChange: (change) => this.change(change),
      onConnection: (there) => this.connection(there),
    });
  }

  build(state) {
    const language = currentLanguage() === "ru" ? "en" : "ru";
    this.status = h("p", { class: "connection", role: "status" });
    this.panelButton = iconButton("panel", t("panel.toggle"), () => this.togglePanel(), { class: "plain panel-toggle", "aria-controls": "panel", "aria-expanded": String(ROOMY.matches) });
    const header = h(
      "header",
      { class: "top" },
      h("img", { src: "/sandbox/page/icon.svg", alt: "", width: 30, height: 30 }),
      h("div", { class: "brand" }, h("h1", {}, t("title")), h("p", { class: "small at-length" }, this.subtitle(state, "subtitle")), h("p", { class: "small in-short" }, this.subtitle(state, "region"))),
      this.status,
      h("button", { type: "button", class: "second add", "aria-label": t("add"), on: { click: () => this.addCitizen() } }, icon("plus"), h("span", {}, t("add"))),
      h("button", { type: "button", class: "second language", lang: language, on: { click: () => this.switchTo(language) } }, language === "ru" ? "Русский" : "English"),
      this.panelButton,
    );
    this.tabs = h("div", { class: "tabs", role: "tablist", "aria-label": t("tabs"), on: { keydown: (event) => this.walkTabs(event) } });
    this.strip = h("div", { class: "strip" });
    this.desk = h("div", { class: "desk" });
    this.jumps = h("nav", { class: "tabs jumps", "aria-label": t("tabs"), hidden: true });
    this.seen = new IntersectionObserver((all) => all.forEach(({ target, intersectionRatio }) => this.marked(target, intersectionRatio > 0.9)), { root: this.strip, threshold: [0, 0.9, 1] });
    this.room?.disconnect();
    this.room = new ResizeObserver(() => this.fit());
    this.room.observe(this.strip);
    this.panel = new Panel(state);
    this.main = h("main", { class: "stage" }, this.strip, this.desk, this.panel.node);
    fill(this.root, header, this.tabs, this.jumps, this.main);
    this.root.classList.toggle("without-panel", !ROOMY.matches);
  }

  /** Which region is tried: the invented one, or somebody's own and from which folder. */
  subtitle({ region, fictional, folder }, key) {
    const name = region[currentLanguage()] ?? region.ru ?? "";
    return t(fictional ? key : `${key}.own`, { name, folder });
  }

  /** Everything anew from the server's state; what stands in the composers stays. */
  show(state) {
    this.state = state;
    setZone(state.zone);
    knowDeepLinks(state.messengers);
    if (!this.panel) this.build(state);
    this.panel.update(state.panel);
    const keys = new Set(state.devices.map((about) => about.key));
    for (const [key, device] of this.devices) if (!keys.has(key)) this.drop(key, device);
    for (const { messages, ...about } of state.devices) {
      const device = this.devices.get(about.key) ?? this.place(about);
      device.update(about);
      device.chat.reset(messages);
    }
    this.arrange();
  }

  place(about) {
    const device = new Device(about, this.state.samples, this.state.messengers.find(({ name }) => name === about.messenger));
    this.devices.set(about.key, device);
    const desk = !about.private && !this.desk.firstChild;
    const after = about.private && !about.operator ? this.strip.querySelector(".group, .of-operator") : null;
    device.node.classList.toggle("of-operator", Boolean(about.operator));
    if (desk) this.desk.append(device.node);
    else this.strip.insertBefore(device.node, after);
    this.seen.observe(device.node);
    return device;
  }

  drop(key, device) {
    this.seen.unobserve(device.node);
    device.node.remove();
    this.devices.delete(key);
  }

  change(change) {
    if (change.kind === "panel") return this.panel?.update(change.panel);
    const device = this.devices.get(change.key);
    if (!device) return change.kind === "toast" ? undefined : this.stream.refresh();
    if (change.kind === "keyboard") device.setKeyboard(change.keyboard);
    else if (change.kind === "about") device.update(change.device);
    else if (change.kind === "toast") device.chat.toast(change.text);
    else device.chat.put(change.message, change.kind === "message");
    if (change.kind === "message") this.noticeUnread(change);
    return undefined;
  }

  noticeUnread({ key, message }) {
    const device = this.devices.get(key).node;
    const there = NARROW.matches ? key === this.current : device.parentNode === this.desk || device.classList.contains("in-sight");
    if (there || message.sender !== "bot") return;
    this.unread.set(key, (this.unread.get(key) ?? 0) + 1);
    this.drawTabs();
    this.drawJumps();
  }

  connection(there) {
    if (!this.status || this.there === there) return;
    this.there = there;
    fill(this.status, h("span", { class: `dot ${there ? "on" : "off"}` }), there ? t("connected") : t("disconnected"));
  }

  // -- narrow screens: one thing at a time -------------------------------------------------------
  arrange() {
    const narrow = NARROW.matches;
    this.root.classList.toggle("narrow", narrow);
    if (!this.devices.has(this.current) && this.current !== PANEL) this.current = this.devices.keys().next().value ?? PANEL;
    for (const [key, device] of this.devices) this.asTab(device.node, key, narrow, "region");
    this.asTab(this.panel.node, PANEL, narrow, "complementary");
    this.tabs.hidden = !narrow;
    this.drawTabs();
    this.fit();
  }

  // -- wide screens: whole phones only, and a way to those that have no room ------------------------
  fit() {
    const phones = this.strip.children.length;
    const wide = this.strip.clientWidth - 2 * GAP;
    const room = Math.max(1, Math.floor((wide + GAP) / (PHONE + GAP)));
    const shelved = !NARROW.matches && phones > room;
    this.strip.classList.toggle("shelved", shelved);
    if (shelved) this.strip.style.setProperty("--phone", `${Math.floor((wide - (room - 1) * GAP) / room)}px`);
    if (this.jumps.hidden === shelved) {
      this.jumps.hidden = !shelved;
      this.drawJumps();
    }
  }

  drawJumps() {
    if (this.jumps.hidden) return fill(this.jumps);
    const jump = ({ about, node }) => {
      const count = this.unread.get(about.key);
      return h("button", { type: "button", class: `tab ${about.messenger}`, "data-key": about.key, "aria-current": String(node.classList.contains("in-sight")), on: { click: () => this.found(about.key) } }, about.title, count ? h("span", { class: "count", "aria-label": t("unread", { n: count }) }, count) : null);
    };
    return fill(this.jumps, [...this.devices.values()].filter(({ node }) => node.parentNode === this.strip).map(jump));
  }

  /** A phone came into sight or left it. */
  marked(node, there) {
    node.classList.toggle("in-sight", there);
    const key = [...this.devices].find(([, device]) => device.node === node)?.[0];
    if (there) this.unread.delete(key);
    this.drawJumps();
  }

  asTab(node, key, narrow, role) {
    node.hidden = narrow && key !== this.current;
    node.setAttribute("role", narrow ? "tabpanel" : role);
  }

  drawTabs() {
    if (!NARROW.matches) return fill(this.tabs);
    const tab = (key, label, controls, mark) => {
      const count = this.unread.get(key);
      const props = { type: "button", role: "tab", class: `tab ${mark}`, "aria-selected": String(key === this.current), "aria-controls": controls, tabindex: key === this.current ? 0 : -1, "data-key": key, on: { click: () => this.open(key) } };
      return h("button", props, label, count ? h("span", { class: "count", "aria-label": t("unread", { n: count }) }, count) : null);
    };
    const all = [...this.devices.values()].map((one) => tab(one.about.key, one.about.title, one.node.id, one.about.messenger));
    return fill(this.tabs, all, tab(PANEL, t("panel.tab"), "panel", "for-panel"));
  }

  open(key, focus = true) {
    this.current = key;
    this.unread.delete(key);
    this.arrange();
    const chosen = this.tabs.querySelector("[aria-selected=true]");
    if (focus) chosen?.focus();
    chosen?.scrollIntoView({ block: "nearest", inline: "nearest" });
    this.devices.get(key)?.chat.toEnd();
  }

  walkTabs(event) {
    const keys = [...this.devices.keys(), PANEL];
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    this.open(keys[(keys.indexOf(this.current) + step + keys.length) % keys.length]);
  }

  togglePanel() {
    const hidden = this.root.classList.toggle("without-panel");
    this.panelButton.setAttribute("aria-expanded", String(!hidden));
  }

  // -- dialogs and languages ---------------------------------------------------------------------
  addCitizen() {
    openDialog(t("add"), "small-dialog", t("close"), (close) => {
      const names = known("names", "Ольга").split(",");
      const name = h("input", { id: "citizen-name", required: true, maxlength: 40, autocomplete: "off", value: names[this.devices.size % names.length] });
      const messenger = (value, checked) => h("label", { class: "choice" }, h("input", { type: "radio", name: "messenger", value, checked }), h("span", {}, t(`messenger.${value}`)));
      const submit = async (event) => {
        event.preventDefault();
        const where = new FormData(event.target).get("messenger");
        const added = await act({ do: "add", messenger: where, name: name.value, language: currentLanguage() });
        if (!added) return;
        close();
        await this.stream.refresh();
        this.found(`${where}/${added.chat}`);
      };
      return h("form", { class: "stack", on: { submit } }, h("label", { for: "citizen-name" }, t("add.name")), name, h("fieldset", {}, h("legend", {}, t("add.where")), this.state.messengers.map(({ name: value }, place) => messenger(value, place === 0))), h("button", { class: "main" }, t("add.do")));
    });
  }

  found(key) {
    const device = this.devices.get(key);
    if (!device) return;
    if (NARROW.matches) this.open(key, false);
    device.node.scrollIntoView({ inline: "nearest", block: "nearest" });
    device.node.querySelector(".composer button, .composer textarea")?.focus();
    announce(device.label);
  }

  async switchTo(language) {
    if (!(await loadLanguage(language))) return complain(t("unreached"));
    this.devices.clear();
    this.panel = null;
    const there = this.there;
    this.there = undefined;
    this.show(this.state);
    this.connection(there);
    this.root.querySelector(".language").focus();
    return this.stream.refresh();
  }
}

await loadLanguage();
new Page().stream.open();
