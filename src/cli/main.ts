/** The `hookwright` command: its commands, each in its file, and the one place where errors become a sentence and an exit code. */
import { Command } from 'commander'
import { version } from '../../package.json'
import { addCa } from './ca.ts'
import { addCapture } from './capture.ts'
import { addClock } from './clock.ts'
import { addConfig } from './config.ts'
import { addDeliveries } from './deliveries.ts'
import { addDiff } from './diff.ts'
import { EXIT, EXIT_CODES_HELP } from './exit-code.ts'
import { explain } from './failure.ts'
import { addInbox } from './inbox.ts'
import { addOpen } from './open.ts'
import { addProvider } from './provider.ts'
import { addRecord } from './record.ts'
import { addRegistrations } from './registrations.ts'
import { addReplay } from './replay.ts'
import { addRetention } from './retention.ts'
import { addRun } from './run.ts'
import { addServe } from './serve.ts'
import { addSync } from './sync.ts'
import { createTerminal } from './terminal.ts'
import { visibleLines } from './text.ts'
import { addTrigger } from './trigger.ts'
import { addVerify } from './verify.ts'

const terminal = createTerminal(process.stdout, process.stderr)

function createProgram(): Command {
  const program = new Command('hookwright')
    .description('A workbench for webhook receivers: impersonates providers, signs and delivers, captures, explains, replays.')
    .version(version, '-V, --version', 'print the version')
    .exitOverride()
    .configureOutput({ outputError: (text, write) => write(visibleLines(text.replace(/^error: /, 'hookwright: ')).join('\n')) })
    .addHelpText('afterAll', EXIT_CODES_HELP)
  program.commandsGroup('Start it:')
  addServe(program, terminal)
  addOpen(program, terminal)
  program.commandsGroup('Talk to the one that runs:')
  addTrigger(program, terminal)
  addDeliveries(program, terminal)
  addReplay(program, terminal)
  addRecord(program, terminal)
  addRegistrations(program, terminal)
  addProvider(program, terminal)
  addInbox(program, terminal)
  addCapture(program, terminal)
  addCa(program, terminal)
  addDiff(program, terminal)
  addSync(program, terminal)
  addClock(program, terminal)
  addRetention(program, terminal)
  program.commandsGroup('Without one:')
  addRun(program, terminal)
  addVerify(program, terminal)
  addConfig(program, terminal)
  program.commandsGroup('Get help:').helpCommand(true)
  pointToHelp(program, program.name())
  return program
}

/** Each command's bad usage names that command's own help. */
function pointToHelp(command: Command, path: string): void {
  command.showHelpAfterError(`See \`${path} --help\`.`)
  for (const sub of command.commands) pointToHelp(sub, `${path} ${sub.name()}`)
}

/** One sentence, an exit code, and a stack only for those who asked for all there is. */
function fail(error: unknown): void {
  const { code, message } = explain(error)
  process.exitCode = code
  if (message === undefined) return
  terminal.note(visibleLines(`hookwright: ${message}`).join('\n'))
  if (wantsDetail() && error instanceof Error) terminal.note(visibleLines(error.stack ?? '').join('\n'))
}

function wantsDetail(): boolean {
  const { argv, env } = process
  return argv.includes('--log-level=debug') || argv[argv.indexOf('--log-level') + 1] === 'debug' || env.HOOKWRIGHT_LOG_LEVEL === 'debug'
}

// A reader that has seen enough (`| head`) is no failure; what it left unread is lost by its own choice.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') fail(error)
  if (process.listenerCount('SIGINT') === 0) process.exit(process.exitCode ?? EXIT.fine)
})
process.on('uncaughtException', (error) => {
  fail(error)
  process.exit(EXIT.internal)
})

try {
  await createProgram().parseAsync()
} catch (error) {
  fail(error)
}
