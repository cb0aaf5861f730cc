import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { tempDir } from '../helpers/temp-dir.ts'
import { serving } from './hookwright.ts'

const FILE = 'id: acme\ntitle: Acme\ndescription: Orders.\ntriggers:\n  - { name: order, description: An order., data: { type: object, properties: { id: { type: integer } } }, samples: [{ id: 1 }] }\n'

test('a provider file is checked, added, listed and fired', async () => {
  const { hw, json } = await serving()
  const file = join(tempDir(), 'acme.yaml')
  writeFileSync(file, FILE.replace('title', 'titel'))
  const bad = await hw('provider', 'check', file)
  expect(bad.code).toBe(1)
  expect(bad.stdout).toContain(`${file}:2:1: titel: unknown key "titel"\n`)
  expect((await hw('provider', 'add', file)).stderr).toContain('line')

  writeFileSync(file, FILE)
  expect(await hw('provider', 'check', file)).toMatchObject({ code: 0, stdout: `${file} has no faults.\n` })
  expect((await hw('provider', 'add', file)).stdout).toBe('acme.yaml: provider acme is running.\n')
  expect((await hw('provider')).stdout).toMatch(/\nacme\.yaml +workspace +acme +running +0\n.*github\.yaml +shipped/s)
  expect(await json('trigger', 'acme', 'order')).toMatchObject({ event: { data: { id: 1 } }, warnings: [] })
  const odd = await hw('trigger', 'acme', 'order', '--set', 'id=one')
  expect(odd).toMatchObject({ code: 0, stderr: expect.stringContaining('Sent all the same, but unlike its schema: id: ') as unknown })
})

test('an OpenAPI document becomes a file', async () => {
  const { hw } = await serving()
  const dir = tempDir()
  writeFileSync(join(dir, 'openapi.json'), '{"openapi":"3.1.0","info":{"title":"Trains"},"webhooks":{"left":{"post":{"requestBody":{"content":{"application/json":{"example":{"train":7}}}}}}}}')
  expect((await hw('provider', 'import', join(dir, 'openapi.json'), '--out', join(dir, 'trains.yaml'))).code).toBe(0)
  expect(readFileSync(join(dir, 'trains.yaml'), 'utf8')).toContain('id: trains\n')
  expect((await hw('provider', 'add', join(dir, 'trains.yaml'))).stdout).toBe('trains.yaml: provider trains is running.\n')
})
