import { useMantineColorScheme } from '@mantine/core'
import { useEffect } from 'react'
import { desktop } from '#renderer/state/desktop.ts'

/** Tells the shell, where there is one, what the page wears: the window around it should not be white at night. */
export function DesktopColours() {
  const { colorScheme } = useMantineColorScheme()
  useEffect(() => {
    void desktop().setColorScheme?.(colorScheme === 'auto' ? 'system' : colorScheme)
  }, [colorScheme])
  return null
}
