import { useSyncExternalStore } from 'react'

/** Height of a list's row in CSS pixels, which is `--row` of tokens.css: the density and the reader's own font size have a say in it. */
export const useRowHeight = (): number => useSyncExternalStore(followDensity, rowHeight)

function followDensity(changed: () => void): () => void {
  const observer = new MutationObserver(changed)
  observer.observe(document.documentElement, { attributeFilter: ['data-density'] })
  return () => observer.disconnect()
}

/** By density: asking the browser for a style while it draws a flood of rows makes it reckon all of them. */
const known = new Map<string, number>()

function rowHeight(): number {
  const density = document.documentElement.dataset['density'] ?? ''
  const height = known.get(density) ?? measured()
  known.set(density, height)
  return height
}

function measured(): number {
  const style = getComputedStyle(document.documentElement)
  return Number.parseFloat(style.getPropertyValue('--row')) * Number.parseFloat(style.fontSize)
}
