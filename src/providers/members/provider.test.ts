import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { JsonObject } from '#contract/common.ts'
import { ProblemError } from '#contract/problem.ts'
import { describe, expect, test } from 'vitest'
import type { EntityData, World } from '../provider.ts'
import members from './index.ts'
import { parsePerson } from './person.ts'
import { generatePersons } from './persons.ts'
import { ALL_SCOPES, CURRENT_SCOPES, scoped } from './scopes.ts'

const NOW = Date.UTC(2026, 4, 17, 12)
const KEY = 'helloWorld'
const MESSAGE = { id: '2070443601311540', publishedAt: Date.parse('2021-02-26T19:13:55.749Z'), trigger: 'person.updated', account: '1', payload: '[{"personID":54512,"firstName":"Kåre"}]' }

/** Persons and applications in memory; nothing is registered unless said. */
function world(persons: JsonObject[], applications: JsonObject[] = [application()], strict = false): World {
  const kinds: Record<string, EntityData[]> = {
    person: persons.map((data) => ({ id: String(data['personID']), data })),
    application: applications.map((data) => ({ id: String(data['id']), data })),
  }
  return {
    strict,
    now: () => NOW,
    entity: (kind, id) => kinds[kind]?.find((one) => one.id === id),
    entities(kind, { limit, offset, where = {} }) {
      const items = (kinds[kind] ?? []).filter(({ data }) => Object.entries(where).every(([key, value]) => data[key] === value))
      return { total: items.length, items: items.slice(offset, offset + limit) }
    },
    registrations: () => [],
  }
}
function application(over: JsonObject = {}): JsonObject {
  return { id: '1', name: 'A', apiKey: 'k', scopes: [...CURRENT_SCOPES], currentUser: 54512, ...over }
}
function person(over: JsonObject = {}): JsonObject {
  return { personID: 54512, lastChangedDate: '2021-01-01T00:00:00.000Z', firstName: 'Kari', lastName: 'Ås', displayName: 'Kari Ås', email: 'kari@example.com', consents: { '1': [...CURRENT_SCOPES] }, ...over }
}
const REGISTRATION = { number: '1', id: 'reg_1', account: '1', url: 'https://example.com', settings: { secret: KEY, requestInterval: 0 }, enabled: true }
const bodyOf = (request: { body: Uint8Array }) => JSON.parse(Buffer.from(request.body).toString('utf8'))
const inspect = (body: unknown, secret: string | undefined = KEY) =>
  members.inspect({ headers: [], body: typeof body === 'string' ? Buffer.from(body) : Buffer.from(JSON.stringify(body)) }, secret === undefined ? {} : { secret }, { now: NOW, reveal: false })

describe('the receiver that the documentation prescribes, with node:crypto alone', () => {
  /** Decode `data` to text, hash the text with the signing key, compare, and only then parse. */
  function receive(body: Uint8Array): unknown {
    const { message } = JSON.parse(Buffer.from(body).toString('utf8'))
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

describe('inspection', () => {
  const good = bodyOf(members.build(MESSAGE, REGISTRATION.settings, NOW))
  const failing = (body: unknown, secret?: string) => {
    const { verdict } = inspect(body, secret)
    expect(verdict?.ok).toBe(false)
    return verdict?.steps.find((step) => step.ok === false)
  }

  test('shows each step of the derivation, the key masked', () => {
    const { parts, payload, verdict } = inspect(good)
    expect(payload).toBe(MESSAGE.payload)
    expect(parts).toContainEqual({ label: 'Message id', value: MESSAGE.id })
    expect(parts.at(-1)).toEqual({ label: 'Data as text', value: MESSAGE.payload })
    expect(verdict?.steps.map(({ value }) => value)).toEqual([
      good.message.data,
      MESSAGE.payload,
      '••••••••',
      createHmac('sha256', KEY).update(MESSAGE.payload).digest('hex'),
      good.message.attributes.hash,
      good.message.attributes.hash,
    ])
  })

  test.each<[string, unknown, string, RegExp]>([
    ['no body', '', 'Read the body as JSON', /no body/],
    ['no JSON', '{"message"', 'Read the body as JSON', /not JSON/],
    ['an array', [], 'Read the body as JSON', /no message\.data/],
    ['data that is no string', { message: { data: [{ personID: 1 }], attributes: { hash: 'x' } } }, 'Read the body as JSON', /no message\.data/],
    ['a prototype for data', '{"message":{"__proto__":{"data":"W10="}}}', 'Read the body as JSON', /no message\.data/],
    ['data outside base64', { message: { ...good.message, data: 'W3t9_Q==' } }, 'Decode message.data from base64', /"_" at 5/],
    ['data with loose bits', { message: { ...good.message, data: 'W11=' } }, 'Decode message.data from base64', /last character/],
    ['data that is no UTF-8', { message: { ...good.message, data: '/w==' } }, 'Decode message.data from base64', /not UTF-8/],
    ['no hash', { message: { data: good.message.data } }, 'Compare with message.attributes.hash', /no message\.attributes\.hash/],
    ['an empty hash', { message: { ...good.message, attributes: { hash: '' } } }, 'Compare with message.attributes.hash', /is empty/],
    ['a hash in hex', { message: { ...good.message, attributes: { hash: createHmac('sha256', KEY).update(MESSAGE.payload).digest('hex') } } }, 'Compare with message.attributes.hash', /written in hex/],
    ['a hash without padding', { message: { ...good.message, attributes: { hash: good.message.attributes.hash.replace('=', '') } } }, 'Compare with message.attributes.hash', /without padding/],
    ['a hash of the base64', { message: { ...good.message, attributes: { hash: createHmac('sha256', KEY).update(good.message.data).digest('base64') } } }, 'Compare with message.attributes.hash', /of the base64 text/],
    ['another hash', { message: { ...good.message, attributes: { hash: 'AAAA' } } }, 'Compare with message.attributes.hash', /another one, or/],
  ])('says what is wrong with %s, and at which step', (_, body, title, why) => {
    const step = failing(body)
    expect(step?.title).toBe(title)
    expect(step?.detail).toMatch(why)
    expect(inspect(body).verdict?.summary).toBe(step?.detail)
    expect(inspect(body).verdict?.steps).toHaveLength(6)
  })

  test('shows the text though no key is known', () => {
    const inspection = members.inspect({ headers: [], body: Buffer.from(JSON.stringify(good)) }, {}, { now: NOW, reveal: false })
    expect(inspection.payload).toBe(MESSAGE.payload)
    expect(inspection.verdict?.summary).toMatch(/No signing key is known/)
  })

  test('hints at blanks around the key', () => {
    expect(failing(good, `${KEY} `)?.detail).toMatch(/without the blanks/)
  })
})

describe('scopes', () => {
  const full = parsePerson(members.sample('person.updated', 3), { lastChangedDate: '', knownScopes: ALL_SCOPES })
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
    const mixed = Object.fromEntries(Object.entries(members.sample('person.updated', 3)).reverse())
    const parsed = parsePerson(mixed, { lastChangedDate: '', knownScopes: ALL_SCOPES })
    expect(JSON.stringify(scoped(parsed, ALL_SCOPES, ALL_SCOPES))).toBe(JSON.stringify(scoped(full, ALL_SCOPES, ALL_SCOPES)))
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
    expect(around.entity('person', String(complete(undefined, around, 'person.created')['personID']))).toBeUndefined()
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
  const entity = (data: JsonObject): EntityData => ({ id: String(data['personID']), data })
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
    expect(run(world([person()]))).toEqual({ trigger: 'person.updated', data: person() })
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

describe('URLs', () => {
  const check = (url: string, strict: boolean) => members.checkRegistration({ url, settings: REGISTRATION.settings }, { strict }).map(({ rule }) => rule)

  test.each<[string, string[]]>([
    ['https://example.com/hook?a=b&c=%20', []],
    ['HTTPS://EXAMPLE.COM', []],
    ['https://example.com:8443/', []],
    ['http://localhost:3000/hook', ['https', 'public']],
    ['http://127.0.0.1/', ['https', 'public']],
    ['http://2130706433/', ['https', 'public']],
    ['http://[::1]:80/', ['https', 'public']],
    ['http://[::ffff:10.0.0.1]/', ['https', 'public']],
    ['https://app.localhost/', ['public']],
    ['http://receiver:3000/', ['https', 'public']],
    ['http://192.168.1.20/', ['https', 'public']],
    ['https://172.31.0.1/', ['public']],
    ['https://nas.local./', ['public']],
    ['https://[fd00::1]/', ['public']],
    ['https://8.8.8.8/', ['host-name']],
    ['https://[2606:4700::1]/', ['host-name']],
  ])('%s differs from production in %j, and strictly is taken only if in nothing', (url, rules) => {
    expect(check(url, false)).toEqual(rules)
    if (rules.length === 0) expect(check(url, true)).toEqual([])
    else expect(() => check(url, true)).toThrow(ProblemError)
  })

  test.each<[string, RegExp]>([
    ['http://example.com/hook', /must have the protocol https, not http/],
    ['http://8.8.8.8/', /must have the protocol https, not http/],
    ['', /missing/],
    ['example.com/hook', /fully valid URL/],
    ['localhost:3000/hook', /fully valid URL/],
    ['//example.com', /fully valid URL/],
    ['https:example.com', /fully valid URL/],
    ['https://', /fully valid URL/],
    ['https:///hook', /fully valid URL/],
    [' https://example.com', /fully valid URL/],
    ['https://example.com/a b', /percent-encoded/],
    ['https://example.com/ü', /percent-encoded/],
    ['https://example.com/%zz', /percent-encoded/],
    ['https://example.com/\n', /percent-encoded/],
    ['https://exa[mple.com/', /not a valid URL/],
    ['https://example.com:99999/', /not a valid URL/],
    ['https://user:pass@example.com/', /user name or password/],
    ['ftp://example.com/', /not "ftp"/],
    ['javascript:alert(1)', /not "javascript"/],
    [`https://example.com/${'a'.repeat(9_000)}`, /8192 is the most/],
  ])('%j is refused always, in plain words', (url, why) => {
    for (const strict of [false, true]) expect(() => check(url, strict)).toThrow(why)
  })
})

describe('generated persons', () => {
  const input = { seed: 1, count: 250, firstID: 54_512, applicationId: '1', now: NOW }
  const persons = generatePersons(input)
  const byId = new Map(persons.map((one) => [one.personID, one]))

  test('are the same for the same seed, whenever they are made, and others for another', () => {
    expect(generatePersons({ ...input, now: NOW + 1e11 })).toEqual(persons)
    expect(generatePersons({ ...input, seed: 2 }).map((one) => one.displayName)).not.toEqual(persons.map((one) => one.displayName))
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

describe('snippets', () => {
  const filled = (title: string, language: string, secret = KEY) =>
    members.snippets.find((one) => one.title === title && one.language === language)?.code.replaceAll('{secret}', secret) ?? ''
  const body = members.build(MESSAGE, REGISTRATION.settings, NOW).body

  test('"Receive and verify" answers 204 to what is sent, and 400 to what is not genuine', async () => {
    const child = spawn(process.execPath, ['--input-type=module', '-e', filled('Receive and verify', 'javascript')], { env: { ...process.env, PORT: '0' }, stdio: ['ignore', 'pipe', 'ignore'] })
    try {
      const [line] = (await once(createInterface(child.stdout), 'line')) as [string]
      const post = async (bytes: Uint8Array<ArrayBuffer>) => (await fetch(`http://127.0.0.1:${/\d+$/.exec(line)?.[0]}/`, { method: 'POST', body: bytes })).status
      const changed = Buffer.from(Buffer.from(body).toString().replace('"hash":"', '"hash":"x'))
      expect(await post(Uint8Array.from(body))).toBe(204)
      expect(await post(Uint8Array.from(changed))).toBe(400)
      expect(await post(Uint8Array.from(Buffer.from('nonsense')))).toBe(400)
    } finally {
      child.kill()
    }
  })

  describe.each([
    ['javascript', process.execPath, ['--input-type=module', '-e']],
    ['python', 'python3', ['-c']],
  ])('in %s', (language, command, args) => {
    const run = (secret: string) => spawnSync(command, [...args, filled('Verify it yourself', language, secret)], { input: body, encoding: 'utf8' })

    test.skipIf(spawnSync(command, ['--version']).status !== 0)('"Verify it yourself" takes what is sent, and refuses it with another key', () => {
      const genuine = run(KEY)
      expect(genuine.stderr).toBe('')
      expect(genuine.stdout.trim()).toBe(MESSAGE.payload)
      expect(genuine.status).toBe(0)
      expect(run('another')).toMatchObject({ status: 1 })
    })
  })
})
