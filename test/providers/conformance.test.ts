/** What every provider has to keep, whichever it is: run over the registry and the shipped files, so a new one is covered by being there. */
import { readFileSync, statSync } from 'node:fs'
import { Inspection } from '#contract/delivery.ts'
import { JsonObject } from '#contract/common.ts'
import { withGenerated } from '#contract/generate.ts'
import { Policy, type PolicyKey } from '#contract/policy.ts'
import { ProblemError } from '#contract/problem.ts'
import { Entity, Field, ProviderInfo, Rule, Trigger } from '#contract/provider.ts'
import { Difference, Fact } from '#contract/registration.ts'
import { providers } from '#providers/registry.ts'
import type { Envelope, Message, Provider } from '#providers/provider.ts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { everyProvider } from '../helpers/every-provider.ts'
import { memoryWorkspace } from '../helpers/memory-workspace.ts'
import { required } from '../helpers/required-settings.ts'

const folderOf = (id: string) => new URL(`../../src/providers/${id}/`, import.meta.url)

const settingsOf = (provider: Provider, over: JsonObject = {}) => provider.settings.parse(withGenerated(provider.fields, { ...required(provider), ...over }))
const secretsOf = (provider: Provider) => provider.fields.filter((field) => field.secret && field.type === 'string')
/** A secret that stands out wherever it is read, in a form that its field takes. */
function standingOut({ generators }: Field, text: string): string {
  const [{ prefix, bytes, encoding } = { prefix: '', bytes: 0, encoding: 'base64url' as const }] = generators ?? []
  return prefix + Buffer.from(text.padEnd(bytes, '.')).toString(encoding)
}

const message = (provider: Provider, payload: string): Message => ({
  id: provider.messageId({ number: 7, salt: 1, publishedAt: 1_700_000_000_000 }),
  publishedAt: 1_700_000_000_000,
  trigger: provider.triggers[0]?.name ?? '',
  account: provider.account.defaultId,
  payload,
})

test('there is at least one provider', () => {
  expect([...providers.keys()]).toContain('members')
})

describe.each(everyProvider)('$id', (provider) => {
  const folder = folderOf(provider.id)

  test.runIf(providers.has(provider.id))('has every file of the common shape', () => {
    for (const file of ['index.ts', 'settings.ts', 'catalog.ts', 'envelope.ts', 'policy.ts', 'emulator.ts', 'provider.test.ts', 'README.md']) {
      expect(statSync(new URL(file, folder)).size, file).toBeGreaterThan(0)
    }
    expect(readFileSync(new URL('README.md', folder), 'utf8')).toMatch(/^#+ Assumed/m)
  })

  test('describes itself as the contract has it', () => {
    const { id, title, description, signs, sync, verification, account, fields, triggerKey, rules, actions, entityKinds, snippets, triggers } = provider
    ProviderInfo.parse({ id, title, description, baseUrl: null, signs, sync, verification, account, settings: fields, triggerKey, rules, actions, entities: entityKinds, snippets, triggers: triggers.length })
    z.array(Trigger).min(1).parse(triggers)
    expect(verification !== null).toBe(signs)
    for (const field of verification?.fields ?? []) expect(fields.map(({ key }) => key)).toContain(field.key)
    expect(entityKinds.map(({ kind }) => kind)).toContain(account.kind)
  })

  test('offers every trigger where a registration is for one', () => {
    if (provider.triggerKey === null) return
    const field = provider.fields.find(({ key }) => key === provider.triggerKey)
    expect(field).toMatchObject({ type: 'enum', required: true })
    expect(field?.options?.toSorted()).toEqual(provider.triggers.map(({ name }) => name).toSorted())
  })

  test('has trigger names once, and parents that exist', () => {
    const names = provider.triggers.map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
    for (const { parent } of provider.triggers) if (parent !== null) expect(names).toContain(parent)
  })

  test.each(provider.triggers.map(({ name }) => name))('samples of %s are deterministic, differ by seed and have the properties that are announced', (name) => {
    const world = memoryWorkspace(provider)
    const announced = provider.triggers.find((trigger) => trigger.name === name)?.properties.map((property) => property.name) ?? []
    for (const seed of [0, 1, 2 ** 32 - 1]) {
      const sample = JsonObject.parse(provider.sample(name, seed))
      expect(provider.sample(name, seed)).toEqual(sample)
      for (const key of Object.keys(sample)) expect(announced).toContain(key)
      expect(JsonObject.parse(provider.complete({ trigger: name, data: sample, seed }, world))).toMatchObject(sample)
      expect(provider.warnings({ trigger: name, data: sample }), 'its own samples are like its schema').toEqual([])
    }
    expect(provider.sample(name, 1)).not.toEqual(provider.sample(name, 2))
  })

  test('completes an event out of nothing, in a full world and in an empty one', () => {
    for (const persons of [20, 0]) {
      const world = memoryWorkspace(provider, { persons })
      for (const { name } of provider.triggers) {
        const data = provider.complete({ trigger: name, data: undefined, seed: 1 }, world)
        expect(JsonObject.parse(data)).toEqual(provider.complete({ trigger: name, data: {}, seed: 1 }, world))
      }
    }
  })

  test('refuses a trigger that it does not have', () => {
    expect(() => provider.complete({ trigger: 'no such trigger', data: {}, seed: 1 }, memoryWorkspace(provider))).toThrow(ProblemError)
  })

  test('builds the same bytes at every attempt, and reads them back', () => {
    const settings = settingsOf(provider)
    const sent = message(provider, JSON.stringify([{ text: 'plain, Ås, 🔑, \u2028, "quotes"' }]))
    const first = provider.build(sent, settings, sent.publishedAt)
    const { payload, verdict, note } = Inspection.parse(provider.inspect(first, settings, { now: sent.publishedAt, reveal: false }))
    expect(payload).toBe(sent.payload)
    const { id, trigger, ...carried } = provider.read(first) ?? {}
    expect(carried, 'the message is read back without a secret').toEqual({ payload })
    expect([null, sent.id]).toContain(id)
    expect([null, sent.trigger]).toContain(trigger)
    expect(verdict?.ok ?? null).toBe(provider.signs ? true : null)
    if (provider.signs) expect(note).toBeNull()
    else expect(note).toMatch(/\.$/)
    expect(provider.build(sent, settings, sent.publishedAt)).toEqual(first)
  })

  test('never takes a changed text for genuine, whichever byte was changed', () => {
    if (!provider.signs) return
    const settings = settingsOf(provider)
    const sent = message(provider, '[{"id":1,"name":"Ås"}]')
    const genuine = provider.build(sent, settings, sent.publishedAt)
    let refused = 0
    for (let at = 0; at < genuine.body.length; at++) {
      for (const bit of [1, 4, 32]) {
        const body = Uint8Array.from(genuine.body)
        body[at] = (body[at] ?? 0) ^ bit
        const { payload, verdict } = provider.inspect({ headers: genuine.headers, body }, settings, { now: sent.publishedAt, reveal: false })
        if (verdict?.ok) expect(payload).toBe(sent.payload)
        else {
          refused++
          expect(verdict?.summary).toMatch(/\.$/)
          expect(verdict?.steps.some((step) => step.ok === false)).toBe(true)
        }
      }
    }
    expect(refused).toBeGreaterThan(Buffer.byteLength(sent.payload))
  })

  test('refuses what another secret signed', () => {
    if (!provider.signs) return
    const sent = message(provider, '[{}]')
    const built = provider.build(sent, settingsOf(provider), sent.publishedAt)
    for (const field of secretsOf(provider)) {
      const verdict = provider.inspect(built, settingsOf(provider, { [field.key]: standingOut(field, 'another') }), { now: sent.publishedAt, reveal: false }).verdict
      expect(verdict?.ok).toBe(false)
    }
    expect(provider.inspect(built, {}, { now: sent.publishedAt, reveal: false }).verdict?.ok).toBe(false)
  })

  test('has a verdict for every body, and never throws', () => {
    const settings = settingsOf(provider)
    const sent = message(provider, '[{"never":"made up by chance"}]')
    const { headers } = provider.build(sent, settings, sent.publishedAt)
    const read = (body: Uint8Array, given: Envelope['headers']) => {
      const inspection = Inspection.parse(provider.inspect({ headers: given, body }, settings, { now: sent.publishedAt, reveal: false }))
      if (provider.signs) expect(inspection.verdict?.ok).toBe(false)
    }
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), fc.array(fc.tuple(fc.string(), fc.string())), read), { numRuns: 300 })
    fc.assert(fc.property(fc.json(), (json) => read(Buffer.from(json), headers)), { numRuns: 300 })
    read(Buffer.from('['.repeat(200_000)), headers)
  })

  test('lets no secret out unless asked', () => {
    const text = 'a-very-distinctive-SECRET-0451'
    const secrets = Object.fromEntries(secretsOf(provider).map((field) => [field.key, standingOut(field, text)]))
    const settings = settingsOf(provider, secrets)
    const sent = message(provider, '[{}]')
    const built = provider.build(sent, settings, sent.publishedAt)
    const spoiled = { headers: built.headers, body: built.body.slice(0, -1) }
    for (const request of [built, spoiled]) {
      const told = JSON.stringify(provider.inspect(request, settings, { now: 0, reveal: false }))
      const sent = Buffer.from(request.body).toString('latin1') + JSON.stringify(request.headers)
      for (const one of [text, ...Object.values(secrets)]) for (const out of [told, sent]) expect(out).not.toContain(one)
    }
    if (provider.signs) for (const one of Object.values(secrets)) expect(JSON.stringify(provider.inspect(built, settings, { now: sent.publishedAt, reveal: true }))).toContain(one)
  })

  test('has fields for exactly the settings that its schema takes', () => {
    const keys = provider.fields.map(({ key }) => key)
    z.array(Field).parse(provider.fields)
    const parsed = settingsOf(provider)
    expect(Object.keys(parsed).filter((key) => !keys.includes(key))).toEqual([])
    for (const field of provider.fields) {
      if (field.default !== undefined) expect(parsed[field.key], field.key).toEqual(field.default)
      if (field.required) {
        const { [field.key]: _, ...rest } = required(provider)
        expect(provider.settings.safeParse(rest).success, `without ${field.key}`).toBe(false)
      }
      expect(provider.settings.safeParse({ ...parsed, [field.key]: { not: 'a value' } }).success, field.key).toBe(false)
    }
    expect(provider.settings.safeParse({ ...parsed, noSuchSetting: 1 }).success).toBe(false)
  })

  test('tells no secret among what follows from a registration, and each thing once', () => {
    const settings = settingsOf(provider)
    const facts = z.array(Fact).parse(provider.facts({ account: provider.account.defaultId, settings }))
    expect(new Set(facts.map(({ key }) => key)).size).toBe(facts.length)
    for (const { value } of facts) for (const { key } of secretsOf(provider)) expect(value).not.toContain(settings[key])
  })

  test('says who says so for every rule, once, and what an assumption rests on', () => {
    z.array(Rule).min(1).parse(provider.rules)
    const ids = provider.rules.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    for (const { id, label, value, source, note } of provider.rules) {
      expect(label.length * value.length, id).toBeGreaterThan(0)
      if (source !== 'documented') expect(note ?? '', `${id} is ${source}: on what does it rest?`).toMatch(/\.$/)
    }
  })

  test('has a rule for every value of the policy, with the same source', () => {
    for (const key of Object.keys(provider.policy) as PolicyKey[]) {
      expect(provider.rules.find(({ id }) => id === key)?.source, key).toBe(provider.policy[key].source)
    }
  })

  test('has a policy that can be kept', () => {
    const values = Object.fromEntries(Object.entries(provider.policy).map(([key, { value }]) => [key, value as unknown]))
    Policy.parse(values)
  })

  test('names a known rule, with its source, for whatever differs from production', () => {
    const settings = settingsOf(provider)
    for (const url of ['http://127.0.0.1:3000/hook', 'https://localhost/hook', 'https://10.0.0.7/', 'https://example.com/hook']) {
      const differences = z.array(Difference).parse(provider.checkRegistration({ url, settings }, { strict: false }))
      for (const { rule, source } of differences) expect(provider.rules.find(({ id }) => id === rule)?.source, rule).toBe(source)
    }
    for (const strict of [true, false]) expect(provider.checkRegistration({ url: 'https://example.com/hook', settings }, { strict })).toEqual([])
    for (const url of ['', 'nonsense', '/hook', 'ftp://example.com/', 'javascript:alert(1)', 'file:///etc/passwd']) {
      expect(() => provider.checkRegistration({ url, settings }, { strict: false }), url).toThrow(ProblemError)
    }
  })

  test('gives every message an id of its own', () => {
    const ids = Array.from({ length: 5_000 }, (_, number) => provider.messageId({ number, salt: 4_294_967_295, publishedAt: 0 }))
    expect(new Set(ids).size).toBe(ids.length)
    expect(provider.messageId({ number: 1, salt: 1, publishedAt: 0 })).not.toBe(provider.messageId({ number: 1, salt: 2, publishedAt: 0 }))
  })

  test('starts a workspace with documents that it would take from a user as they are', () => {
    const world = memoryWorkspace(provider)
    const groups = provider.seedEntities({ seed: 1, persons: 20, strict: false, now: world.now() })
    expect(groups).toEqual(provider.seedEntities({ seed: 1, persons: 20, strict: false, now: world.now() + 86_400_000 }))
    for (const { kind, items } of groups) {
      expect(provider.entityKinds.map((one) => one.kind)).toContain(kind)
      for (const entity of items) {
        expect(provider.parseEntity(kind, entity.data, world)).toEqual(entity)
        Entity.shape.title.min(1).parse(provider.entityTitle(kind, entity))
        expect(provider.entityChanged(kind, entity, entity, world)).toEqual([])
      }
    }
    expect(world.entity(provider.account.kind, provider.account.defaultId)).toBeDefined()
    expect(() => provider.parseEntity('no such kind', {}, world)).toThrow(ProblemError)
  })

  test('raises for changed documents only what is in its catalogue', () => {
    const world = memoryWorkspace(provider)
    const names = provider.triggers.map(({ name }) => name)
    for (const { kind, raises } of provider.entityKinds) {
      const [entity] = world.entities(kind, { limit: 1, offset: 0 })
      const raised = entity ? [...provider.entityChanged(kind, undefined, entity, world), ...provider.entityChanged(kind, entity, undefined, world)] : []
      expect(raised.length > 0).toBe(raises)
      for (const { trigger, data } of raised) {
        expect(names).toContain(trigger)
        JsonObject.parse(data)
      }
    }
  })

  test('does what its actions say, and refuses others', () => {
    const world = memoryWorkspace(provider)
    const registration = world.register({ account: provider.account.defaultId, url: 'https://example.com', settings: settingsOf(provider) })
    for (const { id, raises } of provider.actions) {
      const pressed = provider.runAction(id, registration, world)
      expect('raised' in pressed, id).toBe(raises)
      if ('raised' in pressed) expect(provider.address(pressed.raised, registration, world)).toHaveProperty('payload')
      else expect(world.changeRegistration(registration.id, pressed.change).settings).not.toEqual(registration.settings)
    }
    expect(() => provider.runAction('no such action', registration, world)).toThrow(ProblemError)
  })

  test('words every error in its own style, with the status and the message', () => {
    for (const status of [400, 401, 403, 404, 405, 409, 413, 415, 418, 422, 429, 500, 503, 507]) {
      const answer = provider.emulator.error(status, 'What happened.')
      expect(answer.status).toBe(status)
      expect(JSON.stringify(answer.body)).toContain('What happened.')
    }
  })

  test('puts the values on screen into its snippets by the agreed placeholders only', () => {
    const headers = provider.build(message(provider, '{}'), settingsOf(provider), 0).headers.map(([name]) => name.toLowerCase())
    const facts = provider.facts({ account: '1', settings: settingsOf(provider) }).map(({ key }) => key)
    const known = ['base', 'url', 'account', 'secret', ...headers, ...facts]
    for (const { title, code } of provider.snippets) {
      const placeholders = [...code.matchAll(/\{([a-z][a-z-]*)\}/g)].map((match) => match[1])
      expect(placeholders.filter((name) => !known.includes(name ?? '')), title).toEqual([])
    }
  })
})
