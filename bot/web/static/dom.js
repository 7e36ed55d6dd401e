// Building elements. Text always becomes a text node; nothing here parses HTML.

/**
 * Return a new element.
 * @param {string} tag
 * @param {Object} properties attributes; `on` holds event handlers; null, undefined and false leave an attribute out
 * @param {...(Node|string|null|undefined|false)} children
 */
export function el(tag, { on = {}, ...attributes } = {}, ...children) {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) setAttribute(element, name, value)
  for (const [event, handler] of Object.entries(on)) element.addEventListener(event, handler)
  element.append(...children.filter((child) => child || child === 0))
  return element
}

/** Set an attribute; true sets it empty, null, undefined and false remove it. */
export function setAttribute(element, name, value) {
  if (value === null || value === undefined || value === false) element.removeAttribute(name)
  else element.setAttribute(name, value === true ? '' : value)
}

/** Return a button that does something when it is pressed. */
export function button(label, action, attributes = {}) {
  return el('button', { type: 'button', on: { click: action }, ...attributes }, ...[label].flat())
}

/** Return a link that leaves the page; never says where it came from. */
export function outsideLink(url, label, texts, attributes = {}) {
  const hint = el('span', { class: 'hidden' }, ` (${texts.reply.outside})`)
  return el('a', { href: url, target: '_blank', rel: 'noopener noreferrer', ...attributes }, label, hint)
}

let last = 0

/** Return an id that no other element of the page has, for labels and descriptions. */
export function newId(name) {
  last += 1
  return `fachlotse-${name}-${last}`
}
