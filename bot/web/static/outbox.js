// Messages on their way to the server: in order, each arrives once. They survive a reload and a server that is gone,
// because each keeps the id that it was given when it was written.
import { ExpiredError, RefusedError } from './session.js'

export class Outbox {
  #session
  #storage
  #patience
  #report
  #running = false

  /**
   * @param {import('./session.js').Session} session
   * @param {import('./storage.js').Storage} storage
   * @param {import('./patience.js').Patience} patience
   * @param {(state: string, detail?: Object) => void} report told sent, offline, expired, too_fast, refused
   */
  constructor(session, storage, patience, report) {
    this.#session = session
    this.#storage = storage
    this.#patience = patience
    this.#report = report
  }

  /** Return the messages that the server does not have yet, oldest first. */
  get waiting() {
    return this.#storage.get('outbox') ?? []
  }

  add(message) {
    this.#storage.set('outbox', [...this.waiting, message])
    this.deliver()
  }

  /** Forget what was not sent. */
  clear() {
    this.#storage.set('outbox', null)
  }

  /** Send what is waiting; returns when nothing is. Calling it again while it runs does nothing. */
  async deliver() {
    if (this.#running) return
    this.#running = true
    try {
      while (this.waiting.length) await this.#send(this.waiting[0])
    } finally {
      this.#running = false
    }
  }

  async #send(message) {
    try {
      await this.#session.request('/chat/messages', { method: 'POST', body: message })
    } catch (error) {
      await this.#failed(message, error)
      return
    }
    this.#remove(message)
    this.#patience.reset()
    this.#report('sent', { message })
  }

  async #failed(message, error) {
    if (error instanceof ExpiredError) {
      this.#report('expired')
    } else if (error instanceof RefusedError && error.status === 429) {
      this.#report('too_fast', { message, seconds: error.retryAfter })
      await this.#patience.seconds(error.retryAfter)
    } else if (error instanceof RefusedError) {
      this.#remove(message)
      this.#report('refused', { message })
    } else {
      this.#report('offline', { message })
      await this.#patience.next()
    }
  }

  #remove(message) {
    this.#storage.set('outbox', this.waiting.filter((other) => other.id !== message.id))
  }
}
