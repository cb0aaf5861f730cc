import { ActionIcon, Button, Kbd, Menu, Modal, Popover, Tabs, Tooltip, createTheme } from '@mantine/core'
import type { CSSVariablesResolver, MantineColorsTuple } from '@mantine/core'

const tokens = (...names: string[]): MantineColorsTuple => names.map((name) => `var(--${name})`) as unknown as MantineColorsTuple

/** The library wants ten shades of a colour, from light to dark (`dark`: from text to ground); these are what the tokens have of them. */
const ACCENT = tokens('accent-soft', 'accent-soft', 'accent-soft', 'accent', 'accent', 'accent', 'accent-fill', 'accent-fill', 'accent-fill', 'accent-fill-hover')
const GRAY = tokens('surface-2', 'hover', 'border', 'border', 'ghost', 'border-strong', 'text-2', 'text-2', 'text', 'text')
const DARK = tokens('text', 'text-2', 'text-2', 'border-strong', 'border', 'hover', 'surface-2', 'surface', 'bg', 'bg')

/** `--fast` of tokens.css, for the library moves by script and wants a number of milliseconds. */
const FAST = { duration: 90 } as const

/** What floats is drawn at the end of the main landmark: a screen reader should not find it outside of the page's parts. */
const OVERLAYS = { target: '#overlays' } as const

/** What is opened is never larger than the window leaves it room: it scrolls. */
const WITHIN = { flip: true, shift: true, size: { padding: 8 } } as const

const field = { size: 'sm' } as const

/** The component library, told to look like tokens.css. */
export const theme = createTheme({
  colors: { accent: ACCENT, gray: GRAY, dark: DARK },
  primaryColor: 'accent',
  fontFamily: 'var(--font-text)',
  fontFamilyMonospace: 'var(--font-mono)',
  fontSizes: { xs: 'var(--text-xs)', sm: 'var(--text-sm)', md: 'var(--text-md)', lg: 'var(--text-lg)', xl: 'var(--text-xl)' },
  lineHeights: { xs: '1.35', sm: '1.4', md: '1.4', lg: '1.4', xl: '1.3' },
  radius: { xs: 'var(--radius-sm)', sm: 'var(--radius)', md: 'var(--radius)', lg: 'var(--radius-lg)', xl: 'var(--radius-full)' },
  defaultRadius: 'sm',
  spacing: { xs: 'var(--space-3)', sm: 'var(--space-4)', md: 'var(--space-6)', lg: 'var(--space-8)', xl: 'var(--space-12)' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Button: Button.extend({ defaultProps: { size: 'xs', variant: 'default' } }),
    ActionIcon: ActionIcon.extend({ defaultProps: { size: 'sm', variant: 'subtle', color: 'gray' } }),
    Tooltip: Tooltip.extend({ defaultProps: { portalProps: OVERLAYS, openDelay: 350, withArrow: false, offset: 6, transitionProps: FAST } }),
    Menu: Menu.extend({ defaultProps: { withInitialFocusPlaceholder: false, shadow: 'none', offset: 4, transitionProps: FAST, middlewares: { flip: true, shift: true } } }),
    Popover: Popover.extend({ defaultProps: { portalProps: OVERLAYS, shadow: 'none', offset: 4, transitionProps: FAST, middlewares: WITHIN } }),
    Modal: Modal.extend({ defaultProps: { centered: true, transitionProps: FAST, overlayProps: { backgroundOpacity: 0.4 } } }),
    Tabs: Tabs.extend({ defaultProps: { keepMounted: false } }),
    Kbd: Kbd.extend({ defaultProps: { size: 'xs' } }),
    TextInput: { defaultProps: field },
    NumberInput: { defaultProps: field },
    PasswordInput: { defaultProps: field },
    // Ten choices are read at once, not scrolled through.
    Select: { defaultProps: { ...field, maxDropdownHeight: 320 } },
    NativeSelect: { defaultProps: field },
    Textarea: { defaultProps: field },
    TagsInput: { defaultProps: field },
    MultiSelect: { defaultProps: field },
    Switch: { defaultProps: { size: 'xs' } },
    Checkbox: { defaultProps: { size: 'xs' } },
    SegmentedControl: { defaultProps: { size: 'xs' } },
  },
})

const shared = {
  '--mantine-color-body': 'var(--surface)',
  '--mantine-color-text': 'var(--text)',
  '--mantine-color-dimmed': 'var(--text-2)',
  '--mantine-color-placeholder': 'var(--text-2)',
  '--mantine-color-anchor': 'var(--accent)',
  '--mantine-color-default': 'var(--surface)',
  '--mantine-color-default-hover': 'var(--hover)',
  '--mantine-color-default-color': 'var(--text)',
  '--mantine-color-default-border': 'var(--border)',
  '--mantine-color-error': 'var(--bad)',
  '--mantine-color-disabled': 'var(--surface-2)',
  '--mantine-color-disabled-color': 'var(--text-2)',
  '--mantine-color-disabled-border': 'var(--border)',
  '--mantine-color-gray-text': 'var(--text-2)',
  '--mantine-color-gray-light': 'var(--hover)',
  '--mantine-color-gray-light-hover': 'var(--hover)',
  '--mantine-color-gray-light-color': 'var(--text-2)',
  '--mantine-color-accent-filled': 'var(--accent-fill)',
  '--mantine-color-accent-filled-hover': 'var(--accent-fill-hover)',
  '--mantine-color-accent-text': 'var(--accent)',
  '--mantine-color-accent-light': 'var(--accent-soft)',
  '--mantine-color-accent-light-hover': 'var(--accent-soft)',
  '--mantine-color-accent-light-color': 'var(--accent)',
  '--mantine-color-accent-outline': 'var(--accent)',
  '--mantine-primary-color-filled': 'var(--accent-fill)',
  '--mantine-primary-color-filled-hover': 'var(--accent-fill-hover)',
}

export const cssVariablesResolver: CSSVariablesResolver = () => ({ variables: {}, light: shared, dark: shared })
