// The session with the server: a key that nobody can guess, and requests that carry it.
const TIMEOUT = 20_000 // ms; longer than any answer takes, shorter than a person's patience

/** The server cannot be reached, or is not well. What was asked can be asked again. */
export class OfflineError extends Error {}

/** The server does not know our session any more. */
export class ExpiredError extends Error {}

/** The server understood and refuses; `status` is that of HTTP, `retryAfter` in seconds (status 429 only). */
export class RefusedError extends Error {
  constructor(status, retryAfter) {
    super(`status ${status}`)
    this.status = status
    this.retryAfter = retryAfter
  }
}

export class Session {
  #origin
  #storage
  #district
  #starting = null

  constructor(origin, storage, district) {
    this.#origin = origin
    this.#storage = storage
    this.#district = district
  }

  /** Return the key, null when no conversation has begun. */
  get key() {
    return this.#storage.get('session')
  }

  /** Return the key; begins a conversation when there is none. */
  async start() {
    if (this.key) return this.key
    this.#starting ??= this.#begin().finally(() => (this.#starting = null))
    return this.#starting
  }

  async #begin() {
    const body = this.#district ? { district: this.#district } : {}
    const answer = await this.#fetch('/chat/sessions', { method: 'POST', body })
    const { session } = await answer.json()
    this.#storage.set('session', session)
    return session
  }

  /** Forget the key: the conversation has expired or was deleted. */
  drop() {
    this.#storage.set('session', null)
  }

  /**
   * Ask the server.
   * @param {string} path
   * @param {{method?: string, body?: Object, headers?: Object, signal?: AbortSignal}} options with a signal there is no time limit
   * @returns {Promise<Response>} a response that is fine
   * @throws {OfflineError|ExpiredError|RefusedError}
   */
  async request(path, { headers = {}, ...options } = {}) {
    const key = await this.start()
    try {
      return await this.#fetch(path, { ...options, headers: { ...headers, Authorization: `Bearer ${key}` } })
    } catch (error) {
      if (error.status !== 401) throw error
      if (this.key === key) this.drop() // another request may have begun a new one already
      throw new ExpiredError('session')
    }
  }

  /** Ask the server for something that needs no session. */
  async open(path, options) {
    return this.#fetch(path, options)
  }

  async #fetch(path, { method = 'GET', body, headers = {}, signal = AbortSignal.timeout(TIMEOUT) } = {}) {
    const json = body && { 'Content-Type': 'application/json' }
    const init = { method, signal, credentials: 'omit', cache: 'no-store', headers: { ...json, ...headers } }
    if (body) init.body = JSON.stringify(body)
    let answer
    try {
      answer = await fetch(this.#origin + path, init)
    } catch (error) {
      throw new OfflineError(error.name)
    }
    if (answer.status >= 500) throw new OfflineError(`status ${answer.status}`)
    if (!answer.ok) throw new RefusedError(answer.status, Number(answer.headers.get('Retry-After')) || 1)
    return answer
  }
}
