// All districts as buttons, placed roughly as on a map; on a narrow screen they are a list by state.
import { button, el } from './dom.js'

/**
 * Return the overview.
 * @param {{ags: string, name: string, short: string, state: string, row: number, column: number}[]} districts
 * @param {Object} words texts of the place picker
 * @param {(district: string, name: string) => void} choose
 */
export function districtMap(districts, words, choose) {
  const top = Math.min(...districts.map(({ row }) => row)) - 2 // the first row has the names of the states
  const left = Math.min(...districts.map(({ column }) => column)) - 1
  const states = [...new Set(districts.map(({ state }) => state))].sort().reverse() // from north to south
  const groups = states.map((state, index) => {
    const name = words.states[state] ?? state
    const here = districts.filter((district) => district.state === state).sort(byPosition)
    return el('div', { class: `state state-${index + 1}`, role: 'group', 'aria-label': name },
      el('p', { class: 'small', 'aria-hidden': 'true' }, name),
      ...here.map((district) => tile(district, district.row - top, district.column - left, choose)))
  })
  return el('div', { class: 'map', role: 'group', 'aria-label': words.map }, ...groups)
}

function byPosition(one, other) {
  return one.row - other.row || one.column - other.column
}

function tile({ ags, name, short }, row, column, choose) {
  // speech input needs the visible words within the name
  const label = name.includes(short) ? name : null
  const chosen = button(short, () => choose(ags, name), { 'aria-label': label })
  chosen.style.gridRow = row
  chosen.style.gridColumn = column
  return chosen
}
