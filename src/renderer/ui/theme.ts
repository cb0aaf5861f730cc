import { ActionIcon, Button, Kbd, Menu, Modal, Popover, Tabs, Tooltip, createTheme } from '@mantine/core'
import type { CSSVariablesResolver, MantineColorsTuple } from '@mantine/core'

/** The library wants ten shades of a colour; all that is drawn with them takes its colours from tokens.css instead. */
const ACCENT: MantineColorsTuple = ['#eef2ff', '#e6ecfd', '#c9d5fb', '#a6b9f8', '#8da6ff', '#6484f0', '#4262dd', '#3a5bd9', '#2f52cf', '#2542ab']

/** Greys as cool as the surfaces, for what the library draws with its own. */
const GRAY: MantineColorsTuple = ['#f8f9fb', '#f1f3f7', '#e9ecf1', '#e2e5ea', '#cdd2da', '#8d95a3', '#6b7482', '#535c69', '#2f3641', '#1a1f27']
const DARK: MantineColorsTuple = ['#e3e6eb', '#c6ccd5', '#9ba4b1', '#6b7482', '#2b3139', '#1c2127', '#181c21', '#14171b', '#0e1013', '#090a0c']

/** What floats is drawn at the end of the main landmark: a screen reader should not find it outside of the page's parts. */
const OVERLAYS = { target: '#overlays' } as const

const field = { size: 'sm' } as const

/** The component library, told to look like tokens.css. */
export const theme = createTheme({
  colors: { accent: ACCENT, gray: GRAY, dark: DARK },
  primaryColor: 'accent',
  fontFamily: 'var(--font-text)',
  fontFamilyMonospace: 'var(--font-mono)',
  fontSizes: { xs: 'var(--text-xs)', sm: 'var(--text-sm)', md: 'var(--text-md)', lg: 'var(--text-lg)', xl: 'var(--text-xl)' },
  lineHeights: { xs: '1.35', sm: '1.4', md: '1.4', lg: '1.4', xl: '1.3' },
  radius: { xs: '3px', sm: 'var(--radius)', md: '7px', lg: '10px', xl: '16px' },
  defaultRadius: 'sm',
  spacing: { xs: '0.375rem', sm: '0.5rem', md: '0.75rem', lg: '1rem', xl: '1.5rem' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Button: Button.extend({ defaultProps: { size: 'xs', variant: 'default' } }),
    ActionIcon: ActionIcon.extend({ defaultProps: { size: 'sm', variant: 'subtle', color: 'gray' } }),
    Tooltip: Tooltip.extend({ defaultProps: { portalProps: OVERLAYS, openDelay: 350, withArrow: false, offset: 6, transitionProps: { duration: 80 } } }),
    Menu: Menu.extend({ defaultProps: { withInitialFocusPlaceholder: false, shadow: 'none', offset: 4, transitionProps: { duration: 80 } } }),
    Popover: Popover.extend({ defaultProps: { portalProps: OVERLAYS, shadow: 'none', offset: 4, transitionProps: { duration: 80 } } }),
    Modal: Modal.extend({ defaultProps: { centered: true, transitionProps: { duration: 100 }, overlayProps: { backgroundOpacity: 0.4 } } }),
    Tabs: Tabs.extend({ defaultProps: { keepMounted: false } }),
    Kbd: Kbd.extend({ defaultProps: { size: 'xs' } }),
    TextInput: { defaultProps: field },
    NumberInput: { defaultProps: field },
    PasswordInput: { defaultProps: field },
    Select: { defaultProps: field },
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
