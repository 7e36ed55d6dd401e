// A counselling service or authority as a card. What is not known is left out, never guessed.
import { el, outsideLink } from './dom.js'
import { icon } from './icons.js'
import { inline, link, telephone } from './markdown.js'
import { dateIn, fill, languageNames } from './texts.js'

/**
 * Return the card.
 * @param {Object} service as in the contract
 * @param {string[]} remarks lines of the reply that no field says, such as how to make an appointment
 * @param {Object} texts of the language of the reply
 */
export function serviceCard(service, remarks, texts) {
  const words = texts.service
  return el('li', { class: 'card' },
    el('h3', {}, service.name, ' ', !service.verified && el('span', { class: 'mark' }, words.unverified)),
    address(service, texts),
    el('dl', {}, ...rows(service, texts).flatMap(([name, value]) => [el('dt', {}, name), el('dd', {}, value)])),
    ...remarks.map((line) => el('p', {}, ...inline(line, texts))),
    !service.verified && el('p', { class: 'small' }, words.unverified_long),
    el('p', { class: 'small' }, ...origin(service, texts)))
}

function address(service, texts) {
  const lines = addressLines(service)
  if (!lines.length) return null
  // no map finds what is said after the number of the house, such as "(Haus B)"
  const house = service.street?.split(/[(,]/)[0].trim()
  const query = new URLSearchParams({ query: addressLines({ ...service, street: house }).join(', ') })
  const name = fill(texts.service.map_of, { name: service.name })
  return el('address', {},
    ...lines.flatMap((line, index) => [index > 0 && el('br'), line]),
    el('br'),
    outsideLink(`https://www.openstreetmap.org/search?${query}`, el('span', {}, icon('map'), texts.service.map), texts,
      { class: 'map-link', 'aria-label': `${texts.service.map}: ${name} (${texts.reply.outside})` }))
}

/** Return street and town of a service, as far as known. */
export function addressLines({ street, postcode, city }) {
  return [street, [postcode, city].filter(Boolean).join(' ')].filter(Boolean)
}

function rows(service, texts) {
  const words = texts.service
  return [
    [words.phone, service.phone && link(telephone(service.phone), service.phone, texts)],
    [words.email, service.email && link(`mailto:${service.email}`, service.email, texts)],
    [words.website, service.website && link(service.website, shortAddress(service.website), texts)],
    [words.hours, service.opening_hours],
    [words.languages, service.languages?.length && languageNames(texts.language, service.languages)],
  ].filter(([, value]) => value)
}

/** Return an address without the parts that nobody reads aloud. */
function shortAddress(url) {
  return url.replace(/^https?:\/\/(www\.)?/, '').replace(/\/$/, '')
}

function origin(service, texts) {
  const parts = []
  if (service.as_of) parts.push(fill(texts.reply.as_of, { date: dateIn(texts.language, service.as_of) }))
  if (service.source) parts.push(link(service.source, texts.service.source, texts))
  return parts.flatMap((part, index) => (index ? [' · ', part] : [part]))
}

/**
 * Part the text of a reply around its services: {before, after: text; remarks: service id -> lines no field says}.
 * The text repeats every field for channels that show only text.
 */
export function partText(text, services) {
  const parts = { before: [], after: [], remarks: new Map() }
  for (const block of text.split(/\n\s*\n/)) {
    const [first, ...lines] = block.trim().split('\n')
    const service = services.find(({ id, name }) => first === `**${name}**` && !parts.remarks.has(id))
    if (service) parts.remarks.set(service.id, lines.filter((line) => !saysField(line, service)))
    else (parts.remarks.size ? parts.after : parts.before).push(block)
  }
  return { ...parts, before: parts.before.join('\n\n'), after: parts.after.join('\n\n') }
}

function saysField(line, service) {
  const { phone, email, website, opening_hours: hours, street, city } = service
  return [phone, email, website, hours, street, city].some((value) => value && line.includes(value))
}
