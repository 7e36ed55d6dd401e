// The conversation on screen: a log that announces every new reply once.
import { el } from './dom.js'
import { icon } from './icons.js'
import { Turn } from './turn.js'

const TYPING_AFTER = 400 // ms; a reply usually comes earlier, and something that flickers helps nobody

export class Transcript {
  #texts
  #turns = new Map()
  #typingTimer

  /** @param {Object} texts of the page */
  constructor(texts) {
    this.#texts = texts
    this.log = el('div', { class: 'log', role: 'log', tabindex: '0', 'aria-label': texts.log, 'aria-live': 'polite',
      'aria-relevant': 'additions' })
    this.typing = el('p', { class: 'typing', hidden: true }, el('span', { class: 'dots', 'aria-hidden': 'true' }), texts.typing)
    this.element = el('div', { class: 'transcript' }, this.log, this.typing)
  }

  /** While what was said earlier comes in, nothing is announced. */
  set restoring(on) {
    this.log.setAttribute('aria-live', on ? 'off' : 'polite')
    this.log.setAttribute('aria-busy', String(on))
  }

  /** Show what is said before the first question. */
  welcome(...nodes) {
    this.log.append(el('div', { class: 'welcome' }, el('p', { class: 'greeting' }, icon('mark'), this.#texts.welcome), ...nodes))
  }

  /** Return the turn of a question, a new one when it is not there yet; `waiting`: the server does not have it. */
  turn(id, text, waiting = false) {
    if (!this.#turns.has(id)) {
      this.log.querySelector('.welcome')?.remove()
      this.#turns.set(id, this.#append(new Turn({ id, text, waiting }, this.#texts)))
    }
    return this.#turns.get(id)
  }

  /** Return the turn that a reply belongs to: its question's, or one of its own. */
  turnOf(id) {
    return this.#turns.get(id) ?? this.#append(new Turn(null, this.#texts))
  }

  /** Return what was asked, null when that is not known. */
  questionOf(id) {
    return this.#turns.get(id)?.words.textContent ?? null
  }

  #append(turn) {
    this.#insert(turn.element)
    return turn
  }

  /** Put something before the questions that the server does not have yet: those come last. */
  #insert(element) {
    const waiting = element.classList.contains('waiting') ? null : this.log.querySelector('.waiting')
    this.log.insertBefore(element, waiting)
  }

  /** Say something about the conversation itself; what has just been said is not said again. */
  notice(text, ...nodes) {
    const notice = el('div', { class: 'notice' }, el('p', {}, text), ...nodes)
    this.#insert(notice)
    const before = notice.previousElementSibling
    if (before?.matches('.notice') && before.firstChild.textContent === text) notice.remove()
  }

  set isTyping(on) {
    clearTimeout(this.#typingTimer)
    if (!on) this.typing.hidden = true
    else this.#typingTimer = setTimeout(() => { this.typing.hidden = false }, TYPING_AFTER)
  }

  /** Return the elements of all questions and replies, oldest first. */
  get entries() {
    return [...this.log.querySelectorAll('.question, .reply')]
  }

  clear() {
    this.#turns.clear()
    this.log.replaceChildren()
    this.isTyping = false
  }
}
