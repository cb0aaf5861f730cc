import { writeFileSync } from 'node:fs'
import { relative } from 'node:path'
import { Option } from 'commander'
import type { Command } from 'commander'
import { pageUrl } from '#contract/page-url.ts'
import type { ScenarioReport } from '#contract/scenario.ts'
import { EXIT } from './exit-code.ts'
import { Failure } from './failure.ts'
import { jsonReporter, junitReporter, specReporter, type Reporter, type ReporterName } from './run-reports.ts'
import { stopRequest } from './stop-request.ts'
import type { Terminal } from './terminal.ts'
import { visible } from './text.ts'

interface RunOptions {
  readonly reporter?: ReporterName
  readonly json?: boolean
  readonly output?: string
  readonly bail?: boolean
  readonly keep?: boolean
}

export function addRun(program: Command, terminal: Terminal): void {
  program
    .command('run')
    .argument('<file...>', 'scenarios: YAML, JSON, or a module')
    .summary('play scenarios, each on a workspace of its own')
    .description('Plays scenarios one after the other, each on a fresh workspace that is gone afterwards, under a virtual clock. Exit code 0: every step came out as it says; 1: some did not; 2: a file has faults or cannot be read.')
    .addOption(new Option('--reporter <form>', 'what is told (default: spec)').choices(['spec', 'json', 'junit']))
    .addOption(new Option('--json', 'the same as --reporter json').conflicts('reporter'))
    .option('--output <file>', 'write the report there; the steps are then told here')
    .option('--bail', 'end with the first scenario that fails')
    .option('--keep', 'leave the last workspace up, with its page, until Ctrl+C')
    .addHelpText('after', '\nA scenario is made from what happened with `hookwright record`, or written by hand.')
    .action((files: string[], options: RunOptions) => run(terminal, files, options))
}

async function run(terminal: Terminal, files: readonly string[], { json, reporter = json ? 'json' : 'spec', output, bail, keep }: RunOptions): Promise<void> {
  const stop = stopRequest()
  const cancelled = new AbortController()
  void stop.then(() => cancelled.abort())
  const spec = specReporter(terminal)
  const asked: Reporter = { spec, json: jsonReporter, junit: junitReporter }[reporter]
  // With a file for the report, what happens is told here all the same.
  const told = output === undefined ? asked : spec
  // The engine is loaded only by who starts one.
  const [{ playScenario, readScenario, unplayed }, { FaultyFile }, { startHookwright }] = await Promise.all([import('#host/scenarios.ts'), import('#host/data-file.ts'), import('#host/start.ts')])
  const reports: ScenarioReport[] = []
  for (const [at, given] of files.entries()) {
    const report = await played(given, at === files.length - 1)
    reports.push(report)
    told.scenario?.(report)
    if (cancelled.signal.aborted || (bail && !report.ok)) break
  }
  if (output !== undefined) write(output, reporter === 'spec' ? specText(reports) : asked.end(reports))
  terminal.print(told.end(reports))
  if (reports.some(({ faults }) => faults.length > 0)) throw new Failure(EXIT.usage, faulty(reports))
  if (reports.some(({ ok }) => !ok)) throw new Failure(EXIT.no, unmet(reports))

  async function played(file: string, last: boolean): Promise<ScenarioReport> {
    try {
      const read = await readScenario(file)
      const shown = relative('', read.file)
      told.begin?.(read.data.name, shown)
      const report = await playScenario(read, {
        start: startHookwright,
        onStep: (step) => told.step?.(step),
        signal: cancelled.signal,
        async after({ ready }) {
          if (!keep || !last) return
          terminal.note(`It is left as it stands: ${pageUrl(ready)}\nCtrl+C ends it.`)
          await stop
        },
      })
      return { ...report, file: shown }
    } catch (error) {
      if (!(error instanceof FaultyFile)) throw cancelled.signal.aborted ? new Failure(EXIT.no, 'stopped before all was played.') : error
      const report = { ...unplayed(error), file: relative('', error.file) }
      told.begin?.(report.file, '')
      return report
    }
  }
}

/** The steps again without colours. */
function specText(reports: readonly ScenarioReport[]): string {
  const lines: string[] = []
  const spec = specReporter({ print: (text) => void lines.push(text), paint: (_, text) => text })
  for (const report of reports) {
    spec.begin?.(report.name, report.file ?? '')
    for (const step of report.steps) spec.step?.(step)
    spec.scenario?.(report)
  }
  return [...lines, spec.end(reports)].join('\n')
}

function write(file: string, text: string): void {
  try {
    writeFileSync(file, `${text}\n`)
  } catch (cause) {
    throw new Failure(EXIT.usage, `The report can't be written to ${file}: ${(cause as Error).message}`, { cause })
  }
}

function faulty(reports: readonly ScenarioReport[]): string {
  const [first] = reports.filter(({ faults }) => faults.length > 0)
  const [fault] = first?.faults ?? []
  return `${first?.file ?? ''} is no scenario that can be played: ${fault ? `line ${fault.line}: ${fault.path === '' ? '' : `${fault.path}: `}${fault.message}` : ''}`
}

function unmet(reports: readonly ScenarioReport[]): string {
  const failed = reports.filter(({ ok }) => !ok)
  const more = failed.length > 1 ? ` and ${failed.length - 1} more` : ''
  return visible(`${failed[0]?.file ?? ''}${more} did not come out as expected. \`hookwright run ${failed[0]?.file ?? ''} --keep\` leaves the workspace up to look at.`)
}
