// Choosing a place: an input that suggests (the combobox pattern of ARIA), and an overview of all districts.
import { districtMap } from './district_map.js'
import { el, newId, setAttribute } from './dom.js'
import { fill } from './texts.js'

const LEAST = 2 // characters
const PAUSE = 120 // ms after the last key, so that not every letter asks the server

export class PlacePicker {
  #texts
  #lookUp
  #choose
  #found = []
  #active = -1
  #timer
  #asked = 0

  /**
   * @param {Object} texts of the language of the question
   * @param {{places: (text: string) => Promise<Object[]>, districts: () => Promise<Object[]>}} lookUp
   * @param {(district: string, name: string) => void} choose
   */
  constructor(texts, lookUp, choose) {
    this.#texts = texts.place
    this.#lookUp = lookUp
    this.#choose = choose
    this.element = el('div', { class: 'picker' }, ...this.#combobox(), this.#overview())
  }

  #combobox() {
    const words = this.#texts
    const [input, list, hint] = [newId('place'), newId('places'), newId('hint')]
    this.list = el('ul', { id: list, role: 'listbox', 'aria-label': words.suggestions, hidden: true,
      on: { mousedown: (event) => event.preventDefault() } }) // the focus stays in the input
    this.status = el('p', { role: 'status', class: 'small', id: hint }, words.hint)
    this.input = el('input', {
      id: input, type: 'text', role: 'combobox', autocomplete: 'off', autocapitalize: 'words', spellcheck: 'false',
      enterkeyhint: 'done',
      'aria-autocomplete': 'list', 'aria-expanded': 'false', 'aria-controls': list, 'aria-describedby': hint,
      on: {
        input: () => this.#typed(),
        keydown: (event) => this.#pressed(event),
        blur: () => this.#close(),
        focus: () => this.#found.length && this.#open(),
      },
    })
    return [el('label', { for: input }, words.label), el('div', { class: 'combobox' }, this.input, this.list), this.status]
  }

  #typed() {
    clearTimeout(this.#timer)
    this.#asked += 1
    const text = this.input.value.trim()
    if (text.length >= LEAST) this.#timer = setTimeout(() => this.#suggest(text, this.#asked), PAUSE)
    else this.#show([], this.#texts.hint)
  }

  async #suggest(text, asked) {
    const words = this.#texts
    try {
      const found = await this.#lookUp.places(text)
      if (asked !== this.#asked) return // typed on meanwhile
      const count = found.length === 1 ? words.one : fill(words.many, { count: found.length })
      this.#show(found, found.length ? count : words.none)
    } catch {
      this.#show([], words.failed)
    }
  }

  #show(found, status) {
    this.#found = found
    this.#active = -1
    this.status.textContent = status
    this.list.replaceChildren(...found.map((place, index) => this.#option(place, index)))
    if (found.length) this.#open()
    else this.#close()
  }

  #option(place, index) {
    const name = [place.postcode, place.name].filter(Boolean).join(' ')
    return el('li', { role: 'option', id: `${this.list.id}-${index}`, 'aria-selected': 'false', on: { click: () => this.#take(index) } },
      name, ' ', place.district_name !== place.name && el('span', { class: 'small' }, place.district_name))
  }

  #pressed(event) {
    const moves = { ArrowDown: 1, ArrowUp: -1 }
    if (event.key in moves && this.#found.length) {
      event.preventDefault()
      this.#open()
      this.#move(moves[event.key])
    } else if (event.key === 'Enter') {
      event.preventDefault()
      if (this.#found.length) this.#take(Math.max(this.#active, 0))
    } else if (event.key === 'Escape' && !this.list.hidden) {
      event.preventDefault() // closes the list, not the dialog around it
      event.stopPropagation()
      this.#close()
    }
  }

  #move(step) {
    const count = this.#found.length
    this.#active = this.#active < 0 && step < 0 ? count - 1 : (this.#active + step + count) % count
    for (const [index, option] of [...this.list.children].entries()) {
      option.setAttribute('aria-selected', String(index === this.#active))
    }
    const active = this.list.children[this.#active]
    this.input.setAttribute('aria-activedescendant', active.id)
    active.scrollIntoView({ block: 'nearest' })
  }

  #take(index) {
    const place = this.#found[index]
    this.#close()
    this.#choose(place.district, place.name)
  }

  #open() {
    this.list.hidden = false
    this.input.setAttribute('aria-expanded', 'true')
  }

  #close() {
    this.list.hidden = true
    this.input.setAttribute('aria-expanded', 'false')
    setAttribute(this.input, 'aria-activedescendant', null)
  }

  #overview() {
    const details = el('details', { class: 'overview' }, el('summary', {}, this.#texts.districts))
    details.addEventListener('toggle', () => details.open && this.#draw(details))
    return details
  }

  async #draw(details) {
    if (details.querySelector('.map')) return
    try {
      details.append(districtMap(await this.#lookUp.districts(), this.#texts, this.#choose))
    } catch {
      this.status.textContent = this.#texts.failed
    }
  }
}
