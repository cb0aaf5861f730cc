/** Installers and images cannot be made here: what can be said of their descriptions without them is. */
import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { Validator } from '@cfworker/json-schema'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import packageJson from '../../package.json' with { type: 'json' }

const ROOT = resolve(import.meta.dirname, '..', '..')
const read = (file: string): string => readFileSync(resolve(ROOT, file), 'utf8')

describe('electron-builder.yml', () => {
  const config = parse(read('electron-builder.yml')) as Record<string, unknown> & { icon: string; files: string[]; mac: Record<string, unknown>; asarUnpack: string[]; electronFuses: Record<string, boolean> }
  const schema = JSON.parse(read('test/fixtures/packaging/electron-builder-26.17.0.schema.json')) as object

  test('is what the tool takes, by its own schema', () => {
    const validator = new Validator(schema, '7', false)
    expect(validator.validate(config).errors.map(({ instanceLocation, error }) => `${instanceLocation}: ${error}`)).toEqual([])
    expect(validator.validate({ ...config, asarUnpak: [] }).valid, 'a slip is seen').toBe(false)
    expect(validator.validate({ ...config, linux: { target: 5 } }).valid).toBe(false)
    expect(packageJson.scripts.dist, 'by the version whose schema this is').toContain('electron-builder@26.17.0')
  })

  test('names files that are there, and takes along what the program reads', () => {
    for (const file of [config.icon, config.mac['entitlements'], config.mac['entitlementsInherit']]) expect(existsSync(resolve(ROOT, file as string)), String(file)).toBe(true)
    for (const needed of ['out/**', 'resources/**', 'package.json']) expect(config.files).toContain(needed)
    expect(Object.keys(packageJson.dependencies)).toContain('better-sqlite3')
    expect(config.asarUnpack.join()).toContain('better-sqlite3')
  })

  test('closes what the app does not use', () => {
    expect(config.electronFuses).toMatchObject({ runAsNode: false, enableNodeOptionsEnvironmentVariable: false, enableNodeCliInspectArguments: false, onlyLoadAppFromAsar: true, enableEmbeddedAsarIntegrityValidation: true, grantFileProtocolExtraPrivileges: false })
  })
})

describe('Dockerfile', () => {
  const lines = read('Dockerfile').replace(/\\\n/g, ' ').split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  const of = (word: string): string[] => lines.filter((line) => line.startsWith(`${word} `)).map((line) => line.slice(word.length + 1))

  test('has instructions that there are, and two stages on a Node that is new enough', () => {
    for (const line of lines) expect(line).toMatch(/^(FROM|WORKDIR|COPY|RUN|USER|ENV|VOLUME|EXPOSE|HEALTHCHECK|ENTRYPOINT|CMD) \S/)
    expect(of('FROM')).toHaveLength(2)
    for (const image of of('FROM')) expect(Number(/^node:(\d+)-slim/.exec(image)?.[1])).toBeGreaterThanOrEqual(22)
    for (const form of [...of('ENTRYPOINT'), ...of('CMD')]) expect(() => JSON.parse(form) as unknown).not.toThrow()
  })

  test('runs as nobody in particular, keeps its data in a volume, and shows every listener', () => {
    expect(of('USER')).toEqual(['node'])
    expect(of('VOLUME')).toEqual(['/data'])
    expect(of('ENV')).toEqual(['HOOKWRIGHT_DATA=/data'])
    const ports = [...read('src/host/start.ts').matchAll(/Port \?\? (\d+)/g)].map(([, port]) => port).sort()
    expect(of('EXPOSE').join(' ').split(' ').sort()).toEqual(ports)
    expect(read('.dockerignore').split('\n')).toEqual(expect.arrayContaining(['node_modules', 'out', '.git']))
  })
})
