// Printing the conversation only. The style sheet of the shadow tree prints it as text; a page around it must be hidden.
const AROUND = '@media print { body > :not(fachlotse-chat) { display: none !important } }'

/**
 * Print.
 * @param {ShadowRoot} shadow of the chat
 * @param {boolean} inPage false: a popup over a foreign page, which is not printed
 */
export async function printConversation(shadow, inPage) {
  const closed = [...shadow.querySelectorAll('details.sources:not([open])')]
  for (const sources of closed) sources.open = true
  const sheet = inPage ? null : await new CSSStyleSheet().replace(AROUND)
  if (sheet) document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
  addEventListener('afterprint', () => {
    for (const sources of closed) sources.open = false
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet)
  }, { once: true })
  print()
}
