import '@fontsource-variable/inter/index.css'
import '@fontsource-variable/jetbrains-mono/index.css'
import '../ui/mantine.ts'
import '../ui/tokens.css'
import '../ui/base.css'
import { MantineProvider } from '@mantine/core'
import { createRoot } from 'react-dom/client'
import { cssVariablesResolver, theme } from '#renderer/ui/theme.ts'
import { Gallery } from './gallery.tsx'

const place = document.getElementById('page')
if (!place) throw new Error('the page has no place to draw on')
createRoot(place).render(
  <MantineProvider theme={theme} cssVariablesResolver={cssVariablesResolver} defaultColorScheme="auto">
    <Gallery />
  </MantineProvider>,
)
