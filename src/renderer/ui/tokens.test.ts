import { describe, expect, it } from 'vitest'
import css from './tokens.css?raw'
import { theme } from './theme.ts'


/** The tokens of the block that begins with `selector`. */
function tokensOf(selector: string): Map<string, string> {
  const block = css.slice(css.indexOf(selector)).split('}')[0] ?? ''
  return new Map([...block.matchAll(/--([\w-]+): ([^;]+);/g)].map(([, name = '', value = '']) => [name, value]))
}

const SCHEMES = { light: tokensOf(":root[data-mantine-color-scheme='light']"), dark: tokensOf(":root[data-mantine-color-scheme='dark']") }

/** Contrast of two `#rrggbb` as WCAG 2.2 reckons it: 1 to 21. */
function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y)
  return (light + 0.05) / (dark + 0.05)
}

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

const GROUNDS = ['bg', 'surface', 'surface-2', 'hover', 'selected']
const PAIRS = [
  ...['text', 'text-2', 'accent'].flatMap((ink) => GROUNDS.map((ground) => [ink, ground])),
  ...['ok', 'warn', 'bad'].flatMap((ink) => [...GROUNDS, `${ink}-soft`].map((ground) => [ink, ground])),
  ...['ok', 'warn', 'bad', 'accent'].map((tone) => ['text', `${tone}-soft`]),
  ...['code-key', 'code-string', 'code-number', 'code-word'].flatMap((ink) => ['surface', 'surface-2'].map((ground) => [ink, ground])),
  ['on-accent', 'accent-fill'],
  ['on-accent', 'accent-fill-hover'],
] as [string, string][]

describe.each(Object.entries(SCHEMES))('the %s colours', (_, colours) => {
  it.each(PAIRS)('write %s on %s at 4.5:1 or more', (ink, ground) => {
    expect(contrast(colours.get(ink) ?? '', colours.get(ground) ?? '')).toBeGreaterThanOrEqual(4.5)
  })

  it('draw the edge of a field at 3:1 or more', () => {
    expect(contrast(colours.get('border-strong') ?? '', colours.get('surface') ?? '')).toBeGreaterThanOrEqual(3)
  })
})

it('has each colour in both schemes', () => {
  expect([...SCHEMES.dark.keys()]).toEqual([...SCHEMES.light.keys()])
})

it('moves what the library moves as long as the rest', () => {
  expect(theme.components?.['Menu']?.defaultProps).toMatchObject({ transitionProps: { duration: Number.parseInt(tokensOf(':root {').get('fast') ?? '', 10) } })
})
