import { useMantineColorScheme } from '@mantine/core'
import { useEffect } from 'react'
import type { DESKTOP_GLOBAL, Desktop } from '#contract/desktop.ts'

declare global {
  interface Window {
    readonly [DESKTOP_GLOBAL]?: Desktop
  }
}

/** Tells the shell, where there is one, what the page wears: the window around it should not be white at night. */
export function DesktopColours() {
  const { colorScheme } = useMantineColorScheme()
  useEffect(() => {
    void window.hookwrightDesktop?.setColorScheme?.(colorScheme === 'auto' ? 'system' : colorScheme)
  }, [colorScheme])
  return null
}
