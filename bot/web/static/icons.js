// Our few drawings, 24 by 24, in the colour of the text. They say nothing to screen readers: a text is always beside them.
const SVG = 'http://www.w3.org/2000/svg'
const PATHS = {
  // a speech bubble that is the pilot's flag: one half light, one half full ("I have a pilot on board")
  mark: ['M4 3h16v14H10l-4 4v-4H4z', 'M12 3h8v14h-8z'],
  send: ['M4 12h15M13 6l6 6-6 6'],
  close: ['M6 6l12 12M18 6L6 18'],
  map: ['M12 21c4-5 6-8.3 6-11a6 6 0 1 0-12 0c0 2.7 2 6 6 11z', 'M12 12.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z'],
}

/** Return a drawing by its name. */
export function icon(name) {
  const svg = document.createElementNS(SVG, 'svg')
  svg.setAttribute('viewBox', '0 0 24 24')
  svg.setAttribute('aria-hidden', 'true')
  svg.setAttribute('class', `icon icon-${name}`)
  for (const drawing of PATHS[name]) {
    const path = document.createElementNS(SVG, 'path')
    path.setAttribute('d', drawing)
    svg.append(path)
  }
  return svg
}
