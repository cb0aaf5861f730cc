import { useEffect } from 'react'

/** Id of the one place whose text a screen reader speaks by itself; the frame draws it, empty. */
export const SPOKEN = 'spoken'

/**
 * Says a result in passing: what was done, how it ended. Not each step on the way: a flood of changes is no speech.
 * Nothing is said where there is no frame.
 */
export function speak(text: string): void {
  const place = document.getElementById(SPOKEN)
  if (!place) return
  // The same words twice are no change, so nobody would hear them the second time.
  place.replaceChildren()
  requestAnimationFrame(() => place.replaceChildren(text))
}

/** Says a text when it becomes another one; null says nothing. */
export function useSpoken(text: string | null): void {
  useEffect(() => {
    if (text !== null) speak(text)
  }, [text])
}
