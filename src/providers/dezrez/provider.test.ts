import { describe, expect, test } from 'vitest'
import { memoryWorkspace } from '../../../test/helpers/memory-workspace.ts'
import { address } from './audience.ts'
import { complete, lineage, propertiesOf, sample, TRIGGERS } from './catalog.ts'
import dezrez from './index.ts'
import { ENUM, ENUM_LIST, INT, INT_ARRAY, INT_LIST, MAYBE_TIME, TEXT, TIME } from './triggers.ts'

const names = TRIGGERS.map(({ name }) => name)
const PERSON = 'PersonChangedSubscriptionNotification'
const PRESENCE = 'PersonPresenceStateChanged'
const ROLE = 'PropertyRoleChangedSubscriptionNotification'
const MOVED = 'AppointmentMovedSubscriptionNotification'
const webhook = (trigger: string, account = '1') => ({ account, settings: { trigger, filter: [] } })

describe('the catalogue', () => {
  test('has 54 triggers below 11 that have none above', () => {
    expect(names).toHaveLength(54)
    expect(TRIGGERS.filter(({ parent }) => parent === null)).toHaveLength(11)
    expect(lineage('NewApplicantGroupCreatedSubscriptionNotification').map(([name]) => name)).toEqual([
      'NewApplicantGroupCreatedSubscriptionNotification', 'GroupSearchingRoleChangedSubscriptionNotification', 'GroupChangedSubscriptionNotification',
    ])
    expect(lineage('nothing')).toEqual([])
  })

  test('says of every trigger what it is, each in a sentence of its own', () => {
    expect(new Set(TRIGGERS.map(({ description }) => description)).size).toBe(54)
    expect(new Set(TRIGGERS.map(({ title }) => title)).size).toBe(54)
    for (const { title, description } of TRIGGERS) {
      expect(description).toMatch(/^[A-Z].*\.$/)
      expect(title).not.toMatch(/subs?cription|contract|recieved/i)
    }
  })

  test('has the properties of the trigger, then those above it, then the common ones, each once', () => {
    expect(propertiesOf(PRESENCE).map(([name]) => name)).toEqual(['OldState', 'NewState', 'PersonId', 'RootEntityId', 'AgencyId', 'BranchId', 'Occurred', 'ChangedByPersonId', 'ChangeType'])
    expect(propertiesOf('InboundLeadCreatedSubscriptionNotification').map(([name]) => name)).toEqual(['ToDoId', 'LeadId', 'TaskId', 'BranchId', 'RootEntityId', 'AgencyId', 'Occurred', 'ChangedByPersonId', 'ChangeType'])
  })

  test('a flag for filters is inherited with its property', () => {
    const flagged = (trigger: string) => TRIGGERS.find(({ name }) => name === trigger)?.properties.filter(({ filter }) => filter).map(({ name }) => name)
    expect(flagged(PRESENCE)).toEqual(['OldState', 'NewState', 'PersonId'])
    expect(flagged('DocumentChangedSubscriptionNotificationDataContract')).toEqual([])
  })
})

describe('samples', () => {
  const iso = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/
  const fits = (type: string, value: unknown): boolean => {
    const each = (test: (one: unknown) => boolean) => Array.isArray(value) && value.every(test)
    const enumerated = (one: unknown) => typeof (one as { SystemName?: unknown }).SystemName === 'string'
    switch (type) {
      case INT: return Number.isSafeInteger(value)
      case TIME: case MAYBE_TIME: return iso.test(String(value))
      case TEXT: return typeof value === 'string' && value !== ''
      case INT_LIST: case INT_ARRAY: return each(Number.isSafeInteger)
      case ENUM: return enumerated(value)
      case ENUM_LIST: return each(enumerated)
      default: return typeof value === 'number'
    }
  }

  test.each(names)('of %s have every property in order, each of its type, and pairs that differ', (trigger) => {
    for (let seed = 0; seed < 200; seed++) {
      const data = sample(trigger, seed)
      expect(Object.keys(data)).toEqual(propertiesOf(trigger).map(([name]) => name))
      for (const [name, type] of propertiesOf(trigger)) expect(fits(type, data[name]), `${name} of seed ${seed}: ${JSON.stringify(data[name])}`).toBe(true)
      for (const name of Object.keys(data).filter((name) => /^Old[A-Z]/.test(name))) expect(data[name]).not.toEqual(data[name.replace('Old', 'New')])
    }
  })

  test('lists of what was added and removed have nothing in common', () => {
    for (let seed = 0; seed < 200; seed++) {
      const { AddedAttendees, RemovedAttendees } = sample('AppointmentAttendeesChangedSubscriptionNotification', seed) as Record<string, number[]>
      expect(AddedAttendees?.filter((id) => RemovedAttendees?.includes(id))).toEqual([])
      const flags = sample('PropertyMarketingRoleFlagsChangedSubscriptionNotificationDataContract', seed) as Record<string, { SystemName: string }[]>
      const [set, unset] = [flags['MarketingFlagsSet'], flags['MarketingFlagsUnset']].map((list) => list?.map(({ SystemName }) => SystemName) ?? [])
      expect(set?.filter((flag) => unset?.includes(flag))).toEqual([])
    }
  })

  test('an appointment ends after it starts, and the root is what the tree is about', () => {
    const moved = sample(MOVED, 7) as Record<string, string>
    expect(Date.parse(moved['NewEndTime'] ?? '') - Date.parse(moved['NewStartTime'] ?? '')).toBe(Date.parse(moved['OldEndTime'] ?? '') - Date.parse(moved['OldStartTime'] ?? ''))
    expect(moved['OldEndTime']?.localeCompare(moved['OldStartTime'] ?? '')).toBe(1)
    for (const [trigger, id] of [[MOVED, 'AppointmentId'], [PRESENCE, 'PersonId'], ['SalesPropertyCompletedSubscriptionNotification', 'PropertyRoleId'], ['InboundLeadCreatedSubscriptionNotification', 'LeadId'], ['TaskDeletedSubscriptionNotification', 'TaskId']] as const) {
      const data = sample(trigger, 3)
      expect([trigger, data['RootEntityId']]).toEqual([trigger, data[id]])
    }
  })

  test('say by the name what kind of change it is', () => {
    const kinds = ['PersonCreatedSubscriptionNotification', PERSON, 'TaskDeletedSubscriptionNotification'].map((trigger) => sample(trigger, 1)['ChangeType'])
    expect(kinds).toEqual(['New', 'Updated', 'Deleted'])
  })
})

describe('an event', () => {
  const world = memoryWorkspace(dezrez)
  const given = (trigger: string, data: Parameters<typeof complete>[0]['data']) => complete({ trigger, data, seed: 1 }, world)

  test('is a sample with what was given in place, in the order of the catalogue, and happens now', () => {
    const data = given(PERSON, { Extra: [1, { deep: 'Å' }], PersonId: 'not a number', ChangeType: null })
    expect(Object.keys(data)).toEqual(['PersonId', 'RootEntityId', 'AgencyId', 'BranchId', 'Occurred', 'ChangedByPersonId', 'Extra'])
    expect(data).toMatchObject({ PersonId: 'not a number', AgencyId: 1, Occurred: '2026-01-01T00:00:00.000Z', Extra: [1, { deep: 'Å' }] })
    expect(given(PERSON, { Occurred: 'yesterday' })['Occurred']).toBe('yesterday')
  })

  test('sends null for a nullable property, in its place', () => {
    const data = given(MOVED, { OldEndTime: null, AppointmentId: null })
    expect(Object.keys(data).slice(0, 5)).toEqual(['OldStartTime', 'NewStartTime', 'OldEndTime', 'NewEndTime', 'AppointmentLastUpdatedDate'])
    expect(data['OldEndTime']).toBeNull()
  })

  test('is one of the agency whose webhook would get it, where none is given', () => {
    const other = memoryWorkspace(dezrez)
    other.putEntity('agency', '77', { id: '77', name: 'Other', branchIds: [], webhooksEnabled: true })
    other.register({ account: '77', url: 'https://example.com/', settings: { trigger: PERSON } })
    expect(complete({ trigger: PRESENCE, data: {}, seed: 1 }, other)['AgencyId']).toBe(77)
    expect(complete({ trigger: ROLE, data: {}, seed: 1 }, other)['AgencyId']).toBe(1)
  })
})

describe('who gets it', () => {
  const world = memoryWorkspace(dezrez)
  const raised = { trigger: PRESENCE, data: complete({ trigger: PRESENCE, data: { PersonId: 1234 }, seed: 1 }, world) }

  test('webhooks on the trigger and on the one above get the contract of the trigger', () => {
    for (const trigger of [PRESENCE, PERSON]) {
      expect(address(raised, webhook(trigger), world)).toEqual({ payload: JSON.stringify(raised.data), subject: 'PersonId 1234' })
    }
  })

  test.each([
    ['a trigger beside it', webhook('PersonCreatedSubscriptionNotification'), /is on PersonCreated.*not above/],
    ['another agency', webhook(PERSON, '2'), /no agency 2/],
  ])('%s gets nothing, with the reason', (_, registration, why) => {
    expect(address(raised, registration, world)).toEqual({ skip: expect.stringMatching(why) })
  })

  test('a trigger below gets nothing of what is raised above it', () => {
    expect(address({ ...raised, trigger: PERSON }, webhook(PRESENCE), world)).toHaveProperty('skip')
  })

  test('an event of another agency, and an agency that is not enabled', () => {
    expect(address({ ...raised, data: { ...raised.data, AgencyId: 9 } }, webhook(PERSON), world)).toEqual({ skip: expect.stringMatching(/agency 9.*agency 1/) })
    expect(address({ ...raised, data: { ...raised.data, AgencyId: {} } }, webhook(PERSON), world)).toHaveProperty('payload')
    const strict = memoryWorkspace(dezrez, { strict: true })
    expect(address(raised, webhook(PERSON), strict)).toEqual({ skip: 'Webhooks are not enabled for agency 1.' })
  })
})

test('documents are checked, and a token belongs to one client', () => {
  const world = memoryWorkspace(dezrez)
  expect(dezrez.parseEntity('agency', { id: 42 }, world)).toEqual({ id: '42', data: { id: '42', name: 'Agency', branchIds: [], webhooksEnabled: true } })
  expect(dezrez.parseEntity('client', { id: 'b', token: 'abc', agencyId: '' }, world).data['agencyId']).toBeNull()
  expect(() => dezrez.parseEntity('agency', { id: 'one' }, world)).toThrow(/id: a whole number/)
  expect(() => dezrez.parseEntity('client', { id: 'b', token: 'a b' }, world)).toThrow(/token:/)
  expect(() => dezrez.parseEntity('client', { id: 'b', token: 'dezrez-dev-token' }, world)).toThrow(/that of client dev/)
})

test('an inspection says that nothing proves the sender, and what to do about it', () => {
  const { payload, note } = dezrez.inspect({ headers: [], body: Buffer.from('{"PersonId":1}') }, {}, { now: 0, reveal: false })
  expect(payload).toBe('{"PersonId":1}')
  expect(note).toMatch(/signs nothing.*cannot tell a genuine one from a forged one/)
  expect(dezrez.inspect({ headers: [], body: Uint8Array.of(0xff) }, {}, { now: 0, reveal: false }).payload).toBeNull()
})
