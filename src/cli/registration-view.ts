import { jsonText } from '#contract/json-text.ts'
import type { Registration } from '#contract/registration.ts'
import { when } from './delivery-view.ts'
import { renderFields, renderTable } from './table.ts'
import type { Column } from './table.ts'
import type { Terminal } from './terminal.ts'

const COLUMNS: readonly Column<Registration>[] = [
  { title: 'ID', value: (r) => r.id },
  { title: 'PROVIDER', value: (r) => r.provider },
  { title: 'ACCOUNT', value: (r) => r.account, shrink: 'end' },
  { title: 'STATE', value: stateOf, tone: (r) => (r.enabled ? 'good' : 'quiet') },
  { title: 'SETTINGS', value: settingsText, shrink: 'end' },
  { title: 'URL', value: (r) => r.url, shrink: 'middle' },
]

export const renderRegistrations = (items: readonly Registration[], terminal: Terminal): string => renderTable(items, COLUMNS, terminal)

/** One registration, its settings, and in what it differs from production. */
export function renderRegistration(r: Registration, terminal: Terminal): string {
  if (terminal.mode === 'quiet') return r.id
  return renderFields(
    [
      ['Registration', r.id, 'strong'],
      ['Provider', r.provider],
      ['Account', r.account],
      ['URL', r.url],
      ['State', stateOf(r), r.enabled ? 'good' : 'quiet'],
      ...Object.entries(r.settings).map(([key, value]) => [key, valueText(value)] as const),
      ...r.facts.map((fact) => [fact.label, fact.value] as const),
      ['Created', when(r.createdAt)],
      ['Changed', when(r.updatedAt)],
      ...r.differences.map((d) => ['Unlike live', `${d.message} (${d.source})`, 'warn'] as const),
    ],
    terminal,
  )
}

function stateOf(r: Registration): string {
  return r.enabled ? 'enabled' : 'disabled'
}

/** Secrets are null unless they were asked for. */
function valueText(value: Registration['settings'][string]): string {
  return value === null ? '(hidden)' : typeof value === 'string' ? value : jsonText(value)
}

function settingsText(r: Registration): string {
  return Object.entries(r.settings).map(([key, value]) => `${key}=${valueText(value)}`).join(' ')
}
