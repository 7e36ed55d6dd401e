// The chat as a dialog over a foreign page. A native modal dialog keeps the focus inside, closes on Escape, gives the
// focus back, and stands in the top layer: no z-index of the page can cover it.
import { button, el, newId } from './dom.js'
import { icon } from './icons.js'

export class Popup {
  #root
  #texts
  #makeChat
  #chat

  /**
   * @param {HTMLElement} root
   * @param {Object} texts
   * @param {() => Promise<import('./chat.js').Chat>} makeChat called when the dialog is opened for the first time
   */
  constructor(root, texts, makeChat) {
    this.#root = root
    this.#texts = texts
    this.#makeChat = makeChat
    const title = newId('title')
    this.launcher = button([icon('mark'), texts.launcher], () => this.open(), {
      class: 'launcher',
      'aria-haspopup': 'dialog',
      'aria-label': texts.open,
    })
    this.dialog = el('dialog', { 'aria-labelledby': title, on: { close: () => this.#closed() } },
      el('header', { class: 'bar' },
        icon('mark'),
        el('h2', { id: title }, texts.name),
        button([icon('close'), el('span', { class: 'hidden' }, texts.close)], () => this.dialog.close(), { class: 'close' })))
    this.dialog.addEventListener('click', (event) => this.#clickedOutside(event))
    root.append(this.launcher, this.dialog)
  }

  async open() {
    this.dialog.showModal()
    this.launcher.hidden = true
    if (!this.#chat) await this.#load()
    this.#chat?.focus()
  }

  async #load() {
    try {
      this.#chat = await this.#makeChat()
      this.dialog.append(this.#chat.start())
    } catch (error) {
      console.error('Fachlotse could not be started:', error.message)
      this.dialog.append(el('p', { role: 'alert', class: 'failed' }, this.#texts.state.failed))
    }
  }

  #clickedOutside(event) {
    if (event.target === this.dialog && event.detail > 0) this.dialog.close() // the backdrop belongs to the dialog
  }

  #closed() {
    this.launcher.hidden = false
    this.launcher.focus()
  }
}
