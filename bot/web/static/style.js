// The style sheet of the shadow tree, made by script: it works whatever style-src a foreign page allows.
let sheet

/** Return the style sheet, loaded once for all elements. */
export function loadStyle() {
  sheet ??= fetchSheet(new URL('./chat.css', import.meta.url))
  return sheet
}

async function fetchSheet(url) {
  const answer = await fetch(url)
  if (!answer.ok) throw new Error(`chat.css: status ${answer.status}`)
  return new CSSStyleSheet().replace(await answer.text())
}
