import type { JsonObject } from '#contract/common.ts'
import { describe, expect, test } from 'vitest'
import { sample } from './catalog.ts'
import { parsePerson } from './person.ts'
import { ALL_SCOPES, CURRENT_SCOPES, scoped } from './scopes.ts'

describe('scopes', () => {
  const full = parsePerson(sample('person.updated', 3), { lastChangedDate: '', knownScopes: ALL_SCOPES })
  const keysOf = (approved: string[], consented = approved) => Object.keys(scoped(full, approved, consented) ?? {})
  const ALWAYS = ['personID', 'lastChangedDate']

  test.each<[string, string[]]>([
    ['members.read_person_id', []],
    ['members.read_active_status', ['activeStatus']],
    ['members.email', ['email']],
    ['members.phone', ['cellPhone', 'homePhone']],
    ['members.read_name', ['firstName', 'middleName', 'lastName', 'displayName']],
    ['members.read_birthdate', ['birthDate']],
    ['members.read_gender', ['gender']],
    ['members.read_culture', ['cultureCode1']],
    ['members.read_picture', ['profilePicture']],
    ['members.address', ['currentAddress']],
    ['members.read_church', ['churchID', 'church']],
    ['members.read_spouse', ['related']],
    ['members.read_children_dependents', ['related']],
    ['members.read_parents_guardians', ['related']],
    ['members.spouse', ['related']],
    ['members.profile', ['firstName', 'middleName', 'lastName', 'displayName', 'birthDate', 'gender', 'cultureCode1', 'profilePicture']],
    ['members.read_membership', ['churchID', 'church']],
    ['members.read_family', ['related']],
  ])('%s shows its fields, besides the two that are always there', (scope, fields) => {
    expect(keysOf([scope])).toEqual([...ALWAYS, ...fields])
  })

  test('the table is whole', () => {
    expect(ALL_SCOPES).toHaveLength(18)
    expect(CURRENT_SCOPES).toHaveLength(14)
  })

  test.each<[string, string[]]>([
    ['members.read_spouse', ['spouse']],
    ['members.spouse', ['spouse']],
    ['members.read_children_dependents', ['children', 'dependents']],
    ['members.read_parents_guardians', ['parents', 'guardians']],
    ['members.read_family', ['spouse', 'children', 'dependents', 'parents', 'guardians']],
  ])('%s shows its relatives', (scope, relations) => {
    expect(Object.keys(scoped(full, [scope], [scope])?.['related'] as JsonObject)).toEqual(relations)
  })

  test('a scope counts only where it is both approved and consented to', () => {
    expect(keysOf(['members.email', 'members.phone'], ['members.phone', 'members.read_name'])).toEqual([...ALWAYS, 'cellPhone', 'homePhone'])
    expect(scoped(full, ['members.email'], ['members.phone'])).toBeUndefined()
    expect(scoped(full, [...CURRENT_SCOPES], [])).toBeUndefined()
    expect(scoped(full, [], [...CURRENT_SCOPES])).toBeUndefined()
  })

  test('a deprecated scope meets its present ones halfway', () => {
    expect(keysOf(['members.profile'], ['members.read_gender', 'members.email'])).toEqual([...ALWAYS, 'gender'])
    expect(keysOf(['members.read_church'], ['members.read_membership'])).toEqual([...ALWAYS, 'churchID', 'church'])
  })

  test('relatives are told in detail only where the deprecated family scope is approved and consented to', () => {
    const married = { ...full, related: { spouse: [{ personID: 7 }] } }
    const relative = () => ({ displayName: 'Ola', churchID: 69 })
    const spouseOf = (approved: string, consented: string) => (scoped(married, [approved], [consented], relative)?.['related'] as JsonObject)['spouse']
    expect(spouseOf('members.read_spouse', 'members.read_spouse')).toEqual([{ personID: 7 }])
    expect(spouseOf('members.read_family', 'members.read_spouse')).toEqual([{ personID: 7 }])
    expect(spouseOf('members.read_family', 'members.read_family')).toEqual([{ personID: 7, displayName: 'Ola', church: { org: { churchID: 69 } } }])
  })

  test('what has no value is null, what is not shared is absent, and consents are never sent', () => {
    const bare = parsePerson({ personID: 1 }, { lastChangedDate: '2021-01-01T00:00:00.000Z', knownScopes: ALL_SCOPES })
    expect(scoped(bare, ['members.email', 'members.read_spouse'], ALL_SCOPES)).toEqual({ personID: 1, lastChangedDate: '2021-01-01T00:00:00.000Z', email: null, related: { spouse: [] } })
    expect(JSON.stringify(scoped(full, ALL_SCOPES, ALL_SCOPES))).not.toContain('consents')
  })

  test('key order does not follow the order in which a person was written', () => {
    const mixed = Object.fromEntries(Object.entries(sample('person.updated', 3)).reverse())
    const parsed = parsePerson(mixed, { lastChangedDate: '', knownScopes: ALL_SCOPES })
    expect(JSON.stringify(scoped(parsed, ALL_SCOPES, ALL_SCOPES))).toBe(JSON.stringify(scoped(full, ALL_SCOPES, ALL_SCOPES)))
  })
})
