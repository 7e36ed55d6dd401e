// Where the person types.
import { el, newId, setAttribute } from './dom.js'
import { icon } from './icons.js'
import { fill } from './texts.js'

const MOST = 2000 // characters, as the server has it

export class Composer {
  #texts
  #storage
  #send

  /**
   * @param {Object} texts
   * @param {import('./storage.js').Storage} storage keeps what was typed over a reload
   * @param {(text: string) => void} send
   */
  constructor(texts, storage, send) {
    this.#texts = texts.input
    this.#storage = storage
    this.#send = send
    const [id, hint, error] = [newId('question'), newId('hint'), newId('error')]
    this.input = el('textarea', { id, rows: '1', dir: 'auto', autocomplete: 'off', enterkeyhint: 'send',
      'aria-describedby': `${hint} ${error}`, on: { input: () => this.#typed(), keydown: (event) => this.#pressed(event) } })
    this.error = el('p', { id: error, class: 'error', role: 'alert' })
    this.element = el('form', { class: 'composer', novalidate: true, on: { submit: (event) => this.#submit(event) } },
      el('div', { class: 'labels' },
        el('label', { for: id }, this.#texts.label), el('span', { id: hint, class: 'small' }, this.#texts.hint)),
      el('div', { class: 'line' }, this.input,
        el('button', { type: 'submit', class: 'send' }, icon('send'), el('span', {}, this.#texts.send))),
      this.error)
    this.put(storage.get('draft') ?? '')
  }

  /** Put a text into the field, before what is there. */
  put(text) {
    this.input.value = [text, this.input.value].filter(Boolean).join('\n')
    this.#typed()
  }

  focus() {
    this.input.focus()
  }

  #typed() {
    this.#storage.set('draft', this.input.value || null)
    this.#grow()
    if (this.input.value.trim().length <= MOST) this.#complain('')
  }

  /** Make the field as high as its text; the style sheet sets the limit. */
  #grow() {
    this.input.style.height = 'auto'
    const { scrollHeight, offsetHeight, clientHeight } = this.input
    if (scrollHeight) this.input.style.height = `${scrollHeight + offsetHeight - clientHeight}px`
  }

  #complain(text) {
    this.error.textContent = text
    setAttribute(this.input, 'aria-invalid', text ? 'true' : null)
  }

  #pressed(event) {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
    event.preventDefault()
    this.element.requestSubmit()
  }

  #submit(event) {
    event.preventDefault()
    const text = this.input.value.trim()
    this.focus()
    if (!text) return
    if (text.length > MOST) {
      this.#complain(fill(this.#texts.too_long, { count: text.length, most: MOST }))
      return
    }
    this.input.value = ''
    this.#typed()
    this.#send(text)
  }
}
