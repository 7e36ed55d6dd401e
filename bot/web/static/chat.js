// The chat: puts connection, transcript, input and tools together.
import { Composer } from './composer.js'
import { Connection } from './connection.js'
import { button, el } from './dom.js'
import { PlacePicker } from './place_picker.js'
import { printConversation } from './printing.js'
import { isReply, replyBody } from './reply.js'
import { Storage } from './storage.js'
import { dateIn, fill, loadTexts } from './texts.js'
import { Tools } from './tools.js'
import { Transcript } from './transcript.js'
import { welcome } from './welcome.js'

export class Chat {
  #origin
  #texts
  #inPage
  #own = new Set() // messages written here since the page was loaded
  #order = Promise.resolve() // events are shown one after the other

  /** @param {{origin: string, texts: Object, district: string|null, inPage: boolean}} options */
  constructor({ origin, texts, district, inPage }) {
    this.#origin = origin
    this.#texts = texts
    this.#inPage = inPage
    const storage = new Storage()
    this.connection = new Connection(origin, storage, district)
    this.transcript = new Transcript(texts)
    this.status = el('p', { class: 'status', role: 'status' })
    this.composer = new Composer(texts, storage, (text) => this.ask(text))
    this.tools = new Tools(texts, {
      entries: () => this.transcript.entries,
      print: () => this.#print(),
      pdf: async () => (await this.connection.session.request('/chat/pdf', { method: 'POST' })).blob(),
      forget: () => this.#forget(),
    })
  }

  /** Return the element of the chat, and go on with the conversation of before a reload. */
  start() {
    this.printed = el('p', { class: 'print-only' })
    this.element = el('div', { class: 'chat' },
      el('p', { class: 'print-only print-heading' }, this.#texts.print.heading),
      this.transcript.element,
      el('div', { class: 'bottom' }, this.status, this.composer.element), this.tools.element, this.printed)
    this.#welcome()
    this.#listen()
    this.transcript.restoring = this.connection.resume()
    for (const { id, text, shown } of this.connection.outbox.waiting) this.#question(id, shown ?? text)
    return this.element
  }

  focus() {
    this.composer.focus()
  }

  /** Ask a question as if it had been typed; `shown` stands for the payload of a button. */
  ask(text, shown) {
    const id = crypto.randomUUID?.() ?? randomId()
    this.transcript.restoring = false
    const turn = this.#question(id, shown ?? text)
    this.transcript.isTyping = true
    this.connection.send({ id, text, language: this.#texts.language, ...(shown && { shown }) })
    turn.element.scrollIntoView({ block: 'nearest' })
  }

  #question(id, text) {
    this.#own.add(id)
    return this.transcript.turn(id, text, true)
  }

  #welcome() {
    this.transcript.welcome(...welcome(this.#texts, this.#origin, (question) => this.ask(question)))
  }

  #listen() {
    const shown = {
      message: ({ id, text }) => this.transcript.turn(id, text).stored(text),
      reply: (reply) => this.#reply(reply),
      done: () => { this.transcript.isTyping = false },
      // a new stream begins with "off"; while a message is on its way, the person still waits
      typing: ({ on }) => { this.transcript.isTyping = on || this.connection.outbox.waiting.length > 0 },
      closed: () => this.#closed(),
      settled: () => { this.transcript.restoring = false },
    }
    for (const [type, show] of Object.entries(shown)) {
      this.connection.addEventListener(type, ({ detail }) => {
        this.#order = this.#order.then(() => show(detail)).catch(() => this.#malformed())
      })
    }
    for (const state of ['sent', 'offline', 'online', 'expired', 'too_fast', 'refused']) {
      this.connection.addEventListener(state, ({ detail }) => this.#state(state, detail))
    }
  }

  async #reply(reply) {
    this.transcript.isTyping = false
    if (!isReply(reply)) return this.#malformed(reply?.to)
    const { to, custom } = reply
    const texts = await loadTexts(this.#origin, custom.language ?? this.#texts.language).catch(() => this.#texts)
    const turn = this.transcript.turnOf(to)
    const body = replyBody(reply, texts, (payload, title) => this.ask(payload, title))
    if (custom.act === 'ask' && ['place', 'which_place', 'state'].includes(custom.asks)) body.push(this.#picker(texts))
    const first = turn.replies.length === 0
    turn.add(custom, body, texts, !to) // what answers no message comes from a person
    turn.rate(custom, texts, (id, helped, message) => this.#rated(id, helped, message))
    this.tools.shown = true
    if (first && this.#own.has(to)) turn.element.scrollIntoView({ block: 'start' }) // read from the question on
  }

  #picker(texts) {
    const ask = (path) => async (text) => {
      const query = text ? `?${new URLSearchParams({ q: text, lang: texts.language })}` : ''
      return (await this.connection.session.open(path + query)).json()
    }
    const lookUp = { places: ask('/chat/places'), districts: ask('/chat/districts') }
    const choose = (district, name) => {
      this.ask(`/choose_place${JSON.stringify({ district }).replace(':', ': ')}`, name)
      this.focus()
    }
    return new PlacePicker(texts, lookUp, choose).element
  }

  #rated(id, helped, message) {
    const body = { to: id, helped }
    // an opinion that gets lost is no harm
    this.connection.session.request('/chat/feedback', { method: 'POST', body }).catch(() => {})
    if (!helped) this.ask(message)
  }

  #malformed(to) {
    this.transcript.isTyping = false
    const words = this.#texts.state
    const question = this.transcript.questionOf(to)
    this.transcript.notice(words.malformed, question && button(words.retry, () => this.ask(question)))
  }

  #state(state, { message, seconds } = {}) {
    const words = this.#texts.state
    const turn = message && this.#question(message.id, message.shown ?? message.text)
    if (state === 'sent') turn.say('')
    if (state === 'offline') this.#waiting()
    if (state === 'offline' || state === 'expired') this.transcript.isTyping = false
    if (state === 'refused') this.#refused(turn, message)
    if (state === 'expired') return this.transcript.notice(words.expired)
    const text = state === 'sent' ? '' : fill(words[state], { seconds })
    if (this.status.textContent !== text) this.status.textContent = text
    this.status.dataset.state = state
  }

  /** Say below every question that the server does not have yet that it will be sent. */
  #waiting() {
    for (const { id, text, shown } of this.connection.outbox.waiting) {
      this.#question(id, shown ?? text).say(this.#texts.state.waiting)
    }
  }

  #refused(turn, message) {
    this.transcript.isTyping = false
    turn.element.remove()
    if (!message.shown) this.composer.put(message.text)
  }

  async #forget() {
    await this.connection.forget()
    this.#cleared()
    this.focus()
  }

  #closed() {
    this.connection.reset()
    this.#cleared()
  }

  #cleared() {
    this.transcript.clear()
    this.tools.shown = false
    this.#welcome()
    this.transcript.notice(this.#texts.state.deleted)
  }

  #print() {
    const today = new Date().toLocaleDateString('sv') // as ISO date, of the place of the reader
    this.printed.textContent = fill(this.#texts.print.note, { date: dateIn(this.#texts.language, today) })
    printConversation(this.element.getRootNode(), this.#inPage)
  }
}

/** Return a UUID where the page is not served over TLS, as inside an office. */
function randomId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = (bytes[6] & 0x0f) | 0x40
  bytes[8] = (bytes[8] & 0x3f) | 0x80
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
