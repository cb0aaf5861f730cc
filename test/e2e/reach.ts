import type { Page } from '@playwright/test'

/**
 * What of the page a reader at this size cannot get at: controls that lie outside of what can be scrolled to, text that is cut off without
 * a sign, a window that has to be scrolled sideways. In a form that a failed test shows well.
 */
export const outOfReach = (page: Page): Promise<string[]> => page.evaluate(lookForThem)

/** Runs in the page. */
function lookForThem(): string[] {
  const CONTROLS = 'a[href], button, input:not([type="hidden"]), select, textarea, [tabindex="0"]'
  /** What has a width of its own: tables of many columns, code, the strip of attempts, rows of places and figures. */
  const WIDE = '[role="grid"], [role="tree"], [role="group"], [role="tablist"], pre, nav, footer, .cm-scroller'
  const found: string[] = []
  const isUnseen = (element: Element): boolean => element.closest('.unseen') !== null || !element.checkVisibility({ visibilityProperty: true }) || element.getBoundingClientRect().width <= 1
  const name = (element: Element): string => `${element.tagName.toLowerCase()} "${(element.getAttribute('aria-label') ?? element.textContent ?? '').slice(0, 40)}" .${element.getAttribute('class')?.split(' ')[0] ?? ''}`

  if (document.documentElement.scrollWidth > window.innerWidth) found.push(`the window scrolls sideways: ${document.documentElement.scrollWidth} in ${window.innerWidth}`)
  for (const element of document.querySelectorAll(CONTROLS)) {
    // It comes into view when it gets the focus.
    if (isUnseen(element) || element.getAttribute('href') === '#room') continue
    const cut = cutOff(element)
    if (cut) found.push(`${name(element)} is ${cut}`)
  }
  for (const element of document.querySelectorAll<HTMLElement>('main *, footer *')) {
    const { overflowX, textOverflow } = getComputedStyle(element)
    if (overflowX === 'auto' && element.scrollWidth > element.clientWidth + 1 && !element.matches(WIDE)) found.push(`${name(element)} scrolls sideways: ${element.scrollWidth} in ${element.clientWidth}`)
    if ((overflowX === 'hidden' || overflowX === 'clip') && textOverflow === 'clip' && element.scrollWidth > element.clientWidth + 1 && element.textContent.trim() !== '' && !isUnseen(element)) {
      found.push(`${name(element)} cuts its text off: ${element.scrollWidth} in ${element.clientWidth}`)
    }
  }
  return found

  /** Says what hides it: an ancestor that does not scroll, or the window. What is in a scrolling one is where that one is. */
  function cutOff(element: Element): string | undefined {
    let box = element.getBoundingClientRect()
    for (let around = element.parentElement; around && around !== document.body; around = around.parentElement) {
      const { overflowX, overflowY } = getComputedStyle(around)
      const edge = around.getBoundingClientRect()
      const scrolls = (how: string): boolean => how === 'auto' || how === 'scroll'
      if (!scrolls(overflowX) && overflowX !== 'visible' && (box.left < edge.left - 1 || box.right > edge.right + 1)) return `cut off at the side by .${around.getAttribute('class')?.split(' ')[0]}`
      if (!scrolls(overflowY) && overflowY !== 'visible' && (box.top < edge.top - 1 || box.bottom > edge.bottom + 1)) return `cut off below by .${around.getAttribute('class')?.split(' ')[0]}`
      if (scrolls(overflowX) || scrolls(overflowY)) box = edge
    }
    if (box.left < -1 || box.right > window.innerWidth + 1) return `outside of the window: ${Math.round(box.left)} to ${Math.round(box.right)}`
    if (box.top < -1 || box.bottom > window.innerHeight + 1) return `outside of the window: ${Math.round(box.top)} to ${Math.round(box.bottom)} downwards`
    return undefined
  }
}
