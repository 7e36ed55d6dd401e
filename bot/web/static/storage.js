// Session storage that may be forbidden: then everything is remembered until the page is left.
const PREFIX = 'fachlotse.'

export class Storage {
  #memory = new Map()

  /** Return the value kept under a name, null when there is none or it cannot be read. */
  get(name) {
    try {
      const kept = sessionStorage.getItem(PREFIX + name)
      if (kept !== null) return JSON.parse(kept)
    } catch {
      // forbidden: the memory has it
    }
    return this.#memory.get(name) ?? null
  }

  /** Keep a value (anything JSON can say); null forgets it. */
  set(name, value) {
    this.#memory.set(name, value)
    try {
      sessionStorage.removeItem(PREFIX + name) // when there is no room for the new value, the old one must not stay
      if (value !== null) sessionStorage.setItem(PREFIX + name, JSON.stringify(value))
    } catch {
      // forbidden or full: the memory has it
    }
  }
}
