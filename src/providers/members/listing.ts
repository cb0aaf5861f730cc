/** `GET /person`: the persons that an application may see, as far as it may see them. */
import type { JsonObject } from '#contract/common.ts'
import type { World } from '../provider.ts'
import { Refusal } from '../refusal.ts'
import type { Application } from './application.ts'
import { seenBy } from './audience.ts'
import { readPerson } from './entities.ts'

/** Assumed, like all of the paging. */
const DEFAULT_LIMIT = 50
const MAX_LIMIT = 1_000

interface Listing {
  readonly personID: number | undefined
  readonly churchID: number | undefined
  readonly limit: number
  readonly skip: number
}

/** Throws a `Refusal` (400) for parameters that are unknown, repeated or no whole numbers. */
export function parseListing(query: URLSearchParams): Listing {
  const known = ['personID', 'churchID', '$limit', '$skip']
  for (const name of query.keys()) {
    if (!known.includes(name)) throw new Refusal(400, `Persons cannot be asked for by ${JSON.stringify(name)}; parameters are ${known.join(', ')}.`)
    if (query.getAll(name).length > 1) throw new Refusal(400, `${name} is given more than once.`)
  }
  const number = (name: string): number | undefined => {
    const value = query.get(name)
    if (value === null) return undefined
    if (!/^\d{1,9}$/.test(value)) throw new Refusal(400, `${name} must be a whole number; got ${JSON.stringify(value)}.`)
    return Number(value)
  }
  return {
    personID: number('personID'),
    churchID: number('churchID'),
    limit: Math.min(number('$limit') ?? DEFAULT_LIMIT, MAX_LIMIT),
    skip: number('$skip') ?? 0,
  }
}

/** By personID. `total` counts what the application may see: the others are not there for it. */
export function listPersons(listing: Listing, application: Application, world: World): { total: number; limit: number; skip: number; data: JsonObject[] } {
  const data: JsonObject[] = []
  let total = 0
  for (const person of candidates(listing, world)) {
    const seen = seenBy(application, person, world)
    // Asking by church must not tell an application the church of a person whose church it may not see.
    if (seen === undefined || (listing.churchID !== undefined && seen['churchID'] !== listing.churchID)) continue
    if (total >= listing.skip && data.length < listing.limit) data.push(seen)
    total++
  }
  return { total, limit: listing.limit, skip: listing.skip, data }
}

const BATCH = 500

function* candidates({ personID, churchID }: Listing, world: World) {
  if (personID !== undefined) {
    const stored = world.entity('person', String(personID))
    if (stored) yield readPerson(stored.data)
    return
  }
  const where = churchID === undefined ? undefined : { churchID }
  for (let offset = 0; ; offset += BATCH) {
    const items = world.entities('person', { limit: BATCH, offset, where })
    for (const { data } of items) yield readPerson(data)
    if (items.length < BATCH) return
  }
}
