// The page's own sentences, in Russian and English.

const LANGUAGES = ["ru", "en"];
const STORED = "otklik-sandbox-language";

let language = "ru";
let texts = {};
let zone;

function preferred() {
  const stored = localStorage.getItem(STORED);
  if (LANGUAGES.includes(stored)) return stored;
  return (navigator.languages ?? [navigator.language]).some((one) => one.toLowerCase().startsWith("ru")) ? "ru" : "en";
}

export function currentLanguage() {
  return language;
}

/** False if its sentences cannot be had: then everything stays as it was. */
export async function loadLanguage(wanted) {
  const next = wanted ?? preferred();
  try {
    texts = await (await fetch(`/sandbox/page/texts.${next}.json`)).json();
  } catch {
    return false;
  }
  language = next;
  if (wanted) localStorage.setItem(STORED, wanted);
  document.documentElement.lang = language;
  document.title = t("title");
  return true;
}

export function setZone(name) {
  zone = name || undefined;
}

/** A sentence with {names} filled in; with `n`, the plural form "KEY.one" and so on where there is one. */
export function t(key, values = {}) {
  const plural = "n" in values ? texts[`${key}.${new Intl.PluralRules(language).select(values.n)}`] : undefined;
  const text = plural ?? texts[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

/** A sentence if there is one for the key, else `otherwise`. */
export function known(key, otherwise) {
  return texts[key] ?? otherwise;
}

export function clockTime(ms) {
  return new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit", timeZone: zone }).format(ms);
}

export function dateAndTime(ms) {
  const how = { day: "numeric", month: "long", hour: "2-digit", minute: "2-digit", second: "2-digit", timeZone: zone };
  return new Intl.DateTimeFormat(language, how).format(ms);
}

export function day(ms) {
  return new Intl.DateTimeFormat(language, { day: "numeric", month: "long", timeZone: zone }).format(ms);
}

export function number(value) {
  return new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(value);
}

export function size(bytes) {
  if (bytes >= 1048576) return t("size.mb", { size: number(bytes / 1048576) });
  return t("size.kb", { size: number(Math.max(1, Math.round(bytes / 1024))) });
}

export function duration(seconds) {
  if (seconds < 60) return t("duration.s", { size: number(Math.round(seconds)) });
  if (seconds < 3600) return t("duration.min", { size: number(Math.round(seconds / 60)) });
  return t("duration.h", { size: number(seconds / 3600) });
}
