/** What `hookwright run` tells of the scenarios that it played: for people, for programs, and for CI servers. */
import type { ScenarioReport, StepReport } from '#contract/scenario.ts'
import type { Paint, Terminal } from './terminal.ts'
import { visible, visibleJson, visibleLines } from './text.ts'

export type ReporterName = 'spec' | 'json' | 'junit'

export interface Reporter {
  begin?(name: string, file: string): void
  step?(step: StepReport): void
  scenario?(report: ScenarioReport): void
  /** All that is said at the end, for stdout or a file. */
  end(reports: readonly ScenarioReport[]): string
}

const MARKS = { passed: ['good', '✓'], failed: ['bad', '✗'], skipped: ['quiet', '-'] } as const
const seconds = (ms: number): string => `${(ms / 1000).toFixed(ms < 10_000 ? 2 : 1)} s`
const some = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`

/** Steps are told as they are over. */
export function specReporter({ print, paint }: Pick<Terminal, 'print' | 'paint'>): Reporter {
  return {
    begin: (name, file) => print(`${paint('strong', visible(name))}  ${paint('quiet', visible(file))}`),
    step: (step) => print(stepLines(step, paint).join('\n')),
    scenario: ({ file, faults }) => {
      for (const { line, column, path, message } of faults) print(`  ${paint('bad', '✗')} ${visible(`${file ?? ''}:${line}:${column}: ${path === '' ? '' : `${path}: `}${message}`)}`)
      print('')
    },
    end(reports) {
      const passed = reports.filter(({ ok }) => ok).length
      const failed = reports.length - passed
      const steps = reports.reduce((sum, report) => sum + report.steps.filter(({ status }) => status !== 'skipped').length, 0)
      const ms = reports.reduce((sum, report) => sum + report.ms, 0)
      return `${some(reports.length, 'scenario')}: ${paint(passed > 0 ? 'good' : 'plain', `${passed} passed`)}${failed > 0 ? `, ${paint('bad', `${failed} failed`)}` : ''}. ${some(steps, 'step')} in ${seconds(ms)}.`
    },
  }
}

function stepLines({ name, status, message, line }: StepReport, paint: Paint): string[] {
  const [tone, mark] = MARKS[status]
  const first = `  ${paint(tone, mark)} ${status === 'skipped' ? paint('quiet', visible(name)) : visible(name)}${status === 'failed' && line !== null ? paint('quiet', `  (line ${line})`) : ''}`
  return message === null ? [first] : [first, ...visibleLines(message).map((text) => `      ${paint('bad', text)}`)]
}

export const jsonReporter: Reporter = { end: (reports) => visibleJson({ ok: reports.every(({ ok }) => ok), scenarios: reports }) }

/** The form that CI servers read: a suite for each scenario, a case for each step. */
export const junitReporter: Reporter = {
  end(reports) {
    const suites = reports.map((report) => {
      const cases = report.steps.length > 0 ? report.steps.map((step) => caseOf(step, report)) : [`    <testcase name="the file" classname="${xml(report.name)}"${fileOf(report)}><failure message="it has faults">${xml(faultsOf(report))}</failure></testcase>`]
      const failed = report.steps.filter(({ status }) => status === 'failed').length + (report.faults.length > 0 ? 1 : 0)
      const skipped = report.steps.filter(({ status }) => status === 'skipped').length
      return [`  <testsuite name="${xml(report.name)}"${fileOf(report)} tests="${cases.length}" failures="${failed}" errors="0" skipped="${skipped}" time="${inSeconds(report.ms)}">`, ...cases, '  </testsuite>'].join('\n')
    })
    return ['<?xml version="1.0" encoding="UTF-8"?>', '<testsuites name="hookwright run">', ...suites, '</testsuites>'].join('\n')
  },
}

const inSeconds = (ms: number): string => (ms / 1000).toFixed(3)
const fileOf = ({ file }: ScenarioReport): string => (file === null ? '' : ` file="${xml(file)}"`)
const faultsOf = ({ file, faults }: ScenarioReport): string => faults.map(({ line, column, path, message }) => `${file ?? ''}:${line}:${column}: ${path}: ${message}`).join('\n')

function caseOf({ name, status, message, ms, line }: StepReport, { name: scenario, file }: ScenarioReport): string {
  const inner = status === 'skipped' ? '<skipped/>' : status === 'failed' ? `<failure message="${xml((message ?? '').split('\n')[0] ?? '')}">${xml(`${message ?? ''}${line === null ? '' : `\n${file ?? ''}:${line}`}`)}</failure>` : ''
  return `    <testcase name="${xml(name)}" classname="${xml(scenario)}" time="${inSeconds(ms)}">${inner}</testcase>`
}

/** XML 1.0 has no way to say most control characters. */
const xml = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, (char) => `\\x${(char.codePointAt(0) ?? 0).toString(16).padStart(2, '0')}`)
    .replace(/[<>&"']/g, (char) => `&#${char.charCodeAt(0)};`)
