export interface Box {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

interface Size {
  readonly width: number
  readonly height: number
}

/** Between the card and what it points at, and the edge of the window, in pixels. */
const GAP = 10

/** Where the card goes: beside its target on the first side that has room, else at the bottom; always inside of the window. Without a target: in the corner. */
export function placeBeside(target: Box | null, card: Size, window: Size): { left: number; top: number } {
  const most = { left: window.width - card.width - GAP, top: window.height - card.height - GAP }
  const inside = (left: number, top: number) => ({ left: Math.max(GAP, Math.min(left, most.left)), top: Math.max(GAP, Math.min(top, most.top)) })
  if (!target) return inside(most.left, most.top)
  const [right, below] = [target.left + target.width + GAP, target.top + target.height + GAP]
  if (right <= most.left) return inside(right, target.top)
  if (below <= most.top) return inside(target.left, below)
  if (target.top - GAP - card.height >= GAP) return inside(target.left, target.top - GAP - card.height)
  if (target.left - GAP - card.width >= GAP) return inside(target.left - GAP - card.width, target.top)
  return inside(most.left, most.top)
}
