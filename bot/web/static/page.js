// The page around the chat: replaces the line that says it is loading.
import './element.js'

const loading = document.querySelector('[data-loading]')
const chat = document.querySelector('fachlotse-chat')

function failed() {
  loading.textContent = loading.dataset.failed
  loading.setAttribute('role', 'alert')
}

chat.addEventListener('fachlotse-ready', () => loading.remove())
chat.addEventListener('fachlotse-failed', failed)
