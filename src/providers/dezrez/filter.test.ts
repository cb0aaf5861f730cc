import { describe, expect, test } from 'vitest'
import { memoryWorkspace } from '../../../test/helpers/memory-workspace.ts'
import { address } from './audience.ts'
import { FILTERABLE, unmetCondition } from './filter.ts'
import dezrez from './index.ts'
import { Settings } from './settings.ts'

const PERSON = 'PersonChangedSubscriptionNotification'
const PRESENCE = 'PersonPresenceStateChanged'

test('the catalogue flags these', () => {
  expect(FILTERABLE).toEqual(['AppointmentId', 'EventStatus', 'EventType', 'JobReference', 'NewState', 'OldState', 'PersonId', 'PropertyRoleId', 'TaskId'])
})

describe('a filter', () => {
  test.each<[string, string[], RegExp]>([
    ['a property that is not flagged', ['RootEntityId=1'], /no property "RootEntityId".*flagged is PersonId/],
    ['a property of a trigger below alone', ['NewState=Online'], /no property "NewState"/],
    ['no value', ['PersonId='], /property=value/],
    ['no property', ['=1'], /property=value/],
    ['neither', ['1234'], /property=value/],
  ])('is refused with %s', (_, filter, why) => {
    const parsed = Settings.safeParse({ trigger: PERSON, filter })
    expect(parsed.error?.issues).toMatchObject([{ path: ['filter'], message: expect.stringMatching(why) }])
  })

  test('is refused where its trigger is changed to one without the property', () => {
    expect(Settings.safeParse({ trigger: PERSON, filter: ['PersonId=1'] }).success).toBe(true)
    expect(Settings.safeParse({ trigger: 'TaskChangedSubscriptionNotification', filter: ['PersonId=1'] }).success).toBe(false)
    expect(Settings.parse({ trigger: PERSON })).toEqual({ trigger: PERSON, filter: [] })
  })

  test.each<[string[], boolean]>([
    [[], true],
    [['PersonId=9007199254740993'], true],
    [['PersonId=9007199254740992'], false],
    [['PersonId=1', 'PersonId = 9007199254740993'], true],
    [['PersonId=9007199254740993', 'NewState=Online'], true],
    [['PersonId=9007199254740993', 'NewState=Away'], false],
    [['NewState=online'], false],
    [['OldState=Away'], false],
  ])('%j lets the event through: %s', (filter, through) => {
    expect(unmetCondition(filter, { PersonId: 9007199254740993n, NewState: 'Online' }) === undefined).toBe(through)
  })

  test('decides who gets an event, and says why somebody does not', () => {
    const world = memoryWorkspace(dezrez)
    const raised = { trigger: PRESENCE, data: { PersonId: 7, AgencyId: 1 } }
    const to = (...filter: string[]) => address(raised, { account: '1', settings: { trigger: PERSON, filter } }, world)
    expect(to('PersonId=7')).toHaveProperty('payload')
    expect(to('PersonId=8', 'PersonId=9')).toEqual({ skip: 'Its filter lets only PersonId 8 or 9 through.' })
  })
})
