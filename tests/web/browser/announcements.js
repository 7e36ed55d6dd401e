// What a screen reader would say by itself: every text that comes into a live region, in the order in which it comes.
// Runs before the page. Follows ARIA: the nearest live region counts, "off" and busy regions are silent, and of a region
// that says "additions" only new elements are read.
window.announced = []
;(() => {
  const ROLES = { log: 'polite', status: 'polite', alert: 'assertive' }

  function liveness(element) {
    return element.getAttribute('aria-live') ?? ROLES[element.getAttribute('role')] ?? null
  }

  function regionOf(element) {
    for (let each = element; each; each = each.parentElement) if (liveness(each)) return each
    return null
  }

  function isSilent(element) {
    for (let each = element; each; each = each.parentElement) {
      if (each.getAttribute('aria-busy') === 'true' || each.hidden || each.getAttribute('aria-hidden') === 'true') return true
    }
    return false
  }

  function textOf(node) {
    if (node.nodeType === Node.TEXT_NODE) return node.textContent
    if (node.nodeType !== Node.ELEMENT_NODE) return ''
    if (node.hidden || node.getAttribute('aria-hidden') === 'true' || liveness(node) === 'off') return ''
    return [...node.childNodes].map(textOf).join(' ')
  }

  function heard(node, parent) {
    if (!(parent instanceof Element)) return // the top of a document or of a shadow tree is no region
    const region = regionOf(parent)
    if (!region || liveness(region) === 'off' || isSilent(parent)) return
    const additions = (region.getAttribute('aria-relevant') ?? 'additions text').split(' ')
    if (node.nodeType === Node.TEXT_NODE && !additions.includes('text')) return
    const text = textOf(node).replace(/\s+/g, ' ').trim()
    if (text) window.announced.push(text)
  }

  function listen(root) {
    new MutationObserver((changes) => {
      const added = new Set() // a node that came within another one is part of it
      for (const { addedNodes, target } of changes) {
        for (const node of addedNodes) {
          const within = [...added].some((other) => other !== node && other.contains(node))
          if (!within && node.isConnected && !added.has(node)) heard(node, target)
          added.add(node)
        }
      }
    }).observe(root, { childList: true, subtree: true })
  }

  listen(document)
  const attach = Element.prototype.attachShadow
  Element.prototype.attachShadow = function (options) {
    const root = attach.call(this, options)
    listen(root)
    return root
  }
})()
