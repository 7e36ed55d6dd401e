// Waiting before something is tried again: longer each time, not at all when the network comes back.
const FIRST = 500 // ms
const LONGEST = 15_000 // ms

export class Patience {
  #delay = FIRST
  #wake = new Set()

  constructor() {
    addEventListener('online', () => this.wake())
  }

  /** Wait a little longer than the last time. */
  async next() {
    // a random part, so that hundreds of pages do not come back in the same moment
    await this.#sleep(this.#delay * (0.75 + Math.random() / 2))
    this.#delay = Math.min(this.#delay * 2, LONGEST)
  }

  /** Wait as long as the server asks for; nothing shortens it. */
  async seconds(count) {
    await new Promise((resolve) => setTimeout(resolve, count * 1000))
  }

  reset() {
    this.#delay = FIRST
  }

  /** Let everybody who waits try again now. */
  wake() {
    for (const stop of this.#wake) stop()
  }

  #sleep(milliseconds) {
    return new Promise((resolve) => {
      const stop = () => {
        clearTimeout(timer)
        this.#wake.delete(stop)
        resolve()
      }
      const timer = setTimeout(stop, milliseconds)
      this.#wake.add(stop)
    })
  }
}
