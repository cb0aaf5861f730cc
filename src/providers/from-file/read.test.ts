import { shippedFiles } from '../registry.ts'
import { readProviderFile } from './read.ts'
import type { FileFault } from '#contract/provider-file.ts'
import { describe, expect, test } from 'vitest'

const GOOD = `id: acme
title: Acme
description: Orders of a shop.
settings:
  - { key: secret, label: Secret, type: string, secret: true, required: true, source: documented }
signing:
  - algorithm: hmac-sha256
    key: { setting: secret }
    content: "{timestamp}.{body}"
    header: Acme-Signature
    format: "t={timestamp},v1={signature}"
    source: documented
policy:
  deadline: { value: 10s, source: documented }
triggers:
  - name: order.placed
    description: An order was placed.
    data: { type: object, properties: { id: { type: integer } } }
    samples: [{ id: 9007199254740993 }]
`

function faultsOf(text: string): readonly FileFault[] {
  const read = readProviderFile(text)
  return 'faults' in read ? read.faults : []
}
/** The one fault of the good file with `from` written as `to`. */
function faultOf(from: string, to: string): FileFault | undefined {
  expect(GOOD).toContain(from)
  const faults = faultsOf(GOOD.replace(from, to))
  expect(faults).toHaveLength(1)
  return faults[0]
}

test('a good file is a provider, and every digit of its ids is kept', () => {
  const read = readProviderFile(GOOD)
  expect('provider' in read && read.provider.sample('order.placed', 1)).toEqual({ id: 9007199254740993n })
})

test('JSON is as good as YAML', () => {
  expect(faultsOf('{"id":"acme","title":"Acme","description":"Orders.","triggers":[{"name":"a","description":"A.","samples":[{}]}]}')).toEqual([])
  expect(faultsOf('{\n"id": "acme",\n"title": 7, "description": "Orders.", "triggers": []}')).toEqual([expect.objectContaining({ line: 3, path: 'title' }), expect.objectContaining({ line: 3, path: 'triggers' })])
})

describe('each fault is told with its place and what was expected:', () => {
  test.each([
    ['an unknown key', 'title: Acme', 'title: Acme\ntitel: Acme', 3, 'titel', 'unknown key "titel"'],
    ['an unknown key further in', '    header: Acme-Signature', '    header: Acme-Signature\n    colour: red', 11, 'signing.0.colour', 'unknown key "colour"'],
    ['a missing key', 'description: Orders of a shop.\n', '', 1, 'description', 'expected string'],
    ['an id with capitals', 'id: acme', 'id: Acme', 1, 'id', 'lower-case'],
    ['an algorithm that there is not', 'hmac-sha256', 'hmac-md5', 7, 'signing.0.algorithm', 'hmac-sha256'],
    ['an unknown placeholder', '{timestamp}.{body}', '{nonce}.{body}', 9, 'signing.0.content', 'unknown placeholder {nonce}: here are {id}'],
    ['a brace that stands alone', '{timestamp}.{body}', '{timestamp.{body}', 9, 'signing.0.content', 'written twice'],
    ['a format without the signature', 'v1={signature}', 'v1=x', 11, 'signing.0.format', 'expected {signature}'],
    ['a key that no setting is', 'setting: secret', 'setting: key', 8, 'signing.0.key.setting', 'there are secret'],
    ['a key that is no secret', 'secret: true, ', '', 8, 'signing.0.key.setting', 'must be a string with'],
    ['a duration that is none', 'value: 10s', 'value: soon', 14, 'policy.deadline.value', 'expected a duration such as 500ms'],
    ['an assumption without its reason', '10s, source: documented', '10s, source: assumed', 14, 'policy.deadline.note', 'what it rests on'],
    ['a parent that there is not', 'name: order.placed', 'name: order.placed\n    parent: order', 17, 'triggers.0.parent', 'there is no trigger "order"'],
    ['a sample that breaks its schema', '9007199254740993', 'seven', 19, 'triggers.0.samples.0.id', 'the sample breaks the schema'],
    ['a schema that is none', '{ type: integer }', '{ $ref: "#/$defs/Nothing" }', 18, 'triggers.0.data', "can't be used"],
    ['a header of the sender', 'policy:', 'headers: { Host: x }\npolicy:', 13, 'headers', "sender's own"],
    ['an alias', 'title: Acme', 'title: &t Acme\naccount: *t', 3, '', 'aliases'],
    ['a key that is there twice', 'title: Acme', 'title: Acme\ntitle: Acme', 3, '', 'not valid YAML'],
    ['broken YAML', 'title: Acme', 'title: [Acme', 3, '', 'not valid YAML'],
  ])('%s', (_what, from, to, line, path, message) => {
    const faults = faultsOf(GOOD.replace(from, () => to))
    expect(GOOD).toContain(from)
    expect(faults[0]).toMatchObject({ line, path, message: expect.stringContaining(message) as string })
    expect(faults[0]?.column).toBeGreaterThan(0)
  })

  test('all of them at once', () => {
    const faults = faultsOf(GOOD.replace('id: acme', 'id: 7').replace('title: Acme', 'title: ""').replace('10s', 'soon'))
    expect(faults.map(({ line }) => line)).toEqual([1, 2, 14])
  })

  test('a circle of parents, at each of its triggers', () => {
    const text = `${GOOD}  - { name: a, parent: b, description: A., samples: [{}] }\n  - { name: b, parent: a, description: B., samples: [{}] }\n`
    expect(faultsOf(text)).toEqual([expect.objectContaining({ line: 20, path: 'triggers.1.parent' }), expect.objectContaining({ line: 21, path: 'triggers.2.parent' })])
  })

  test('the second of two triggers of one name', () => {
    expect(faultOf('    samples: [{ id: 9007199254740993 }]\n', '    samples: [{ id: 1 }]\n  - { name: order.placed, description: Again., samples: [{}] }\n')).toMatchObject({ line: 20, path: 'triggers.1.name' })
  })
})

describe('whatever is in a file, reading it ends with faults:', () => {
  test.each([
    ['nothing', ''],
    ['a text', 'hello'],
    ['a list', '- 1\n- 2'],
    ['bytes', '\0\x01\x02\x7f'],
    ['several documents', 'a: 1\n---\nb: 2'],
    ['depth', '['.repeat(100_000)],
    ['closed depth', `a: ${'['.repeat(200)}${']'.repeat(200)}`],
    ['length', `# ${'x'.repeat(1_000_001)}`],
    ['aliases that double', `a: &a [x,x,x,x,x,x,x,x,x]\n${Array.from({ length: 20 }, (_, at) => `${String.fromCharCode(98 + at)}: &${String.fromCharCode(98 + at)} [${`*${String.fromCharCode(97 + at)},`.repeat(9)}x]`).join('\n')}`],
    ['a prototype', '__proto__: { id: acme }\nconstructor: 1'],
    ['tags', 'id: !!js/function "x"'],
  ])('%s', (_what, text) => {
    const faults = faultsOf(text)
    expect(faults.length).toBeGreaterThan(0)
    expect(faults.length).toBeLessThanOrEqual(100)
  })

  test('a shipped file cut off anywhere', () => {
    for (const { text } of shippedFiles.values()) for (let at = 0; at < text.length; at += 997) expect(() => readProviderFile(text.slice(0, at))).not.toThrow()
  })
})
