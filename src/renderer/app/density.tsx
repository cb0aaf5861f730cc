import { useLayoutEffect } from 'react'
import { usePreferences } from '#renderer/state/preferences.ts'

/** Puts the chosen density where tokens.css reads it. */
export function Density() {
  const density = usePreferences((state) => state.density)
  useLayoutEffect(() => {
    document.documentElement.dataset['density'] = density
  }, [density])
  return null
}
