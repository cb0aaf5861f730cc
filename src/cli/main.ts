/** The `hookwright` command, and the one place where errors become a sentence and an exit code. */
import { EXIT } from './exit-code.ts'
import { explain } from './failure.ts'
import { createProgram } from './program.ts'
import { createTerminal } from './terminal.ts'
import { visibleLines } from './text.ts'

const terminal = createTerminal(process.stdout, process.stderr)

/** One sentence, an exit code, and a stack only for those who asked for all there is. */
function fail(error: unknown): void {
  const { code, message } = explain(error)
  process.exitCode = code
  if (message === undefined) return
  terminal.alarm(visibleLines(`hookwright: ${message}`).join('\n'))
  if (wantsDetail() && error instanceof Error) terminal.alarm(visibleLines(error.stack ?? '').join('\n'))
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
  const program = await createProgram(terminal, process.argv.slice(2))
  await program.parseAsync()
} catch (error) {
  fail(error)
}
