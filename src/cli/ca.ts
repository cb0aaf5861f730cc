import { writeFileSync } from 'node:fs'
import type { Command } from 'commander'
import type { CertificateAuthority, Handshake } from '#contract/tls.ts'
import { trustSteps } from '#contract/trust.ts'
import { talksToInstance, withInstance, type ConnectOptions } from './connect.ts'
import { when } from './delivery-view.ts'
import { EXIT } from './exit-code.ts'
import { Failure } from './failure.ts'
import { renderFields, renderTable, type Column } from './table.ts'
import type { Terminal } from './terminal.ts'
import { visible, visibleJson } from './text.ts'

interface CaOptions extends ConnectOptions {
  readonly out?: string
  readonly trust?: boolean
}

const HANDSHAKES: readonly Column<Handshake>[] = [
  { title: 'AT', value: (h) => when(h.at) },
  { title: 'FROM', value: (h) => h.peer },
  { title: 'CALLED', value: (h) => h.serverName ?? '-', shrink: 'end' },
  { title: 'HOW IT ENDED', value: (h) => h.why, shrink: 'end' },
]

export function addCa(program: Command, terminal: Terminal): void {
  const command = program
    .command('ca')
    .summary('the certificate authority of the inboxes over TLS')
    .description('Shows the certificate authority that signs for the inboxes over TLS, how to trust it, and the secure connections that came to nothing. It is made on first use.')
    .option('--out <file>', 'write its certificate (PEM) to a file; - for stdout')
    .option('--trust', "let Hookwright's own sender trust it")
    .option('--no-trust', 'let it no longer')
    .action((options: CaOptions) => withInstance(options, async (client) => {
      const ca = options.trust === undefined ? await client.call('getCertificateAuthority') : await client.call('changeCertificateAuthority', { body: { trusted: options.trust } })
      if (options.out !== undefined) return exportTo(terminal, ca, options.out)
      terminal.print(options.json ? visibleJson(ca) : render(ca, terminal))
    }))
  talksToInstance(command)
}

function exportTo(terminal: Terminal, { certificate }: CertificateAuthority, file: string): void {
  if (file === '-') return terminal.print(certificate.trimEnd())
  try {
    writeFileSync(file, certificate)
  } catch (error) {
    throw new Failure(EXIT.usage, `${file} can't be written: ${error instanceof Error ? error.message : String(error)}`)
  }
  terminal.note(visible(`Wrote ${file}.`))
}

function render(ca: CertificateAuthority, terminal: Terminal): string {
  const { paint } = terminal
  const head = renderFields(
    [
      ['Authority', ca.name, 'strong'],
      ['SHA-256', ca.fingerprint],
      ['Valid', `${when(ca.validFrom)} to ${when(ca.validTo)}`],
      ['File', ca.file],
      ['Our sender', ca.trusted ? 'trusts it' : 'does not trust it (--trust)'],
    ],
    terminal,
  )
  const steps = trustSteps(ca.file, ca.name).map(({ title, note, command }) => `${paint('strong', title)}: ${visible(note)}${command === undefined ? '' : `\n  ${visible(command)}`}`)
  const failed = ca.handshakes.length === 0 ? [] : ['', paint('strong', 'Secure connections that came to nothing'), renderTable(ca.handshakes, HANDSHAKES, terminal)]
  return [head, '', 'To trust it:', ...steps, ...failed].join('\n')
}
