/** Scenarios, each played on a workspace of its own that is gone afterwards. */
import { basename, dirname, resolve } from 'node:path'
import { createClient } from '#client/http.ts'
import { play } from '#client/play.ts'
import { keysOfStep, Scenario, type ScenarioReport, type StepReport } from '#contract/scenario.ts'
import type { Scenarios } from '#control/handlers.ts'
import type { Engine } from '#engine/engine.ts'
import { writeYaml, type Path } from '#providers/from-file/yaml-text.ts'
import { keysIn } from './config-file.ts'
import { FaultyFile, parseDataText, readDataFile, type DataFile } from './data-file.ts'
import type { Hookwright, Start } from './hookwright.ts'

export type ReadScenario = DataFile<Scenario>

const keys = keysIn(Scenario.shape)
const reading = {
  what: 'scenario',
  schema: Scenario,
  keysAt: (path: Path, value: unknown) => (path.length === 3 && path[0] === 'steps' ? keysOfStep((value as { steps: Record<string, unknown> }).steps[String(path[1])]) : keys(path)),
}

/** @throws `FaultyFile` with every fault, `StartError` where there is no such file. */
export async function readScenario(path: string): Promise<ReadScenario> {
  const read = await readDataFile(path, reading)
  return withFiles(read, (file) => resolve(dirname(read.file), file))
}

const withFiles = (read: ReadScenario, place: (file: string) => string): ReadScenario => ({ ...read, data: { ...read.data, providers: read.data.providers.map(place) } })

/** What the control API does with scenarios. @param directory of the provider files of the workspace. */
export function createScenarios({ start, engine, directory }: { start: Start; engine: Pick<Engine, 'record'>; directory: string }): Scenarios {
  // A text may be from anybody: it reaches no file but those of the workspace, and no environment.
  const parse = ({ text, variables }: { text: string; variables: Record<string, string> }): ReadScenario =>
    withFiles(parseDataText('the scenario', text, { ...reading, env: variables }), (file) => resolve(directory, basename(file)))
  return {
    record(request) {
      const { scenario, deliveries, leftOut } = engine.record(request)
      return { text: writeYaml(scenario, '# yaml-language-server: $schema=https://unpkg.com/hookwright/resources/scenario.schema.json\n'), deliveries, leftOut: [...leftOut] }
    },
    check(given) {
      try {
        parse(given)
        return { faults: [] }
      } catch (error) {
        if (error instanceof FaultyFile) return { faults: faultsOf(error) }
        throw error
      }
    },
    async play(given, signal) {
      try {
        const report = await playScenario(parse(given), { start, signal })
        return { ...report, file: null }
      } catch (error) {
        if (error instanceof FaultyFile) return { ...unplayed(error), file: null }
        throw error
      }
    },
  }
}

export interface Playing {
  readonly start: Start
  readonly onStep?: (report: StepReport) => void
  readonly signal?: AbortSignal
  /** Is given the workspace when all is played, before it goes. */
  readonly after?: (hookwright: Hookwright) => Promise<void>
}

/** What is wrong with the file is part of the report, as what does not come out as expected is. @throws what a start throws otherwise, and the signal's reason. */
export async function playScenario(read: ReadScenario, { start, onStep, signal, after }: Playing): Promise<ScenarioReport> {
  const begun = performance.now()
  const { name, clock, clockStart, seed = 1, persons, strict, providers, inboxes, registrations } = read.data
  const report = (steps: readonly StepReport[], faults: ScenarioReport['faults'] = []): ScenarioReport => ({
    name, file: read.file, ok: faults.length === 0 && steps.every((step) => step.status === 'passed'), ms: performance.now() - begun, faults, steps: [...steps],
  })
  let hookwright: Hookwright
  try {
    const declares = { file: read.file, place: read.place, data: { providers, inboxes, registrations } }
    hookwright = await start({
      declares, clock, clockStart, seed, persons, strict, ephemeral: true, host: '127.0.0.1', controlPort: 0, providerPort: 0, inboxPort: 0, tlsPort: 0, drainMs: 0, logLevel: 'error',
    })
  } catch (error) {
    if (error instanceof FaultyFile) return report([], faultsOf(error))
    throw error
  }
  try {
    const { control: url, token } = hookwright.ready
    const lineOf = (at: number): number | null => read.place(['steps', at])?.line ?? null
    const steps = await play({ client: createClient({ url, token }), registrations: hookwright.registrations() }, read.data, { signal, onStep: (step, at) => onStep?.({ ...step, line: lineOf(at) }) })
    await after?.(hookwright)
    return report(steps.map((step, at) => ({ ...step, line: lineOf(at) })))
  } finally {
    await hookwright.close()
  }
}

/** The report of a file that could not even be read as a scenario. */
export const unplayed = (error: FaultyFile): ScenarioReport => ({ name: error.file, file: error.file, ok: false, ms: 0, faults: faultsOf(error), steps: [] })

const faultsOf = ({ faults }: FaultyFile): ScenarioReport['faults'] => faults.map(({ place, path, message }) => ({ line: place?.line ?? 1, column: place?.column ?? 1, path: path.join('.'), message }))
