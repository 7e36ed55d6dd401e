// Answers as plain text, with their sources and addresses, for the clipboard.

/** Copy what elements say. Returns what to tell the person. */
export async function copyText(elements, texts) {
  try {
    await navigator.clipboard.writeText(elements.map(plainText).join('\n\n'))
    return texts.reply.copied
  } catch {
    select(elements) // no clipboard without TLS, or it is forbidden
    return texts.reply.copy_failed
  }
}

/** Return the text of an element as it would be written in a letter: addresses of links are said, buttons are not. */
export function plainText(element) {
  const copy = element.cloneNode(true)
  for (const each of copy.querySelectorAll('button, .hidden, .picker, .map-link, [role="status"]')) each.remove()
  for (const link of copy.querySelectorAll('a[href^="https:"]')) {
    if (link.textContent !== link.href) link.append(` (${link.getAttribute('href')})`)
  }
  for (const item of copy.querySelectorAll('li:not(.card)')) item.prepend('- ')
  for (const mark of copy.querySelectorAll('.mark')) mark.textContent = `(${mark.textContent})`
  for (const name of copy.querySelectorAll('dt')) name.append(': ')
  for (const line of copy.querySelectorAll('br')) line.replaceWith('\n')
  for (const block of copy.querySelectorAll('p, li, dd, h3, summary, address, .question')) block.append('\n')
  return copy.textContent.replace(/\n{3,}/g, '\n\n').trim()
}

function select(elements) {
  const selection = getSelection()
  selection.setBaseAndExtent(elements[0], 0, elements.at(-1), elements.at(-1).childNodes.length)
}
