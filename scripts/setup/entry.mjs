/**
 * How every script begins: on a Node that is too old it says so, and a failed set-up ends in one sentence, not in a stack trace.
 * Kept in the syntax of Node 12 for the first of these; what is imported later may use more.
 */
import { atLeast } from '../../bin/newer-node.mjs'

/** The oldest Node and npm that set-up itself runs on; it brings the newer one. */
const OLDEST = '20.19.0'

const PARENT_CHECK_MS = 500

/** Calls `load` (a dynamic import), then the `main` it exports with the command line's arguments; exits with what it answers. */
export async function begin(load) {
  if (!atLeast(process.version, OLDEST)) {
    console.error(`Hookwright's scripts need Node ${OLDEST} or newer and this is ${process.version}; install a newer Node from https://nodejs.org.`)
    process.exit(2)
  }
  endWithNpm()
  const { main } = await load()
  try {
    process.exitCode = await main(process.argv.slice(2))
  } catch (error) {
    if (!error || error.name !== 'SetupError') throw error
    if (error.output) console.error(`${withoutStacks(error.output)}\n`)
    console.error(error.message)
    process.exitCode = 1
  }
}

/** What a tool says, without where in its own source it says so. */
function withoutStacks(output) {
  return output
    .split('\n')
    .filter((line) => !/^(npm error)?\s+at .+[:(].+\d/.test(line))
    .join('\n')
}

/** npm can be killed without a signal reaching its script; nothing may be left running then. */
function endWithNpm() {
  if (!process.env.npm_lifecycle_event) return
  const npm = process.ppid
  const check = setInterval(() => {
    if (process.ppid === npm) return
    clearInterval(check)
    process.kill(process.pid, 'SIGTERM')
  }, PARENT_CHECK_MS)
  check.unref()
}
