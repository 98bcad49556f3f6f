// Counters become rates: what was counted between two readings, over the time between them.

/** Readings of counters by name. */
export class Rates {
  #last = new Map();

  /** Takes a reading; the rates a second of those counters that were read before and have not begun anew. */
  read(name, counters, nowMs = performance.now()) {
    const before = this.#last.get(name);
    this.#last.set(name, { counters, nowMs });
    if (!before || nowMs <= before.nowMs) return {};
    const rates = {};
    for (const [key, value] of Object.entries(counters)) {
      const difference = value - (before.counters[key] ?? value);
      if (difference >= 0) rates[key] = (difference * 1000) / (nowMs - before.nowMs);
    }
    return rates;
  }

  /** Forgets what is not among these names. */
  only(names) {
    for (const name of this.#last.keys()) if (!names.has(name)) this.#last.delete(name);
  }
}

/** The last so many values, the newest last; null where nothing was known. */
export class History {
  #values;

  constructor(length) {
    this.#values = new Array(length).fill(null);
  }

  add(value) {
    this.#values.shift();
    this.#values.push(value ?? null);
  }

  values() {
    return this.#values;
  }
}
