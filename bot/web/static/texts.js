// What the chat says: files of the content, one per language.
const LANGUAGES = ['de', 'en']
const loaded = new Map()

/**
 * Return the texts in a language, loaded once. Values are texts with places such as {count}; see `fill`.
 * A language that we do not have becomes the first one of ours.
 */
export function loadTexts(origin, language) {
  const code = String(language).slice(0, 2).toLowerCase()
  const known = LANGUAGES.includes(code) ? code : LANGUAGES[0]
  if (!loaded.has(known)) loaded.set(known, fetchTexts(`${origin}/static/texts.${known}.json`))
  const texts = loaded.get(known)
  texts.catch(() => loaded.delete(known)) // ask again next time
  return texts
}

async function fetchTexts(url) {
  const answer = await fetch(url)
  if (!answer.ok) throw new Error(`texts: status ${answer.status}`)
  return answer.json()
}

/** Return the text with each {name} replaced by its value. */
export function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (place, name) => values[name] ?? place)
}

/** Return a date such as 2026-08-19 as people of the language write it; the text itself when it is no date. */
export function dateIn(language, iso) {
  const day = new Date(`${iso}T12:00:00`)
  if (Number.isNaN(day.getTime())) return iso
  return new Intl.DateTimeFormat(language, { dateStyle: 'long' }).format(day)
}

/** Return the names of languages, given as ISO 639-1 codes, in a language. */
export function languageNames(language, codes) {
  const names = new Intl.DisplayNames([language], { type: 'language' })
  return codes.map((code) => nameOf(names, code)).join(', ')
}

function nameOf(names, code) {
  try {
    return names.of(code)
  } catch {
    return code // not a code: say it as it is
  }
}
