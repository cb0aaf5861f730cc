/** Where generated persons live: countries, made-up churches, addresses, and telephone numbers that ring nobody. */
import { faker as english } from '@faker-js/faker/locale/en_US'
import { faker as british } from '@faker-js/faker/locale/en_GB'
import { faker as french } from '@faker-js/faker/locale/fr'
import { faker as norwegian } from '@faker-js/faker/locale/nb_NO'
import type { Church, Person } from './person.ts'

type Phone = NonNullable<Person['cellPhone']>
type Address = NonNullable<Person['currentAddress']>
type Country = NonNullable<Address['country']>

interface Place {
  readonly faker: typeof english
  readonly culture: string
  readonly country: Country
  readonly prefix: string
  /** Numbers that the regulator keeps for fiction; Norway keeps none, so its numbers begin with zeros, which cannot be dialled. */
  readonly cell: string
  readonly home: string
  /** Lengths of the groups in which a number is written. */
  readonly groups: readonly number[]
  readonly cityLine: (postalCode: string, city: string) => string
}

const norway: Place = {
  faker: norwegian,
  culture: 'nb-NO',
  country: { iso2Code: 'NO', nameEn: 'Norway', nameNative: 'Norge', nameNo: 'Norge' },
  prefix: '+47',
  cell: '000#####',
  home: '000#####',
  groups: [3, 2, 3],
  cityLine: (postalCode, city) => `${postalCode} ${city}`,
}
const britain: Place = {
  faker: british,
  culture: 'en-GB',
  country: { iso2Code: 'GB', nameEn: 'United Kingdom', nameNative: 'United Kingdom', nameNo: 'Storbritannia' },
  prefix: '+44',
  cell: '7700900###',
  home: '1632960###',
  groups: [4, 6],
  cityLine: (postalCode, city) => `${city} ${postalCode}`,
}
const states: Place = {
  faker: english,
  culture: 'en-US',
  country: { iso2Code: 'US', nameEn: 'United States', nameNative: 'United States', nameNo: 'USA' },
  prefix: '+1',
  cell: '21255501##',
  home: '20255501##',
  groups: [3, 3, 4],
  cityLine: (postalCode, city) => `${city} ${postalCode}`,
}
const france: Place = {
  faker: french,
  culture: 'fr-FR',
  country: { iso2Code: 'FR', nameEn: 'France', nameNative: 'France', nameNo: 'Frankrike' },
  prefix: '+33',
  cell: '63998####',
  home: '19900####',
  groups: [1, 2, 2, 2, 2],
  cityLine: (postalCode, city) => `${postalCode} ${city}`,
}

/** Most live in Norway, as the provider's documentation has it in its examples. */
const PLACES = [norway, norway, norway, norway, britain, states, france] as const

export interface Parish {
  readonly churchID: number
  readonly city: string
  readonly place: Place
  readonly visitingAddress: NonNullable<Church['visitingAddress']>
}

/** Seeds every source of chance in this folder; what follows is reproducible as long as it does not wait for anything. */
export function seedChance(seed: number): typeof english {
  for (const [at, source] of [english, british, french, norwegian].entries()) source.seed([seed, at])
  return english
}

/** One made-up church per entry of `PLACES`. The first has the id that the documentation uses as its example, 69. */
export function makeParishes(): Parish[] {
  return PLACES.map((place, at) => {
    const city = place.faker.location.city()
    const { address1, postalCode } = makeAddress(place, city)
    const visitingAddress = { address1, address2: '', address3: '', address4: '', city, country: place.country, postalCode }
    return { churchID: 69 + at * 7, city, place, visitingAddress }
  })
}

export function makeAddress(place: Place, city: string): Address {
  const address1 = place.faker.location.streetAddress()
  const postalCode = place.faker.location.zipCode()
  const lines = [address1, place.cityLine(postalCode, city), place.country.nameNative ?? '']
  return {
    address1,
    city,
    country: place.country,
    formatted: lines.join(', '),
    formattedAddressLine1: lines[0],
    formattedAddressLine2: lines[1],
    formattedAddressLine3: lines[2],
    formattedAddressLine4: '',
    formattedAddressLine5: '',
    formattedAddressLine6: '',
    postalCode,
  }
}

export function makePhone(place: Place, kind: 'cell' | 'home'): Phone {
  const number = place.faker.string.numeric({ length: 10, allowLeadingZeros: true })
  let at = 0
  const digits = place[kind].replaceAll('#', () => number[at++] ?? '0')
  return { formatted: `${place.prefix} ${grouped(digits, place.groups)}`, number: digits, prefix: place.prefix, unFormatted: place.prefix + digits }
}

function grouped(digits: string, lengths: readonly number[]): string {
  let at = 0
  return lengths.map((length) => digits.slice(at, (at += length))).join(' ')
}
