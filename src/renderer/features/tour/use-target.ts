import { useEffect, useState } from 'react'
import type { Box } from './place.ts'

export interface Target {
  /** What is pointed at; null while it is not on screen. */
  readonly box: Box | null
  readonly window: { readonly width: number; readonly height: number }
}

const NOWHERE: Target = { box: null, window: { width: 0, height: 0 } }

/** Follows the first of the selectors that is on screen, as long as the reader is being shown it: rooms load, panes are moved, windows resized. */
export function useTarget(selectors: readonly string[]): Target {
  const [target, setTarget] = useState(NOWHERE)
  const key = selectors.join('\n')
  useEffect(() => {
    let frame = 0
    let shown: Element | undefined
    const look = () => {
      frame = requestAnimationFrame(look)
      const found = key.split('\n').flatMap((selector) => [...document.querySelectorAll(selector)]).find((element) => element.checkVisibility({ visibilityProperty: true }))
      if (found && found !== shown) found.scrollIntoView({ block: 'nearest' })
      shown = found
      const rect = found?.getBoundingClientRect()
      const next: Target = {
        box: rect && rect.width > 0 ? clipped(rect) : null,
        window: { width: window.innerWidth, height: window.innerHeight },
      }
      setTarget((before) => (JSON.stringify(before) === JSON.stringify(next) ? before : next))
    }
    look()
    return () => cancelAnimationFrame(frame)
  }, [key])
  return target
}

/** Room for the ring, in pixels: what reaches the window's edge is marked inside of it. */
const EDGE = 3

function clipped({ left, top, right, bottom }: DOMRect): Box {
  const from = { left: Math.max(EDGE, left), top: Math.max(EDGE, top) }
  return { ...from, width: Math.min(window.innerWidth - EDGE, right) - from.left, height: Math.min(window.innerHeight - EDGE, bottom) - from.top }
}
