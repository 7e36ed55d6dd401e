// A question and what was answered.
import { button, el } from './dom.js'
import { copyText } from './copying.js'

const RATED = new Set(['answer', 'services']) // replies of which one can say whether they helped

export class Turn {
  #replies = []
  #footer = null

  /**
   * @param {{id: string, text: string, waiting: boolean}|null} question null: what a person or the assistant says by itself
   * @param {Object} texts of the page
   */
  constructor(question, texts) {
    this.id = question?.id ?? null
    this.element = el('article', { class: question?.waiting ? 'turn waiting' : 'turn' })
    if (question) this.#ask(question, texts)
  }

  #ask({ text }, texts) {
    this.words = el('p', { dir: 'auto' }, text)
    this.state = el('p', { class: 'small state', hidden: true })
    // what the person has just typed need not be read to them; the log announces replies
    this.question = el('div', { class: 'question', lang: texts.language, 'aria-live': 'off' },
      el('span', { class: 'hidden' }, `${texts.you}: `), this.words, this.state)
    this.element.append(this.question)
  }

  /** Show the question as the server stored it: personal data are masked. */
  stored(text) {
    this.element.classList.remove('waiting')
    if (this.words.textContent !== text) this.words.textContent = text
  }

  /** Say below the question what happens to it; empty: nothing to say. */
  say(text) {
    this.state.hidden = !text
    this.state.textContent = text
  }

  /**
   * Add a reply.
   * @param {Object} custom of the contract
   * @param {Node[]} body
   * @param {Object} texts of the language of the reply
   * @param {boolean} byPerson a person wrote it: that is shown, as all others come from the machine
   */
  add(custom, body, texts, byPerson = false) {
    const language = custom.language ?? texts.language
    const speaker = byPerson ? el('p', { class: 'small' }, `${texts.person}: `) : el('span', { class: 'hidden' }, `${texts.machine}: `)
    const reply = el('div', { class: 'reply', lang: language, dir: texts.dir, 'data-act': custom.act }, speaker, ...body)
    this.#replies.push(reply)
    this.element.insertBefore(reply, this.#footer)
    this.question?.setAttribute('lang', language) // the assistant recognised it
    return reply
  }

  /** Add "did this help?" and copying, once, when there is something to rate. */
  rate(custom, texts, helped) {
    if (this.#footer || !RATED.has(custom.act)) return
    const said = el('span', { role: 'status' })
    const feedback = this.id && this.#feedback(texts, helped, said)
    this.#footer = el('div', { class: 'footer', lang: texts.language, 'aria-live': 'off' },
      feedback,
      button(texts.reply.copy, async () => { said.textContent = await copyText(this.#replies, texts) }, { class: 'quiet' }),
      said)
    this.element.append(this.#footer)
  }

  #feedback(texts, helped, said) {
    const words = texts.feedback
    const group = el('span', { class: 'feedback', role: 'group', 'aria-label': words.ask }, el('span', {}, words.ask))
    const answer = (value, chosen) => {
      for (const each of group.querySelectorAll('button')) each.setAttribute('aria-disabled', 'true')
      chosen.setAttribute('aria-pressed', 'true')
      said.textContent = words.thanks
      helped(this.id, value, words.message)
    }
    for (const [label, value] of [[words.yes, true], [words.no, false]]) {
      const choice = button(label, () => choice.ariaDisabled !== 'true' && answer(value, choice),
        { class: 'quiet', 'aria-pressed': 'false' })
      group.append(choice)
    }
    return group
  }

  get replies() {
    return this.#replies
  }
}
