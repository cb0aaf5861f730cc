import type { Command } from 'commander'
import { ProblemError } from '#contract/problem.ts'
import { StartError } from '#host/start-error.ts'
import { CUSTOM, type CustomSigning } from '#contract/custom-signing.ts'
import type { VerifiedRequest } from '#host/verify-file.ts'
import { customOf, customOptions, type CustomOptions } from './custom-options.ts'
import { renderVerdict } from './delivery-view.ts'
import { EXIT } from './exit-code.ts'
import { renderExplanation } from './explanation-view.ts'
import { Failure } from './failure.ts'
import { isoTime } from './option-values.ts'
import { contentOf } from './read-input.ts'
import { secretFrom, textOf } from './secret.ts'
import type { Terminal } from './terminal.ts'
import { visible, visibleJson } from './text.ts'

interface VerifyOptions extends CustomOptions {
  readonly scheme?: string
  readonly secret?: string
  readonly secretFile?: string
  readonly providerFile?: string
  readonly at?: string
  readonly steps?: boolean
  readonly json?: boolean
}

const SCHEMES = `
Schemes: members, standard-webhooks (also Svix), github, stripe, slack, shopify, the id of --provider-file, or custom.`

export function addVerify(program: Command, terminal: Terminal): void {
  const command = program
    .command('verify')
    .summary('whether the signatures in a file hold, and why not')
    .description('Verifies the requests of a file (an .http file, a curl command, HAR, a bundle) and says why a signature does not hold. Needs no running instance. Exit code 0: every signature holds; 1: one does not.')
    .argument('<file>', 'a file, or - for what is piped in')
    .option('--scheme <id>', 'how it is signed (default: as --provider-file says)')
    .option('--secret <secret>', 'the secret; others may see a command line, so in scripts better')
    .option('--secret-file <file>', 'a file with the secret, without its line end; else HOOKWRIGHT_SECRET')
    .option('--provider-file <file>', 'a provider file that says how is signed: any HMAC scheme')
    .option('--at <time>', 'compare timestamps with this time (default: when it was received, where the file says so, else now)', isoTime)
    .option('--steps', 'each step of the verification')
    .option('--json', 'print the explanations as JSON')
    .addHelpText('after', SCHEMES)
  customOptions(command).action((file: string, options: VerifyOptions) => verify(terminal, file, options))
}

async function verify(terminal: Terminal, file: string, options: VerifyOptions): Promise<void> {
  const custom = customOf(options, options.scheme)
  if (options.scheme === undefined && options.providerFile === undefined && !custom) throw new Failure(EXIT.usage, 'say how it is signed: --scheme, such as github, --provider-file, or --header and what else describes it.')
  const requests = await verified(file, options, custom)
  if (options.json) terminal.print(visibleJson({ requests }))
  else terminal.print(requests.map((request) => rendered(request, options, terminal)).join('\n\n'))
  if (!requests.every((request) => 'explanation' in request && request.explanation.verdict?.ok === true)) process.exitCode = EXIT.no
}

async function verified(file: string, options: VerifyOptions, custom: CustomSigning | undefined): Promise<VerifiedRequest[]> {
  const content = Buffer.from(await (await contentOf(file)).arrayBuffer())
  const providerFile = options.providerFile === undefined ? undefined : textOf(options.providerFile)
  // The engine is not loaded for the commands that only talk to one.
  const { verifyFile } = await import('#host/verify-file.ts')
  try {
    return await verifyFile({ file: content, scheme: custom ? CUSTOM : options.scheme, custom, secret: secretFrom(options), providerFile, at: options.at === undefined ? undefined : Date.parse(options.at) })
  } catch (error) {
    if (error instanceof ProblemError || error instanceof StartError) throw new Failure(EXIT.usage, visible(error.message), { cause: error })
    throw error
  }
}

function rendered(request: VerifiedRequest, { steps }: VerifyOptions, terminal: Terminal): string {
  const { paint } = terminal
  if ('fault' in request) return `${paint('strong', visible(request.at))}\n${paint('bad', visible(request.fault))}`
  const { explanation, method, target } = request
  const { verdict } = explanation
  const head = `${paint('strong', visible(`${method} ${target}`))}  ${paint(verdict?.ok ? 'good' : 'bad', verdict?.ok ? 'valid' : 'not valid')}`
  const why = verdict?.ok && steps ? [] : [renderExplanation(explanation, terminal)]
  return [head, ...why, ...(steps && verdict ? [renderVerdict(verdict, paint)] : [])].join('\n')
}
