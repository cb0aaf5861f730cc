/** Generated persons: reproducible from a seed, never real. Families hold together: every relative is in the same set. */
import { GENDERS, type Person } from './person.ts'
import { makeAddress, makeParishes, makePhone, seedChance, type Parish } from './places.ts'
import { CURRENT_SCOPES } from './scopes.ts'

/** Ages and changes are counted from here, so that persons do not depend on the day on which they are made. */
const REFERENCE = Date.UTC(2025, 0, 1)
const DAY = 86_400_000
/** personIDs have five or six digits: enough for as many persons as one would generate. */
const ID_FLOOR = 10_000
const ID_SPACE = 990_000

type Gender = (typeof GENDERS)[number]
type Chance = ReturnType<typeof seedChance>

interface Household {
  readonly parish: Parish
  readonly surname: string
  readonly address: NonNullable<Person['currentAddress']>
  readonly phone: Person['homePhone']
}
interface Draft {
  readonly personID: number
  readonly gender: Gender
  readonly age: number
  household: Household
  readonly spouse: Draft[]
  readonly children: Draft[]
  readonly dependents: Draft[]
  readonly parents: Draft[]
  readonly guardians: Draft[]
}

/**
 * `count` persons (at most 990,000). `firstID` is the personID of the first one, who is an adult, active and has
 * consented to everything.
 */
export function generatePersons(input: { seed: number; count: number; firstID: number; applicationId: string; now: number }): Person[] {
  const chance = seedChance(input.seed)
  const families = new Families(chance, makeParishes(), input.firstID, Math.min(input.count, ID_SPACE))
  return families.make().map((draft, at) => finish(draft, at === 0, input, chance))
}

class Families {
  private readonly drafts: Draft[] = []
  /** Grown children without a family of their own. */
  private readonly single: Draft[] = []
  private readonly step: number
  private readonly chance: Chance
  private readonly parishes: readonly Parish[]
  private readonly firstID: number
  private readonly count: number

  constructor(chance: Chance, parishes: readonly Parish[], firstID: number, count: number) {
    this.chance = chance
    this.parishes = parishes
    this.firstID = firstID
    this.count = count
    // Coprime to the id space (2^4 3^2 5^4 11), so that stepping by it visits every id once.
    this.step = chance.number.int({ min: 1_000, max: 16_000 }) * 30 + 7
    while (this.step % 11 === 0) this.step += 30
  }

  make(): readonly Draft[] {
    while (this.drafts.length < this.count) this.family()
    return this.drafts
  }

  private family(): void {
    const { chance } = this
    const settled = chance.datatype.boolean(0.6) ? this.single.shift() : undefined
    const home = this.household(settled)
    const head = settled ?? this.person(home, { age: chance.number.int({ min: 24, max: 84 }) })
    if (!head) return
    head.household = home
    if (!chance.datatype.boolean(0.85)) return
    const partner = this.person(home, { age: Math.max(22, head.age + chance.number.int({ min: -5, max: 5 })), gender: head.gender === 'Male' ? 'Female' : 'Male' })
    if (!partner) return
    join(head, partner, 'spouse', 'spouse')
    const couple = [head, partner]
    const eldest = Math.min(head.age, partner.age) - 21
    const ages = chance.helpers.multiple(() => chance.number.int({ min: Math.max(0, eldest - 22), max: Math.max(0, eldest) }), {
      count: eldest < 0 ? 0 : chance.helpers.weightedArrayElement([0, 1, 2, 3, 4, 5, 6].map((value, at) => ({ value, weight: [3, 3, 6, 6, 4, 2, 1][at] ?? 1 }))),
    })
    for (const age of ages.sort((a, b) => b - a)) {
      const child = this.person(home, { age })
      if (!child) return
      for (const parent of couple) join(child, parent, 'parents', 'children')
      if (age > 23) this.single.push(child)
    }
    if (head.age < 65 && chance.datatype.boolean(0.06)) {
      const ward = this.person({ ...home, surname: home.parish.place.faker.person.lastName() }, { age: chance.number.int({ min: 2, max: 17 }) })
      if (ward) for (const guardian of couple) join(ward, guardian, 'guardians', 'dependents')
    }
  }

  /** A grown child keeps name and church and gets an address of their own. */
  private household(of: Draft | undefined): Household {
    const parish = of?.household.parish ?? this.chance.helpers.arrayElement(this.parishes)
    return {
      parish,
      surname: of?.household.surname ?? parish.place.faker.person.lastName(),
      address: makeAddress(parish.place, parish.city),
      phone: this.chance.datatype.boolean(0.3) ? makePhone(parish.place, 'home') : undefined,
    }
  }

  private person(household: Household, given: { age: number; gender?: Gender }): Draft | undefined {
    if (this.drafts.length >= this.count) return undefined
    const personID = ID_FLOOR + ((this.firstID - ID_FLOOR + this.drafts.length * this.step) % ID_SPACE)
    const gender = given.gender ?? this.chance.helpers.arrayElement(GENDERS)
    const draft: Draft = { personID, gender, age: given.age, household, spouse: [], children: [], dependents: [], parents: [], guardians: [] }
    this.drafts.push(draft)
    return draft
  }
}

type Relation = 'spouse' | 'children' | 'dependents' | 'parents' | 'guardians'

/** `a` is told of `b` as `asA`, `b` of `a` as `asB`. */
function join(a: Draft, b: Draft, asA: Relation, asB: Relation): void {
  a[asA].push(b)
  b[asB].push(a)
}

function finish(draft: Draft, first: boolean, input: { applicationId: string; now: number }, chance: Chance): Person {
  const { parish, surname, address, phone } = draft.household
  const { faker } = parish.place
  const sex = draft.gender === 'Female' ? 'female' : 'male'
  const firstName = faker.person.firstName(sex)
  const middleName = chance.datatype.boolean(0.2) ? faker.person.firstName(sex) : undefined
  const born = new Date(REFERENCE - draft.age * 365.25 * DAY - chance.number.int({ min: 1, max: 360 }) * DAY)
  const reachable = draft.age >= 13
  const changed = REFERENCE - chance.number.int({ min: 0, max: 730 * DAY })
  const ids = (relatives: readonly Draft[]) => relatives.map(({ personID }) => ({ personID }))
  return {
    personID: draft.personID,
    lastChangedDate: new Date(Math.min(changed, input.now)).toISOString(),
    activeStatus: first ? 'Active' : activeStatus(draft.age, chance),
    email: reachable ? faker.internet.email({ firstName, lastName: surname, provider: 'example.com' }).toLowerCase() : undefined,
    cellPhone: reachable ? makePhone(parish.place, 'cell') : undefined,
    homePhone: phone,
    firstName,
    middleName,
    lastName: surname,
    displayName: [firstName, middleName, surname].filter(Boolean).join(' '),
    birthDate: localDay(born),
    gender: draft.gender,
    cultureCode1: parish.place.culture,
    profilePicture: chance.datatype.boolean(0.7) ? `https://pictures.example.com/persons/${draft.personID}.jpg` : undefined,
    currentAddress: address,
    churchID: parish.churchID,
    church: {
      active: true,
      archived: false,
      startDate: localDay(born),
      name: parish.city,
      visitingAddress: parish.visitingAddress,
      orgID: parish.churchID,
    },
    related: {
      spouse: ids(draft.spouse),
      children: ids(draft.children),
      dependents: ids(draft.dependents),
      parents: ids(draft.parents),
      guardians: ids(draft.guardians),
    },
    consents: { [input.applicationId]: first ? [...CURRENT_SCOPES] : consent(chance) },
  }
}

const localDay = (date: Date): string => `${date.toISOString().slice(0, 10)}T00:00:00`

function activeStatus(age: number, chance: Chance): Person['activeStatus'] {
  if (age > 74 && chance.datatype.boolean(0.3)) return 'Deceased'
  return chance.helpers.weightedArrayElement([
    { value: 'Active', weight: 92 },
    { value: 'Inactive', weight: 4 },
    { value: 'Contact', weight: 3 },
    { value: 'Duplicate', weight: 1 },
  ] as const)
}

/** Most have consented to everything, some to a part, a few to nothing. */
function consent(chance: Chance): string[] {
  const kind = chance.helpers.weightedArrayElement([
    { value: 'all', weight: 80 },
    { value: 'part', weight: 15 },
    { value: 'none', weight: 5 },
  ])
  if (kind === 'all') return [...CURRENT_SCOPES]
  if (kind === 'none') return []
  const some = new Set(chance.helpers.arrayElements(CURRENT_SCOPES, { min: 2, max: CURRENT_SCOPES.length - 2 }))
  return CURRENT_SCOPES.filter((scope) => some.has(scope))
}
