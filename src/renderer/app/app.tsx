import { MantineProvider, localStorageColorSchemeManager } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { useStore } from '#renderer/state/store.ts'
import { cssVariablesResolver, theme } from '#renderer/ui/theme.ts'
import { Density } from './density.tsx'
import { DesktopColours } from './desktop-colours.tsx'
import { Frame } from './frame.tsx'
import { Locked } from './locked.tsx'

const colourScheme = localStorageColorSchemeManager({ key: 'hookwright.scheme' })

/** Everything on screen: the frame with its rooms, or the locked door. */
export function App() {
  const locked = useStore((state) => state.connection.phase === 'locked')
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariablesResolver} colorSchemeManager={colourScheme} defaultColorScheme="auto">
      <Density />
      <DesktopColours />
      <Notifications position="bottom-right" limit={4} />
      {locked ? <Locked /> : <Frame />}
    </MantineProvider>
  )
}
