import { Option, type Command } from 'commander'
import type { Client } from '#client/http.ts'
import { parseAnswers } from '#contract/answer-text.ts'
import type { Answer } from '#contract/answer.ts'
import type { Inbox, InboxVerifyInput } from '#contract/inbox.ts'
import type { Rule } from '#contract/rule.ts'
import type { z } from 'zod'
import { listsByDefault } from './command-group.ts'
import { CUSTOM } from '#contract/custom-signing.ts'
import { customOf, customOptions, describes, type CustomOptions } from './custom-options.ts'
import { talksToInstance, withInstance } from './connect.ts'
import type { ConnectOptions } from './connect.ts'
import { EXIT } from './exit-code.ts'
import { renderExplanation } from './explanation-view.ts'
import { Failure } from './failure.ts'
import { followCaptures } from './follow-captures.ts'
import { renderCapture, renderCaptures, renderInbox, renderInboxes } from './inbox-view.ts'
import { answers, rule } from './answer-values.ts'
import { whole } from './option-values.ts'
import { moreNote } from './paging.ts'
import type { Terminal } from './terminal.ts'
import { visible, visibleJson } from './text.ts'

type InboxOf = z.infer<typeof Inbox>
type VerifyOf = z.infer<typeof InboxVerifyInput>

interface PageOptions extends ConnectOptions {
  readonly limit: number
  readonly cursor?: string
}
interface RevealOptions extends ConnectOptions {
  readonly reveal?: boolean
}
interface SetOptions extends ConnectOptions, CustomOptions {
  /** False: `--no-verify`. */
  readonly verify?: string | false
  readonly secret?: string
  readonly secretOf?: string
  readonly answer?: Answer[]
  readonly forward?: string
  readonly rule?: Rule[]
  readonly rules?: false
  readonly seed?: number
}

export function addInbox(program: Command, terminal: Terminal): void {
  const group = program
    .command('inbox')
    .summary('receivers of our own: list, add, change, what they received')
    .description('Inboxes: receivers with a fixed URL that keep what they get, verify it, and answer as told. Without a command: the list.')

  const list = listsByDefault(group.command('list', { isDefault: true }))
    .description('list them')
    .option('--limit <n>', 'how many, from 1 to 500', whole(1, 500), 100)
    .option('--cursor <cursor>', 'go on where a list before ended')
    .action((options: PageOptions) => withInstance(options, (client) => listAll(terminal, client, options)))
  talksToInstance(list)

  const show = group
    .command('show')
    .description('show one')
    .argument('<inbox>', 'name or id')
    .option('--reveal', 'show the secret it verifies with')
    .action((id: string, options: RevealOptions) =>
      withInstance(options, async (client) => tell(terminal, await client.call('getInbox', { params: { id }, query: { reveal: options.reveal ? 'true' : 'false' } }), options)),
    )
  talksToInstance(show)

  const add = group.command('add').alias('create').description('make an inbox').argument('[name]', 'first part of its path: lower-case letters, digits and dashes (default: a free one)')
  settings(add).action((name: string | undefined, options: SetOptions) =>
    withInstance(options, async (client) => {
      const body = { ...(name !== undefined && { name }), ...scriptOf(options) }
      tell(terminal, await client.call('createInbox', { body: { ...body, ...(await verifyOf(options)) } }), options)
    }),
  )
  talksToInstance(add)

  const set = group.command('set').description('change what it answers and verifies; --answer, --rule and --seed start from the first answers').argument('<inbox>', 'name or id')
  settings(set)
    .option('--no-verify', 'verify nothing')
    .option('--no-rules', 'follow no rules')
    .action((id: string, options: SetOptions) => withInstance(options, (client) => change(terminal, client, id, options)))
  talksToInstance(set)

  const remove = group
    .command('remove')
    .description('remove it with all it received')
    .argument('<inbox>', 'name or id')
    .action((id: string, options: ConnectOptions) =>
      withInstance(options, async (client) => {
        await client.call('deleteInbox', { params: { id } })
        if (!options.json) terminal.note(visible(`Removed ${id}.`))
      }),
    )
  talksToInstance(remove)

  const captures = group
    .command('captures')
    .description('what it received, newest first')
    .argument('[inbox]', 'name or id; with --follow all where none is named')
    .addOption(new Option('--follow', 'print a line for each request from now on, until Ctrl+C').conflicts(['limit', 'cursor']))
    .option('--limit <n>', 'how many, from 1 to 500 (default: 50)', whole(1, 500))
    .option('--cursor <cursor>', 'go on where a list before ended')
    .action((id: string | undefined, options: PageOptions & { follow?: boolean }) => {
      if (options.follow) return followCaptures(terminal, options, id)
      if (id === undefined) throw new Failure(EXIT.usage, 'Name the inbox: `hookwright inbox` lists them. With --follow those of all are told.')
      return withInstance(options, (client) => listCaptures(terminal, client, id, options))
    })
  talksToInstance(captures)

  const capture = group
    .command('capture')
    .description('one received request, as it was on the wire')
    .argument('<capture>', 'such as cap_3')
    .option('--reveal', 'show secrets in the steps of the verification')
    .option('--why', 'try the usual mistakes where its signature does not hold')
    .action((id: string, options: RevealOptions & { why?: boolean }) =>
      withInstance(options, async (client) => {
        const whole = await client.call('getCapture', { params: { id }, query: { reveal: options.reveal ? 'true' : 'false' } })
        const explanation = options.why ? await client.call('explainCapture', { params: { id } }) : undefined
        if (options.json) return terminal.print(visibleJson(explanation ? { ...whole, explanation } : whole))
        terminal.print(renderCapture(whole, terminal))
        if (explanation) terminal.print(`\n${terminal.paint('strong', 'Why')}\n${renderExplanation(explanation, terminal, whole.inboxId)}`)
      }),
    )
  talksToInstance(capture)

  const give = group
    .command('answer')
    .description('answer a request that is held, by any behaviour')
    .argument('<capture>', 'such as cap_3')
    .argument('<answer>', "such as 503, or 'reset after headers'")
    .action((id: string, answer: string, options: ConnectOptions) =>
      withInstance(options, async (client) => {
        const held = await client.call('answerCapture', { params: { id }, body: { answer } })
        if (options.json) terminal.print(visibleJson(held))
        else terminal.note(visible(`${id} is answered.`))
      }),
    )
  talksToInstance(give)
}

function settings(command: Command): Command {
  command
    .option('--verify <provider>', `verify what it receives as this provider signs, such as members, or ${CUSTOM}`)
    .option('--secret <secret>', 'the key to verify with')
    .option('--secret-of <registration>', 'take over what this registration signs with now, such as reg_1')
    .option('--answer <script>', "what it answers in turn, such as '503 x2 | hang | 200'; the last one stays (default: 200)", answers)
    .addOption(new Option('--forward <url>', 'send what it receives on to this URL, and answer with its answer').conflicts('answer'))
    .option('--rule <rule>', 'answers that come first where it holds, such as \'POST path "/a/*" chance 20%: 503 | 200\'; may be given again', rule)
    .option('--seed <n>', 'fixes what is drawn: chances and delays (default: 1)', whole(0, 2 ** 32 - 1))
  return customOptions(command)
}

async function listAll(terminal: Terminal, client: Client, { limit, cursor, json }: PageOptions): Promise<void> {
  const page = await client.call('listInboxes', { query: { limit, cursor } })
  if (json) return terminal.print(visibleJson(page))
  if (page.items.length === 0) return terminal.note('No inboxes. `hookwright inbox add NAME` makes one.')
  terminal.print(renderInboxes(page.items, terminal))
  moreNote(terminal, page)
}

async function listCaptures(terminal: Terminal, client: Client, id: string, { limit = 50, cursor, json }: Partial<PageOptions>): Promise<void> {
  const page = await client.call('listCaptures', { params: { id }, query: { limit, cursor } })
  if (json) return terminal.print(visibleJson(page))
  if (page.items.length === 0) return terminal.note(visible(`${id} has received nothing yet.`))
  terminal.print(renderCaptures(page.items, terminal))
  moreNote(terminal, page)
}

async function change(terminal: Terminal, client: Client, id: string, options: SetOptions): Promise<void> {
  const verify = await verifyOf(options, async () => (await client.call('getInbox', { params: { id } })).verify)
  const body = { ...scriptOf(options), ...verify }
  if (Object.keys(body).length === 0) throw new Failure(EXIT.usage, 'nothing to change: give --answer, --forward, --rule, --seed, --verify, --secret, --secret-of or --no-verify.')
  tell(terminal, await client.call('changeInbox', { params: { id }, body }), options)
}

/** What was said of answers; what was not is absent. */
function scriptOf({ answer, forward, rule: ruled, rules, seed }: SetOptions): { respond?: Answer[]; rules?: Rule[]; seed?: number } {
  const list = ruled ?? (rules === false ? [] : undefined)
  const respond = forward === undefined ? answer : parseAnswers(`forward to ${JSON.stringify(forward)}`)
  return { ...(respond && { respond }), ...(list && { rules: list }), ...(seed !== undefined && { seed }) }
}

/** A secret alone keeps the scheme that the inbox has; nothing given: nothing said about it. */
async function verifyOf(options: SetOptions, before?: () => Promise<VerifyOf | null>): Promise<{ verify?: VerifyOf | null }> {
  const { verify, secret, secretOf } = options
  // A flag alone changes what it names of the description that is there.
  const custom = verify === false ? undefined : customOf(options, verify, describes(options) ? (await before?.())?.custom : undefined)
  const given = { ...(custom && { custom }), ...(secret !== undefined && { secret }), ...(secretOf !== undefined && { secretOf }) }
  const [flag] = [...(secret === undefined ? [] : ['--secret']), ...(secretOf === undefined ? [] : ['--secret-of'])]
  if (verify === false) {
    if (flag !== undefined) throw new Failure(EXIT.usage, `--no-verify takes no ${flag}.`)
    return { verify: null }
  }
  if (verify !== undefined || custom) return { verify: { scheme: verify || CUSTOM, ...given } }
  if (flag === undefined) return {}
  const scheme = (await before?.())?.scheme
  if (scheme === undefined) throw new Failure(EXIT.usage, `${flag} needs --verify PROVIDER: whose signature is it to check?`)
  return { verify: { scheme, ...given } }
}

function tell(terminal: Terminal, inbox: InboxOf, { json }: ConnectOptions): void {
  terminal.print(json ? visibleJson(inbox) : renderInbox(inbox, terminal))
}
