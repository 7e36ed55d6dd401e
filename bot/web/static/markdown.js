// Simple Markdown as elements: paragraphs, lists, bold, links. Made node by node, so that HTML stays text.
import { el, outsideLink } from './dom.js'

const ALLOWED = new Set(['https:', 'mailto:', 'tel:'])
const ITEM = /^\s*(?:[-*•]|\d+[.)])\s+/
const NUMBERED = /^\s*\d+[.)]\s/
const INLINE = new RegExp(
  [
    /\*\*(?<bold>[^*\n]+)\*\*/,
    /\[(?<label>[^\]\n]+)\]\((?<target>[^()\s]+)\)/,
    /(?<url>https:\/\/[^\s<>()[\]"„“”]*[^\s<>()[\]"„“”.,;:!?])/,
    /(?<email>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)/,
    /(?<phone>\+49[\d /-]{5,}\d)/,
  ].map((pattern) => pattern.source).join('|'),
  'g',
)

/** Return the elements of a text; `texts` are those of its language. */
export function blocks(text, texts) {
  return text.trim().split(/\n\s*\n/).flatMap((block) => groups(block.split('\n')).map((lines) => blockOf(lines, texts)))
}

/** Part lines where a list begins or ends. */
function groups(lines) {
  const parts = []
  for (const line of lines.filter((each) => each.trim())) {
    const kind = kindOf(line)
    if (parts.at(-1)?.kind === kind) parts.at(-1).lines.push(line)
    else parts.push({ kind, lines: [line] })
  }
  return parts
}

function kindOf(line) {
  if (!ITEM.test(line)) return 'p'
  return NUMBERED.test(line) ? 'ol' : 'ul'
}

function blockOf({ kind, lines }, texts) {
  if (kind !== 'p') {
    return el(kind, {}, ...lines.map((line) => el('li', {}, ...inline(line.replace(ITEM, ''), texts))))
  }
  return el('p', {}, ...lines.flatMap((line, index) => [index > 0 && el('br'), ...inline(line, texts)]))
}

/** Return the nodes of one line. */
export function inline(text, texts) {
  const nodes = []
  let end = 0
  for (const match of text.matchAll(INLINE)) {
    nodes.push(text.slice(end, match.index), nodeOf(match, texts))
    end = match.index + match[0].length
  }
  return [...nodes, text.slice(end)].filter((node) => node !== '')
}

function nodeOf({ 0: whole, groups: found }, texts) {
  if (found.bold) return el('strong', {}, ...inline(found.bold, texts))
  if (found.email) return link(`mailto:${found.email}`, whole, texts)
  if (found.phone) return link(telephone(found.phone), whole, texts)
  return link(found.url ?? found.target, found.label ?? found.url, texts)
}

/** Return a link, or only its label when the address is not one that we allow. */
export function link(address, label, texts) {
  const url = allowed(address)
  if (!url) return document.createTextNode(label)
  return url.protocol === 'https:' ? outsideLink(url.href, label, texts) : el('a', { href: url.href, dir: 'ltr' }, label)
}

/** Return the address as URL, null when it is none or its scheme is not allowed. */
export function allowed(address) {
  try {
    const url = new URL(address)
    return ALLOWED.has(url.protocol) ? url : null
  } catch {
    return null
  }
}

/** Return the tel: address of a number as people write it. */
export function telephone(number) {
  return `tel:${number.replace(/\(0\)/, '').replace(/[^\d+]/g, '')}`
}
