// The connection to the sandbox's server: actions out, changes in.

import { complain } from "./dom.js";
import { t } from "./i18n.js";

const PATIENCE_MS = 20000;

/** Carry an action out. Returns what the server answers, or null: then it was not done, and that has been said. */
export async function act(body) {
  try {
    const answer = await fetch("/sandbox/act", {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Otklik-Sandbox": "1" },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    if (answer.ok) return await answer.json();
    const { error } = await answer.json().catch(() => ({ error: String(answer.status) }));
    complain(t("refused", { error }));
  } catch {
    complain(t("unreached")); // no program there, or none that answers
  }
  return null;
}

/** A JSON file of the server, or null: then that has been said. */
export async function load(address) {
  try {
    const answer = await fetch(address, { signal: AbortSignal.timeout(PATIENCE_MS) });
    if (answer.ok) return await answer.json();
  } catch {
    // said below
  }
  complain(t("unreached"));
  return null;
}

export const action = (name, more = {}) => act({ do: "action", name, ...more });

/**
 * Keeps one EventSource. After each (re)connection, and when the server asks for it, the whole state is
 * fetched; changes that arrive meanwhile are applied after it.
 */
export class Stream {
  constructor({ onState, onChange, onConnection }) {
    Object.assign(this, { onState, onChange, onConnection, waiting: null });
  }

  open() {
    this.source = new EventSource("/sandbox/events");
    this.source.onopen = () => this.refresh();
    this.source.onerror = () => {
      this.onConnection(false);
      if (this.source.readyState === EventSource.CLOSED) setTimeout(() => this.open(), 2000);
    };
    this.source.onmessage = (event) => {
      for (const change of JSON.parse(event.data)) this.take(change);
    };
  }

  take(change) {
    if (change.kind === "reload") this.refresh();
    else if (this.waiting) this.waiting.push(change);
    else this.onChange(change);
  }

  async refresh() {
    if (this.waiting) {
      this.again = true;
      return;
    }
    this.waiting = [];
    try {
      const state = await (await fetch("/sandbox/state")).json();
      this.onState(state);
      this.onConnection(true);
    } catch {
      this.onConnection(false);
      setTimeout(() => this.refresh(), 2000);
    }
    const later = this.waiting;
    this.waiting = null;
    for (const change of later) this.onChange(change);
    if (this.again) {
      this.again = false;
      this.refresh();
    }
  }
}
