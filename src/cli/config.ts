import { existsSync } from 'node:fs'
import type { Command } from 'commander'
import type { Fault } from '#host/data-file.ts'
import { EXIT } from './exit-code.ts'
import { Failure } from './failure.ts'
import type { Terminal } from './terminal.ts'
import { visible, visibleJson, visibleLines } from './text.ts'

const NAMES = ['yaml', 'yml', 'json', 'ts', 'mts', 'js', 'mjs'].map((ending) => `hookwright.config.${ending}`)

export function addConfig(program: Command, terminal: Terminal): void {
  const group = program.command('config').summary('what an instance is started with').description('Looks at a configuration, as `hookwright serve --config` takes it.')
  group
    .command('check')
    .argument('[file]', `default: ${NAMES[0]} or .json or .ts in this directory`)
    .description('Says everything that is wrong with it: an instance is started with it for a moment, somewhere else and on free ports. Exit code 1 when something is.')
    .option('--json', 'print what is found as JSON')
    .action((file: string | undefined, { json }: { json?: boolean }) => check(terminal, file ?? found(), json === true))
}

function found(): string {
  const file = NAMES.find((name) => existsSync(name))
  if (file === undefined) throw new Failure(EXIT.usage, `There is no ${NAMES[0]} here: name the file, as in \`hookwright config check ci/hookwright.yaml\`.`)
  return file
}

async function check(terminal: Terminal, file: string, json: boolean): Promise<void> {
  // The engine is loaded only by who starts one.
  const [{ FaultyFile, faultText }, { startHookwright }] = await Promise.all([import('#host/data-file.ts'), import('#host/start.ts')])
  let faults: readonly Fault[] = []
  try {
    const running = await startHookwright({ configFile: file, ephemeral: true, host: '127.0.0.1', controlPort: 0, providerPort: 0, inboxPort: 0, tlsPort: 0, logLevel: 'silent' })
    await running.close()
  } catch (error) {
    if (!(error instanceof FaultyFile)) throw error
    faults = error.faults
  }
  if (json) terminal.print(visibleJson({ file, faults: faults.map(({ place, path, message }) => ({ line: place?.line ?? null, column: place?.column ?? null, path: path.join('.'), message })) }))
  else for (const fault of faults) terminal.print(visible(`${file}: ${faultText(fault)}`))
  if (faults.length > 0) throw new Failure(EXIT.no, `${file} has ${faults.length === 1 ? 'a fault' : `${faults.length} faults`}.`)
  if (!json) terminal.print(visibleLines(`${file} has no faults.`).join('\n'))
}
