import { resolve } from 'node:path'
import type { Command } from 'commander'
import { examine } from '#client/examine.ts'
import { createClient, type Client } from '#client/http.ts'
import type { Finding } from '#contract/examination.ts'
import { EXIT } from './exit-code.ts'
import { Failure } from './failure.ts'
import { secretFrom, type SecretOptions } from './secret.ts'
import type { Terminal, Tone } from './terminal.ts'
import { visible, visibleJson } from './text.ts'

interface DoctorOptions extends SecretOptions {
  readonly provider: string
  readonly providerFile?: string
  readonly trigger?: string
  readonly json?: boolean
}

export function addDoctor(program: Command, terminal: Terminal): void {
  program
    .command('doctor')
    .argument('<url>', 'of a receiver, such as http://127.0.0.1:3000/webhooks')
    .summary('what a provider will think of a receiver')
    .description('Sends messages to a receiver as a provider would: whether it is reached, acknowledges in time, refuses what is signed with another key, takes a message twice, a field that it does not know, and twenty at once. The receiver gets real requests. Exit code 1 when something is bad.')
    .option('--provider <id>', 'as which provider; plain sends JSON and signs nothing', 'plain')
    .option('--provider-file <file>', 'a provider of your own, in its place')
    .option('--trigger <name>', "with which trigger (default: the provider's first)")
    .option('--secret <secret>', 'what the receiver verifies with')
    .option('--secret-file <file>', 'a file with it, without its line end; else HOOKWRIGHT_SECRET')
    .option('--json', 'print what was found as JSON')
    .action((url: string, options: DoctorOptions) => doctor(terminal, url, options))
}

const MARKS: Record<Finding['verdict'], readonly [Tone, string]> = { ok: ['good', '✓'], warn: ['warn', '!'], bad: ['bad', '✗'], skipped: ['quiet', '-'] }

async function doctor(terminal: Terminal, url: string, options: DoctorOptions): Promise<void> {
  const secret = secretFrom(options)
  // The engine is loaded only by who starts one.
  const { startHookwright } = await import('#host/start.ts')
  const data = { providers: options.providerFile === undefined ? [] : [resolve(options.providerFile)], inboxes: {}, registrations: {} }
  const running = await startHookwright({
    declares: { file: options.providerFile ?? '', data, place: () => null },
    ephemeral: true, persons: 5, host: '127.0.0.1', controlPort: 0, providerPort: 0, inboxPort: 0, tlsPort: 0, drainMs: 0, logLevel: 'silent',
  })
  try {
    const { control, token } = running.ready
    const client = createClient({ url: control, token })
    const provider = options.providerFile === undefined ? options.provider : await providerOf(client)
    const findings = await examine(client, { provider, url, secret, trigger: options.trigger }, (finding) => {
      if (!options.json) tell(terminal, finding)
    })
    if (options.json) terminal.print(visibleJson({ url, provider, findings }))
    const wrong = findings.filter(({ verdict }) => verdict === 'bad').length
    if (wrong > 0) throw new Failure(EXIT.no, `${wrong === 1 ? 'one thing' : `${wrong} things`} would go wrong. \`hookwright serve\` lets you send to it one by one, and see each request.`)
    if (!options.json && provider === 'plain') terminal.note('To see what a provider of yours would, name it: --provider members --secret ..., for one.')
  } finally {
    await running.close()
  }
}

async function providerOf(client: Client): Promise<string> {
  const { items } = await client.call('listProviderFiles')
  return items.find(({ origin, provider }) => origin === 'workspace' && provider !== null)?.provider ?? ''
}

function tell({ print, paint, mode }: Terminal, { title, verdict, message, advice, id }: Finding): void {
  if (mode === 'compact') return print([verdict, id, visible(message), visible(advice ?? '')].join('\t'))
  if (mode === 'quiet') return verdict === 'bad' ? print(id) : undefined
  const [tone, mark] = MARKS[verdict]
  print(`${paint(tone, mark)} ${verdict === 'skipped' ? paint('quiet', title) : title}`)
  print(`    ${visible(message)}`)
  if (advice) print(`    ${paint(tone, visible(advice))}`)
}
