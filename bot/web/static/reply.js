// One message of the assistant as elements.
import { button, el, outsideLink } from './dom.js'
import { allowed, blocks } from './markdown.js'
import { partText, serviceCard } from './service_card.js'
import { dateIn, fill } from './texts.js'

const ONCE = new Set(['/affirm', '/deny']) // answers to one question: pressing them again would answer another one
const EMERGENCY = /(?<![\d+])(?:0800(?: ?\d){7}|116 ?\d{3}|11[02])(?!\d)/g

/** Say whether the server sent what the contract promises. */
export function isReply(reply) {
  const { text, buttons = [], custom } = reply ?? {}
  const { services = [], sources = [] } = custom ?? {}
  return typeof text === 'string' && typeof custom?.act === 'string' && Array.isArray(buttons) &&
    buttons.every((each) => typeof each?.title === 'string' && typeof each?.payload === 'string') &&
    Array.isArray(services) && services.every((service) => typeof service?.name === 'string') &&
    Array.isArray(sources) && sources.every((source) => typeof source?.url === 'string')
}

/**
 * Return the elements of a reply.
 * @param {Object} reply of the contract
 * @param {Object} texts of the language of the reply
 * @param {(payload: string, title: string) => void} choose called when a button is pressed
 */
export function replyBody(reply, texts, choose) {
  const { custom, buttons = [] } = reply
  const services = custom.services ?? []
  return [
    ...(services.length ? servicesBody(reply.text, services, texts) : blocks(telephones(reply), texts)),
    !services.length && origin(custom, texts),
    buttons.length > 0 && choices(buttons, texts, choose),
  ].filter(Boolean)
}

/** Make the numbers of an emergency ones that a phone can dial. */
function telephones({ text, custom }) {
  if (custom.act !== 'emergency') return text
  return text.replaceAll('**', '').replace(EMERGENCY, (number) => `[${number}](tel:${number.replaceAll(' ', '')})`)
}

function servicesBody(text, services, texts) {
  const { before, remarks } = partText(text, services)
  const cards = services.map((service) => serviceCard(service, remarks.get(service.id) ?? [], texts))
  return [...blocks(before, texts), el('ul', { class: 'cards', 'aria-label': texts.service.list }, ...cards)]
}

/** Return date and sources of an answer. */
function origin({ as_of: asOf, sources = [] }, texts) {
  if (!asOf && !sources.length) return null
  const words = texts.reply
  const count = sources.length === 1 ? words.source_one : fill(words.source_many, { count: sources.length })
  const date = asOf && fill(words.as_of, { date: dateIn(texts.language, asOf) })
  const summary = [date, sources.length > 0 && count].filter(Boolean).join(' · ')
  if (!sources.length) return el('p', { class: 'small' }, summary)
  return el('details', { class: 'sources small' },
    el('summary', {}, summary),
    el('ul', {}, ...sources.map((source) => el('li', {}, sourceLink(source, texts)))))
}

function sourceLink({ title, url }, texts) {
  return allowed(url)?.protocol === 'https:' ? outsideLink(url, title || url, texts) : `${title} (${url})`
}

function choices(buttons, texts, choose) {
  const group = el('div', { class: 'choices', role: 'group', 'aria-label': texts.reply.choices })
  group.append(...buttons.map(({ title, payload }) => button(title, () => {
    if (ONCE.has(payload)) disable(group)
    choose(payload, title)
  })))
  return group
}

function disable(group) {
  for (const each of group.querySelectorAll('button')) each.disabled = true
}
