/** The commands, each in its file. */
import { version } from '../../package.json'
import { Command, Option } from 'commander'
import { addCa } from './ca.ts'
import { addCapture } from './capture.ts'
import { addClock } from './clock.ts'
import { addCompletion } from './completion.ts'
import { addConfig } from './config.ts'
import { addDeliveries } from './deliveries.ts'
import { addDemo } from './demo.ts'
import { addDiff } from './diff.ts'
import { addDoctor } from './doctor.ts'
import { examplesText } from './examples.ts'
import { EXIT_CODES_HELP } from './exit-code.ts'
import { addInbox } from './inbox.ts'
import { addOpen } from './open.ts'
import { addProvider } from './provider.ts'
import { addRecord } from './record.ts'
import { addRegistrations } from './registrations.ts'
import { addReplay } from './replay.ts'
import { addRetention } from './retention.ts'
import { addRun } from './run.ts'
import { addSending } from './sending.ts'
import { addServe } from './serve.ts'
import { addSync } from './sync.ts'
import type { Terminal } from './terminal.ts'
import { visibleLines } from './text.ts'
import { addTrigger } from './trigger.ts'
import { addVerify } from './verify.ts'

/** @param argv the words after the program's name: what is completed depends on them. */
export async function createProgram(terminal: Terminal, argv: readonly string[]): Promise<Command> {
  const program = new Command('hookwright')
    .description('A workbench for webhook receivers: impersonates providers, signs and delivers, captures, explains, replays.')
    .version(version, '-V, --version', 'print the version')
    .addOption(new Option('--compact', 'one line each, with tabs between values and nothing cut').conflicts('quiet'))
    .option('-q, --quiet', 'names and ids alone, and no remarks; errors are said all the same')
    .configureHelp({ showGlobalOptions: true })
    .hook('preAction', (root) => {
      const { quiet, compact } = root.opts<{ quiet?: boolean; compact?: boolean }>()
      terminal.mode = quiet ? 'quiet' : compact ? 'compact' : 'interactive'
    })
    .exitOverride()
    .configureOutput({ outputError: (text, write) => write(visibleLines(text.replace(/^error: /, 'hookwright: ')).join('\n')) })
    .addHelpText('afterAll', EXIT_CODES_HELP)
  program.commandsGroup('Start it:')
  addServe(program, terminal)
  addOpen(program, terminal)
  program.commandsGroup('Talk to the one that runs:')
  addDemo(program, terminal)
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
  addSending(program, terminal)
  addClock(program, terminal)
  addRetention(program, terminal)
  program.commandsGroup('Without one:')
  addDoctor(program, terminal)
  addRun(program, terminal)
  addVerify(program, terminal)
  addConfig(program, terminal)
  program.commandsGroup('Get help:')
  await addCompletion(program, argv)
  program.helpCommand(true)
  pointToHelp(program, program.name())
  return program
}

/** Each command's help ends with examples, and its bad usage names that help. */
function pointToHelp(command: Command, path: string): void {
  command.showHelpAfterError(`See \`${path} --help\`.`)
  const examples = command.parent ? examplesText(path.slice(path.indexOf(' ') + 1)) : ''
  if (examples !== '') command.addHelpText('after', examples)
  for (const sub of command.commands) pointToHelp(sub, `${path} ${sub.name()}`)
}
