/** Samples: the same for a trigger and seed, each value typed and named as its property, pairs of old and new that differ. */
import type { JsonObject } from '#contract/common.ts'
import { pickerOf, type Pick } from '../pick.ts'
import { BRANCHES, DEFAULT_AGENCY } from './agency.ts'
import { DOUBLE, ENUM, ENUM_LIST, INT, INT_ARRAY, INT_LIST, MAYBE_TIME, TEXT, TIME, type PropertyRow } from './triggers.ts'

type Json = JsonObject[string]

const MINUTE = 60_000
const DAY = 86_400_000
const FROM = Date.UTC(2025, 0, 6)

/** What texts and enums may say, by the property's name without Old and New. The provider documents none but ChangeType's (assumed). */
const CHOICES: Readonly<Record<string, readonly string[]>> = {
  EventType: ['Viewing', 'Valuation', 'Inspection', 'GeneralAppointment'],
  EventStatus: ['Confirmed', 'Unconfirmed'],
  JobStatus: ['Completed', 'CompletedWithErrors'],
  State: ['Online', 'Away', 'Offline'],
  InnerType: ['Brochure', 'FloorPlan', 'EnergyPerformanceCertificate'],
  FeeStructure: ['Percentage', 'FixedFee', 'NoFee'],
  PriceType: ['AskingPrice', 'GuidePrice', 'OffersInExcessOf', 'FixedPrice'],
  LetType: ['LetOnly', 'RentCollection', 'FullyManaged'],
  TermType: ['ShortTerm', 'LongTerm', 'Flexible'],
  RoleStatus: ['ForSale', 'UnderOffer', 'OfferAccepted', 'SaleAgreed', 'Exchanged', 'Completed'],
  MarketingFlags: ['OnMarket', 'Featured', 'ShowOnPortals', 'PriceReduced', 'ChainFree'],
}

/** Whose id RootEntityId repeats, where it is not the first of the root trigger's own properties (assumed). */
const LEAD = 'LeadId'

const changeType = (trigger: string): string => (/Deleted/.test(trigger) ? 'Deleted' : /Created/.test(trigger) ? 'New' : 'Updated')

/**
 * @param root the trigger at the top of its tree: what RootEntityId names.
 * @param seed a whole number of 32 bits.
 */
export function sampleOf(root: string, trigger: string, properties: readonly PropertyRow[], seed: number): JsonObject {
  const pick = pickerOf(seed, trigger)
  // Working days of one year, from eight to six.
  const occurred = FROM + pick(52) * 7 * DAY + pick(5) * DAY + 8 * 60 * MINUTE + pick(600 * MINUTE)
  const quarter = Math.floor(occurred / (15 * MINUTE)) * 15 * MINUTE
  const lasts = (2 + pick(6)) * 15 * MINUTE
  const movedBy = (1 + pick(14)) * DAY
  const price = (60 + pick(240)) * 2_500
  const ids = drawn(9, () => 10_000 + pick(9_990_000))
  const orders = new Map<string, readonly string[]>()
  const choice = (stem: string, at: number): string => {
    const order = orders.get(stem) ?? shuffled(CHOICES[stem] ?? [stem], pick)
    orders.set(stem, order)
    return order[at % order.length] ?? stem
  }
  const time = (name: string): number => {
    const later = name.startsWith('New') ? movedBy : 0
    if (name === 'Occurred') return occurred
    if (name.endsWith('LastUpdatedDate')) return occurred - pick(1_000)
    if (name.endsWith('AvailableDate')) return Math.floor(occurred / DAY) * DAY + 14 * DAY + later
    return quarter + later + (name.endsWith('EndTime') ? lasts : 0)
  }
  const value = (name: string, type: string): Json => {
    const stem = name.replace(/^(Old|New)(?=[A-Z])/, '')
    const at = name.startsWith('New') ? 1 : 0
    // The second of such a pair takes what the first left.
    const second = /^Removed|Unset$/.test(name)
    switch (type) {
      case INT:
        return 10_000 + pick(9_990_000)
      case TIME:
      case MAYBE_TIME:
        return new Date(time(name)).toISOString()
      case DOUBLE:
        return name.startsWith('New') ? price - (1 + pick(10)) * 1_000 : price
      case INT_LIST:
      case INT_ARRAY:
        return second ? ids.slice(6, 6 + pick(3)) : ids.slice(0, 1 + pick(3))
      case ENUM:
        return { SystemName: choice(stem, at) }
      case ENUM_LIST: {
        const flags = drawn(second ? 1 + pick(2) : 1 + pick(3), (n) => ({ SystemName: choice('MarketingFlags', second ? 3 + n : n) }))
        return flags
      }
      case TEXT:
        if (name === 'JobReference') return `JOB-${String(pick(1_000_000)).padStart(6, '0')}`
        return choice(stem, at)
      default:
        return null
    }
  }
  const fixed: JsonObject = { AgencyId: Number(DEFAULT_AGENCY), BranchId: Number(BRANCHES[pick(BRANCHES.length)]), ChangeType: changeType(trigger) }
  const data = Object.fromEntries(properties.map(([name, type]) => [name, fixed[name] ?? value(name, type)]))
  return { ...data, RootEntityId: data[rootProperty(root, properties)] ?? data['RootEntityId'] ?? 0 }
}

/** `PersonChangedSubscriptionNotification` is about PersonId. */
function rootProperty(root: string, properties: readonly PropertyRow[]): string {
  const named = properties.filter(([name, type]) => type === INT && name.endsWith('Id') && root.startsWith(name.slice(0, -2)))
  // PropertyRoleId before PropertyId: the longest fits best.
  const [longest] = named.toSorted((a, b) => b[0].length - a[0].length)
  return longest?.[0] ?? LEAD
}

function drawn<T>(count: number, make: (at: number) => T): T[] {
  return Array.from({ length: count }, (_, at) => make(at))
}

function shuffled<T>(items: readonly T[], pick: Pick): T[] {
  const left = [...items]
  return drawn(items.length, () => left.splice(pick(left.length), 1)[0] as T)
}
