// One line puts the chat into any page:
//   <script src="https://…/widget.js" data-lang="de" data-district="15003" async></script>
// A classic script, because a module cannot see its own <script> element. Everything else is loaded from its origin.
(() => {
  const script = document.currentScript
  const { lang, district, position } = script.dataset
  const origin = new URL(script.src).origin

  function attach() {
    if (document.querySelector('fachlotse-chat[popup]')) return // embedded twice
    const chat = document.createElement('fachlotse-chat')
    chat.setAttribute('popup', position === 'start' ? 'start' : 'end')
    chat.setAttribute('origin', origin)
    chat.setAttribute('lang', lang || document.documentElement.lang || 'de')
    if (district) chat.setAttribute('district', district)
    document.body.append(chat)
  }

  import(`${origin}/static/element.js`)
    .then(() => (document.body ? attach() : addEventListener('DOMContentLoaded', attach)))
    .catch((error) => console.error('Fachlotse could not be loaded:', error.message))
})()
