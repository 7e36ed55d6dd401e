// <fachlotse-chat>: the chat in a page, or with the attribute `popup` a button that opens it as a dialog.
// Attributes: lang, dir, district (5-digit key), origin (of the server), popup ("start" or "end").
import { loadTexts } from './texts.js'
import { loadStyle } from './style.js'
import { Popup } from './popup.js'
import { el } from './dom.js'

class FachlotseChat extends HTMLElement {
  async connectedCallback() {
    if (this.shadowRoot) return // moved within the page
    const shadow = this.attachShadow({ mode: 'open' })
    const origin = this.getAttribute('origin') ?? location.origin
    try {
      const [texts, style] = await Promise.all([loadTexts(origin, this.lang), loadStyle()])
      shadow.adoptedStyleSheets = [style]
      await this.#show(shadow, { origin, texts, district: this.getAttribute('district') })
    } catch (error) {
      this.removeAttribute('aria-busy')
      this.dispatchEvent(new CustomEvent('fachlotse-failed', { bubbles: true }))
      console.error('Fachlotse could not be started:', error.message)
    }
  }

  async #show(shadow, options) {
    const { texts } = options
    const popup = this.getAttribute('popup')
    const root = el('div', {
      class: popup ? 'root popup' : 'root inline',
      lang: texts.language,
      dir: this.getAttribute('dir') ?? texts.dir,
      'data-position': popup,
    })
    // the chat itself is loaded when it is opened: a foreign page pays for the button only
    const chat = async () => new (await import('./chat.js')).Chat({ ...options, inPage: !popup })
    if (popup) new Popup(root, texts, chat)
    else root.append((await chat()).start())
    shadow.append(root)
    this.removeAttribute('aria-busy')
    this.dispatchEvent(new CustomEvent('fachlotse-ready', { bubbles: true }))
  }
}

if (!customElements.get('fachlotse-chat')) customElements.define('fachlotse-chat', FachlotseChat)
