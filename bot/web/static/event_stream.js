// Server-sent events over fetch, because EventSource cannot send the session in a header.

/**
 * Yield the events of a response as they come: {id: number|null, type, data: text}. Comments yield null: a sign of life.
 * @param {ReadableStream<Uint8Array>} body
 */
export async function* events(body) {
  let rest = ''
  const reader = body.pipeThrough(new TextDecoderStream()).getReader()
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      const blocks = (rest + value).split(/\r?\n\r?\n/)
      rest = blocks.pop()
      for (const block of blocks) yield parseEvent(block)
    }
  } finally {
    reader.cancel().catch(() => {}) // already broken: nothing is left to cancel
  }
}

/** Return the event of one block of lines, null when it holds only comments. */
export function parseEvent(block) {
  const event = { id: null, type: 'message', data: '' }
  const data = []
  for (const line of block.split(/\r?\n/)) {
    const [, field, value] = /^([a-z]+): ?(.*)$/.exec(line) ?? []
    if (field === 'id') event.id = Number(value)
    if (field === 'event') event.type = value
    if (field === 'data') data.push(value)
  }
  event.data = data.join('\n')
  return data.length ? event : null
}
