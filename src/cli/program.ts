/** The commands, each in its file. */
import { version } from '../../package.json'
import { Command, Option } from 'commander'
import { examplesText } from './examples.ts'
import { EXIT_CODES_HELP } from './exit-code.ts'
import type { Terminal } from './terminal.ts'
import { visibleLines } from './text.ts'

type Add = (program: Command, terminal: Terminal, argv: readonly string[]) => void | Promise<void>

/** By what they are for, in the order of the help. */
const COMMANDS: Readonly<Record<string, Readonly<Record<string, () => Promise<Add>>>>> = {
  'Start it:': {
    serve: async () => (await import('./serve.ts')).addServe,
    open: async () => (await import('./open.ts')).addOpen,
  },
  'Talk to the one that runs:': {
    demo: async () => (await import('./demo.ts')).addDemo,
    trigger: async () => (await import('./trigger.ts')).addTrigger,
    deliveries: async () => (await import('./deliveries.ts')).addDeliveries,
    replay: async () => (await import('./replay.ts')).addReplay,
    record: async () => (await import('./record.ts')).addRecord,
    registrations: async () => (await import('./registrations.ts')).addRegistrations,
    provider: async () => (await import('./provider.ts')).addProvider,
    inbox: async () => (await import('./inbox.ts')).addInbox,
    capture: async () => (await import('./capture.ts')).addCapture,
    ca: async () => (await import('./ca.ts')).addCa,
    diff: async () => (await import('./diff.ts')).addDiff,
    sync: async () => (await import('./sync.ts')).addSync,
    sending: async () => (await import('./sending.ts')).addSending,
    clock: async () => (await import('./clock.ts')).addClock,
    retention: async () => (await import('./retention.ts')).addRetention,
  },
  'Without one:': {
    doctor: async () => (await import('./doctor.ts')).addDoctor,
    run: async () => (await import('./run.ts')).addRun,
    verify: async () => (await import('./verify.ts')).addVerify,
    config: async () => (await import('./config.ts')).addConfig,
  },
  'Get help:': {
    completion: async () => (await import('./completion.ts')).addCompletion,
  },
}
/** All but the one that completes the words of the others. */
const ALONE = new Set(Object.values(COMMANDS).flatMap(Object.keys).filter((name) => name !== 'completion'))

/**
 * @param argv the words after the program's name: what is completed depends on them, and where the first is a command, no other is loaded.
 * Everything else (help, a word that is none) is about all of them.
 */
export async function createProgram(terminal: Terminal, argv: readonly string[]): Promise<Command> {
  const called = argv[0] !== undefined && ALONE.has(argv[0]) ? argv[0] : undefined
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
  for (const [group, commands] of Object.entries(COMMANDS)) {
    program.commandsGroup(group)
    for (const [name, load] of Object.entries(commands)) {
      if (called !== undefined && called !== name) continue
      const add = await load()
      await add(program, terminal, argv)
    }
  }
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
