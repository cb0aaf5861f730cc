import { describe, expect, test } from 'vitest'
import { readPerson, toJson } from './entities.ts'
import { generatePersons } from './persons.ts'
import { CURRENT_SCOPES } from './scopes.ts'

describe('generated persons', () => {
  const NOW = Date.UTC(2026, 4, 17, 12)
  const input = { seed: 1, count: 250, firstID: 54_512, applicationId: '1', now: NOW }
  const persons = generatePersons(input)
  const byId = new Map(persons.map((one) => [one.personID, one]))

  test('are the same for the same seed, whenever they are made, and others for another', () => {
    expect(generatePersons({ ...input, now: NOW + 1e11 })).toEqual(persons)
    expect(generatePersons({ ...input, seed: 2 }).map((one) => one.displayName)).not.toEqual(persons.map((one) => one.displayName))
  })

  test('are such as one that is written by hand has to be', () => {
    for (const one of persons) expect(readPerson(toJson(one))).toEqual(toJson(one))
  })

  test('have ids of five or six digits, each their own', () => {
    expect(persons).toHaveLength(250)
    expect(byId.size).toBe(250)
    for (const { personID } of persons) expect(String(personID)).toMatch(/^\d{5,6}$/)
    expect(new Set(generatePersons({ ...input, count: 20_000 }).map((one) => one.personID)).size).toBe(20_000)
  })

  test('have families in which each side knows of the other', () => {
    const back = { spouse: 'spouse', children: 'parents', parents: 'children', dependents: 'guardians', guardians: 'dependents' } as const
    const counts = { spouse: 0, children: 0, parents: 0, dependents: 0, guardians: 0 }
    for (const one of persons) {
      for (const relation of Object.keys(back) as (keyof typeof back)[]) {
        for (const { personID } of one.related?.[relation] ?? []) {
          counts[relation]++
          const other = byId.get(personID)
          expect(other?.related?.[back[relation]]).toContainEqual({ personID: one.personID })
          if (relation === 'parents') expect(Number(one.birthDate?.slice(0, 4)) - Number(other?.birthDate?.slice(0, 4))).toBeGreaterThanOrEqual(18)
          if (relation === 'spouse') expect(other?.currentAddress).toEqual(one.currentAddress)
        }
      }
    }
    for (const [relation, count] of Object.entries(counts)) expect(count, relation).toBeGreaterThan(0)
  })

  test('have mostly consented to everything, some to a part, a few to nothing', () => {
    const given = persons.map((one) => one.consents?.['1']?.length ?? 0)
    const all = given.filter((count) => count === CURRENT_SCOPES.length).length
    const none = given.filter((count) => count === 0).length
    expect(all).toBeGreaterThan(150)
    expect(none).toBeGreaterThan(2)
    expect(none).toBeLessThan(40)
    expect(250 - all - none).toBeGreaterThan(10)
    expect(persons[0]).toMatchObject({ personID: 54_512, activeStatus: 'Active', consents: { '1': CURRENT_SCOPES } })
  })

  test('can reach nobody: reserved mail domains, numbers for fiction', () => {
    for (const { email, cellPhone, homePhone } of persons) {
      if (email) expect(email).toMatch(/@example\.com$/)
      for (const phone of [cellPhone, homePhone]) {
        if (phone) expect(phone.unFormatted).toMatch(/^\+(47000\d{5}|447700900\d{3}|441632960\d{3}|1(212|202)55501\d\d|3363998\d{4}|3319900\d{4})$/)
        if (phone) expect(phone.formatted?.replaceAll(' ', '')).toBe(phone.unFormatted)
      }
    }
  })
})
