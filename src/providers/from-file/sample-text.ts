/** A text as a property's name and format suggest. */
import type { Pick } from '../pick.ts'

const GIVEN = ['Ada', 'Bjørn', 'Chiara', 'Dmitri', 'Elif', 'Femi', 'Grace', 'Hiro', 'Ines', 'Jonas'] as const
const FAMILY = ['Lovelace', 'Hansen', 'Ricci', 'Ivanov', 'Yılmaz', 'Okafor', 'Hopper', 'Tanaka', 'Silva', 'Weber'] as const
const WORDS = ['amber', 'birch', 'copper', 'delta', 'ember', 'fjord', 'granite', 'harbour', 'indigo', 'juniper'] as const
const CITIES = ['Oslo', 'Leeds', 'Porto', 'Lyon', 'Graz', 'Tampere', 'Ghent', 'Cork'] as const
const FROM = Date.UTC(2025, 0, 6)
const YEAR = 365 * 86_400_000

const hex = (pick: Pick, length: number): string => Array.from({ length }, () => pick(16).toString(16)).join('')

export function textFor(name: string, schema: { readonly [key: string]: unknown }, pick: Pick): string {
  const of = (list: readonly string[]): string => list[pick(list.length)] ?? ''
  const made = byFormat(schema['format']) ?? byName()
  const least = typeof schema['minLength'] === 'number' ? schema['minLength'] : 0
  const most = typeof schema['maxLength'] === 'number' ? schema['maxLength'] : Infinity
  return made.padEnd(Math.min(least, 10_000), 'x').slice(0, Math.max(most, 0))

  function byFormat(format: unknown): string | undefined {
    const time = new Date(FROM + pick(YEAR)).toISOString()
    switch (format) {
      case 'date-time':
        return time
      case 'date':
        return time.slice(0, 10)
      case 'time':
        return time.slice(11)
      case 'uuid':
        return `${hex(pick, 8)}-${hex(pick, 4)}-4${hex(pick, 3)}-${'89ab'.charAt(pick(4))}${hex(pick, 3)}-${hex(pick, 12)}`
      case 'email':
      case 'idn-email':
        return `${of(WORDS)}.${of(WORDS)}${pick(100)}@example.com`
      case 'uri':
      case 'url':
      case 'iri':
      case 'uri-reference':
        return `https://example.com/${of(WORDS)}/${1 + pick(9_999)}`
      case 'hostname':
        return `${of(WORDS)}.example.com`
      case 'ipv4':
        return `192.0.2.${1 + pick(254)}`
      case 'ipv6':
        return `2001:db8::${hex(pick, 4)}`
      default:
        return undefined
    }
  }

  function byName(): string {
    if (/e-?mail$/i.test(name)) return byFormat('email') ?? ''
    if (/(url|uri|link|href)$/i.test(name)) return byFormat('uri') ?? ''
    if (/(_at|At|Date|_date|Time|_time)$/.test(name)) return byFormat('date-time') ?? ''
    if (/(first|given)_?name$/i.test(name)) return of(GIVEN)
    if (/(last|family)_?name|surname$/i.test(name)) return of(FAMILY)
    if (/^(name|full_?name|customer|author|sender)$/i.test(name)) return `${of(GIVEN)} ${of(FAMILY)}`
    if (/(sha|commit|hash|digest)$/i.test(name)) return hex(pick, 40)
    if (/currency/i.test(name)) return of(['EUR', 'GBP', 'NOK', 'USD'])
    if (/country/i.test(name)) return of(['GB', 'NO', 'PT', 'FR'])
    if (/city|town/i.test(name)) return of(CITIES)
    if (/phone/i.test(name)) return `+44 1632 96${String(pick(10_000)).padStart(4, '0')}`
    if (/(^id|Id|_id|ID)$/.test(name)) return `${hex(pick, 16)}`
    if (/(description|message|text|body|comment|note|title|subject)$/i.test(name)) return `The ${of(WORDS)} ${of(WORDS)} by the ${of(WORDS)}, number ${1 + pick(999)}`
    return `${of(WORDS)}-${1 + pick(999)}`
  }
}
