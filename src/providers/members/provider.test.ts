import { createHmac, timingSafeEqual } from 'node:crypto'
import type { JsonObject } from '#contract/common.ts'
import { describe, expect, test } from 'vitest'
import type { EntityData, World } from '../provider.ts'
import members from './index.ts'
import { CURRENT_SCOPES } from './scopes.ts'

const NOW = Date.UTC(2026, 4, 17, 12)
const KEY = 'helloWorld'
const MESSAGE = { id: '2070443601311540', publishedAt: Date.parse('2021-02-26T19:13:55.749Z'), trigger: 'person.updated', account: '1', payload: '[{"personID":54512,"firstName":"Kåre"}]' }

/** Persons and applications in memory; nothing is registered unless said. */
function world(persons: JsonObject[], applications: JsonObject[] = [application()], strict = false): World {
  const kinds: Record<string, EntityData[]> = {
    person: persons.map((data) => ({ id: idOf(data), data })),
    application: applications.map((data) => ({ id: idOf(data), data })),
  }
  return {
    strict,
    now: () => NOW,
    entity: (kind, id) => kinds[kind]?.find((one) => one.id === id),
    entities(kind, { limit, offset, where = {} }) {
      return (kinds[kind] ?? []).filter(({ data }) => Object.entries(where).every(([key, value]) => data[key] === value)).slice(offset, offset + limit)
    },
    count: (kind) => kinds[kind]?.length ?? 0,
    registrations: () => [],
  }
}
/** Persons are known by their number, applications by their id. */
const idOf = ({ personID, id }: JsonObject): string => (typeof id === 'string' ? id : JSON.stringify(personID))

function application(over: JsonObject = {}): JsonObject {
  return { id: '1', name: 'A', apiKey: 'k', scopes: [...CURRENT_SCOPES], currentUser: 54512, ...over }
}
function person(over: JsonObject = {}): JsonObject {
  return { personID: 54512, lastChangedDate: '2021-01-01T00:00:00.000Z', firstName: 'Kari', lastName: 'Ås', displayName: 'Kari Ås', email: 'kari@example.com', consents: { '1': [...CURRENT_SCOPES] }, ...over }
}
const REGISTRATION = { number: '1', id: 'reg_1', account: '1', url: 'https://example.com', settings: { secret: KEY, requestInterval: 0 }, enabled: true }
interface Sent {
  message: { data: string; attributes: { hash: string } }
}
const bodyOf = (request: { body: Uint8Array }) => JSON.parse(Buffer.from(request.body).toString('utf8')) as Sent

describe('the receiver that the documentation prescribes, with node:crypto alone', () => {
  /** Decode `data` to text, hash the text with the signing key, compare, and only then parse. */
  function receive(body: Uint8Array): unknown {
    const { message } = bodyOf({ body })
    const text = Buffer.from(message.data, 'base64').toString('utf8')
    const expected = Buffer.from(createHmac('sha256', KEY).update(text).digest('base64'))
    const given = Buffer.from(message.attributes.hash)
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw new Error('wrong hash')
    return JSON.parse(text)
  }
  const built = members.build(MESSAGE, REGISTRATION.settings, NOW)

  test('takes what is sent', () => {
    expect(receive(built.body)).toEqual([{ personID: 54512, firstName: 'Kåre' }])
  })

  test.each(['data', 'hash'])('refuses it after one flipped byte of %s', (field) => {
    const value = field === 'data' ? bodyOf(built).message.data : bodyOf(built).message.attributes.hash
    const body = Buffer.from(built.body)
    const at = body.indexOf(value) + 3
    body[at] = (body[at] ?? 0) ^ 1
    expect(() => receive(body)).toThrow()
  })
})

describe('envelope', () => {
  test('is the documented body, key by key, and nothing else', () => {
    const built = members.build(MESSAGE, REGISTRATION.settings, NOW)
    expect(built.headers).toEqual([['Content-Type', 'application/json']])
    const hash = createHmac('sha256', KEY).update(MESSAGE.payload).digest('base64')
    const data = Buffer.from(MESSAGE.payload).toString('base64')
    expect(Buffer.from(built.body).toString()).toBe(
      `{"message":{"attributes":{"hash":"${hash}"},"data":"${data}","messageId":"2070443601311540","message_id":"2070443601311540","publishTime":"2021-02-26T19:13:55.749Z","publish_time":"2021-02-26T19:13:55.749Z"},"subscription":"projects/members/subscriptions/application-1"}`,
    )
  })

  test('is the same however late the attempt is', () => {
    expect(members.build(MESSAGE, REGISTRATION.settings, NOW + 1e9)).toEqual(members.build(MESSAGE, REGISTRATION.settings, NOW))
  })

  test('has ids of sixteen digits', () => {
    for (const number of [0, 1, 2, 999_999_999, Number.MAX_SAFE_INTEGER]) expect(members.messageId({ number, salt: 2 ** 31, publishedAt: 0 })).toMatch(/^[1-9]\d{15}$/)
  })
})

describe('who gets a change', () => {
  const address = (data: JsonObject, applications?: JsonObject[]) => members.address({ trigger: 'person.updated', data }, REGISTRATION, world([], applications))

  test('an application that may see the person gets an array with what it may see', () => {
    const addressed = address(person({ consents: { '1': ['members.email'], '2': ['members.read_name'] } }))
    expect(addressed).toEqual({ payload: '[{"personID":54512,"lastChangedDate":"2021-01-01T00:00:00.000Z","email":"kari@example.com"}]', subject: 'Kari Ås (54512)' })
  })

  test.each<[RegExp, JsonObject, JsonObject[]]>([
    [/consented to nothing for application 1/, person({ consents: { '2': ['members.email'] } }), [application()]],
    [/not approved for: members\.email/, person({ consents: { '1': ['members.email'] } }), [application({ scopes: ['members.phone'] })]],
    [/has no approved scopes/, person(), [application({ scopes: [] })]],
    [/no application 1/, person(), []],
  ])('says why it is skipped: %s', (why, data, applications) => {
    const addressed = address(data, applications)
    expect('skip' in addressed && addressed.skip).toMatch(why)
  })
})

describe('completing what a user gave', () => {
  const complete = (data: JsonObject | undefined, around: World, trigger = 'person.updated', seed = 1) => members.complete({ trigger, data, seed }, around)

  test('a stored person with the given fields merged over, changed just now', () => {
    const stored = person({ currentAddress: { city: 'Oslo', postalCode: '0001' } })
    for (const personID of [54512, '54512']) {
      const data = complete({ personID, currentAddress: { city: 'Moss' }, email: null }, world([stored]))
      expect(data).toEqual({ ...stored, email: undefined, lastChangedDate: '2026-05-17T12:00:00.000Z', currentAddress: { city: 'Moss', postalCode: '0001' } })
    }
  })

  test('an unknown personID: a sample that has consented to every application', () => {
    const data = complete({ personID: 999, firstName: 'Given' }, world([person()], [application(), application({ id: '2', apiKey: 'b' })]))
    expect(data).toMatchObject({ personID: 999, firstName: 'Given', consents: { '1': CURRENT_SCOPES, '2': CURRENT_SCOPES } })
  })

  test('nothing: a stored person who can be seen, by the seed; for person.created someone new', () => {
    const hidden = [1, 2, 3].map((personID) => person({ personID, consents: {} }))
    const around = world([...hidden, person(), person({ personID: 60_000 })])
    expect([0, 1, 2, 3, 4].map((seed) => complete(undefined, around, 'person.updated', seed)['personID'])).toEqual([54512, 54512, 54512, 54512, 60_000])
    expect(complete({ email: 'x@example.com' }, around)).toMatchObject({ personID: 54512, email: 'x@example.com' })
    expect(around.entity('person', idOf(complete(undefined, around, 'person.created')))).toBeUndefined()
  })

  test('keeps a given lastChangedDate', () => {
    expect(complete({ personID: 54512, lastChangedDate: '2020-02-02T02:02:02.000Z' }, world([person()]))['lastChangedDate']).toBe('2020-02-02T02:02:02.000Z')
  })

  test.each<[RegExp, JsonObject]>([
    [/personID/, { personID: 'abc' }],
    [/personID/, { personID: -1 }],
    [/email/, { personID: 54512, email: 5 }],
    [/nickname/, { personID: 54512, nickname: 'K' }],
    [/gender/, { gender: 'other' }],
    [/birthDate: expected a time like/, { birthDate: '08.12.1988' }],
    [/no scope "members\.all"/, { consents: { '1': ['members.all'] } }],
  ])('refuses, naming the field: %s', (why, data) => {
    expect(() => complete(data, world([person()]))).toThrow(why)
  })
})

describe('changes to documents', () => {
  const entity = (data: JsonObject): EntityData => ({ id: idOf(data), data })
  const around = world([person()])

  test('a change of a person raises one message, and gets its time', () => {
    const after = members.parseEntity('person', person({ email: 'new@example.com' }), around)
    expect(after.data['lastChangedDate']).toBe('2026-05-17T12:00:00.000Z')
    expect(members.entityChanged('person', entity(person()), after, around)).toEqual([{ trigger: 'person.updated', data: after.data }])
  })

  test('no change raises nothing and keeps its time', () => {
    const after = members.parseEntity('person', person(), around)
    expect(after.data['lastChangedDate']).toBe('2021-01-01T00:00:00.000Z')
    expect(members.entityChanged('person', after, after, around)).toEqual([])
  })

  test('a person added and a person removed', () => {
    const [created] = members.entityChanged('person', undefined, entity(person()), around)
    const [deleted] = members.entityChanged('person', entity(person()), undefined, around)
    expect([created?.trigger, deleted?.trigger]).toEqual(['person.created', 'person.deleted'])
    expect(deleted?.data).toMatchObject({ personID: 54512, lastChangedDate: '2026-05-17T12:00:00.000Z' })
  })

  test('an application raises nothing, and its key belongs to it alone', () => {
    expect(members.entityChanged('application', undefined, { id: '1', data: application() }, around)).toEqual([])
    expect(() => members.parseEntity('application', application({ id: '2' }), around)).toThrow(/API key is taken by application 1/)
    expect(() => members.parseEntity('application', application({ scopes: ['members.everything'] }), around)).toThrow(/members\.everything/)
    expect(() => members.parseEntity('application', application({ apiKey: 'a b' }), around)).toThrow(/apiKey/)
  })
})

describe('Run Test', () => {
  const run = (around: World) => members.runAction('run-test', REGISTRATION, around)

  test("sends the current user's person as it is", () => {
    expect(run(world([person()]))).toEqual({ raised: { trigger: 'person.updated', data: person() } })
  })

  test.each<[RegExp, World]>([
    [/has no current user/, world([person()], [application({ currentUser: null })])],
    [/no person 54512/, world([])],
    [/consented to nothing/, world([person({ consents: {} })])],
    [/no application 1/, world([person()], [])],
  ])('says why it cannot: %s', (why, around) => {
    expect(() => run(around)).toThrow(why)
    expect(() => run(around)).toThrow(expect.objectContaining({ code: 'conflict' }))
  })
})
