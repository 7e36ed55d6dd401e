// What stands in the chat before the first question.
import { button, el, newId, outsideLink } from './dom.js'

/**
 * Return sample questions and the note on what is stored.
 * @param {Object} texts
 * @param {string} origin of the server
 * @param {(question: string) => void} ask
 */
export function welcome(texts, origin, ask) {
  const words = texts.samples
  const privacy = outsideLink(`${origin}/privacy?lang=${texts.language}`, texts.privacy_link, texts)
  return [
    el('div', { class: 'samples' },
      group(words.firms, words.for_firms, ask),
      group(words.applicants, words.for_applicants, ask)),
    el('p', { class: 'small' }, texts.privacy_note, ' ', privacy),
  ]
}

function group(title, questions, ask) {
  const id = newId('samples')
  return el('div', { role: 'group', 'aria-labelledby': id },
    el('h3', { id }, title),
    el('ul', {}, ...questions.map((question) => el('li', {}, button(question, () => ask(question))))))
}
