// Talks to the server: sends messages once, listens to what comes, and comes back after every break.
import { events } from './event_stream.js'
import { Outbox } from './outbox.js'
import { Patience } from './patience.js'
import { ExpiredError, Session } from './session.js'

const SILENCE = 50_000 // ms; the server says something every 20 s
const SETTLED = 300 // ms without an event: what was said before the reload has arrived

/**
 * Dispatches `message`, `typing`, `reply`, `done`, `closed` (detail: what the server sent, or null when it is not JSON) and
 * `sent`, `offline`, `online`, `expired`, `too_fast`, `refused`, `settled` about itself.
 */
export class Connection extends EventTarget {
  #last = 0 // id of the last event: nothing is shown twice
  #stream = null // what is being listened to
  #offline = false

  constructor(origin, storage, district) {
    super()
    this.session = new Session(origin, storage, district)
    this.patience = new Patience()
    this.outbox = new Outbox(this.session, storage, this.patience, (state, detail) => this.#report(state, detail))
  }

  /** Go on with the conversation of before the reload, if there is one. Returns whether there is. */
  resume() {
    const resumed = this.session.key !== null
    if (resumed) this.#listen()
    this.outbox.deliver()
    return resumed
  }

  /** Send a message: {id, text, language, shown}. */
  send(message) {
    this.outbox.add(message)
    this.patience.wake()
    this.#listen()
  }

  /** Delete the conversation on the server. Throws when that was not possible. */
  async forget() {
    if (this.session.key) {
      try {
        await this.session.request('/chat/sessions', { method: 'DELETE' })
      } catch (error) {
        if (!(error instanceof ExpiredError)) throw error // already gone
      }
    }
    this.reset()
  }

  /** Begin anew with the next message. */
  reset() {
    this.#hangUp()
    this.session.drop()
    this.outbox.clear()
  }

  async #listen() {
    if (this.#stream) return
    const stream = (this.#stream = { abort() {} })
    while (this.#stream === stream) {
      try {
        await this.#read(stream)
      } catch (error) {
        if (this.#stream !== stream) return // we hung up ourselves
        this.#report(error instanceof ExpiredError ? 'expired' : 'offline')
      }
      await this.patience.next()
    }
  }

  #hangUp() {
    this.#stream?.abort()
    this.#stream = null
    this.#last = 0
  }

  /** Read one response to its end; a server that says nothing any more is hung up on. */
  async #read(stream) {
    const attempt = new AbortController()
    stream.abort = () => attempt.abort()
    const headers = { 'Last-Event-ID': String(this.#last) }
    const answer = await this.session.request('/chat/events', { headers, signal: attempt.signal })
    this.#report('online')
    let silence, settling
    const heard = () => {
      clearTimeout(silence)
      clearTimeout(settling)
      silence = setTimeout(() => attempt.abort(), SILENCE)
      settling = setTimeout(() => this.#report('settled'), SETTLED)
    }
    heard()
    try {
      for await (const event of events(answer.body)) {
        heard()
        if (event && this.#stream === stream) this.#dispatch(event)
      }
    } finally {
      clearTimeout(silence)
      clearTimeout(settling)
    }
  }

  #dispatch({ id, type, data }) {
    if (id !== null) {
      if (id <= this.#last) return
      this.#last = id
    }
    this.patience.reset()
    this.dispatchEvent(new CustomEvent(type, { detail: parsed(data) }))
  }

  #report(state, detail = {}) {
    if (state === 'online' || state === 'sent') this.patience.wake()
    if (state === 'online' && !this.#offline) return
    if (state === 'expired') {
      this.#hangUp()
      if (this.outbox.waiting.length) this.#listen() // in the new session that the outbox begins
    }
    this.#offline = state === 'offline' || (this.#offline && state !== 'online' && state !== 'sent')
    this.dispatchEvent(new CustomEvent(state, { detail }))
  }
}

function parsed(data) {
  try {
    return JSON.parse(data)
  } catch {
    return null
  }
}
