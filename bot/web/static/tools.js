// What one can do with the whole conversation: copy, print, save as PDF, delete.
import { button, el } from './dom.js'
import { copyText } from './copying.js'

export class Tools {
  #texts
  #actions

  /**
   * @param {Object} texts of the page
   * @param {{entries: () => Element[], print: () => void, pdf: () => Promise<Blob>, forget: () => Promise<void>}} actions
   */
  constructor(texts, actions) {
    this.#texts = texts
    this.#actions = actions
    const words = texts.tools
    this.status = el('span', { role: 'status' })
    this.forget = button(words.delete, () => this.#confirm(), { class: 'quiet' })
    this.element = el('div', { class: 'tools', role: 'group', 'aria-label': words.label, hidden: true },
      button(words.copy, () => this.#copy(), { class: 'quiet' }),
      button(words.print, () => actions.print(), { class: 'quiet' }),
      button(words.pdf, () => this.#save(), { class: 'quiet' }),
      this.forget, this.status)
  }

  set shown(on) {
    this.element.hidden = !on
  }

  async #copy() {
    this.status.textContent = await copyText(this.#actions.entries(), this.#texts)
  }

  async #save() {
    const words = this.#texts.tools
    try {
      const url = URL.createObjectURL(await this.#actions.pdf())
      el('a', { href: url, download: words.pdf_name }).click()
      setTimeout(() => URL.revokeObjectURL(url), 60_000) // the browser may still be reading it
      this.status.textContent = ''
    } catch {
      this.status.textContent = words.pdf_failed
    }
  }

  /** Ask before deleting, in place of the button. */
  #confirm() {
    const words = this.#texts.tools
    const done = (focus) => {
      question.replaceWith(this.forget)
      if (focus) this.forget.focus()
    }
    const cancel = button(words.delete_no, () => done(true))
    const question = el('div', { class: 'confirm', role: 'group', 'aria-label': words.confirm },
      el('p', {}, words.confirm),
      button(words.delete_yes, async () => done(!(await this.#delete()))),
      cancel)
    this.forget.replaceWith(question)
    cancel.focus()
  }

  /** Returns whether it worked. */
  async #delete() {
    this.status.textContent = ''
    try {
      await this.#actions.forget()
      return true
    } catch {
      this.status.textContent = this.#texts.tools.delete_failed
      return false
    }
  }
}
