/** What the exit code says to a script; the same for every command. */
export const EXIT = {
  fine: 0,
  /** The question was understood and the answer is no: not acknowledged, not the same, refused as things stand. */
  no: 1,
  usage: 2,
  noInstance: 3,
  timedOut: 4,
  internal: 5,
} as const
export type ExitCode = (typeof EXIT)[keyof typeof EXIT]

/** The part of every `--help` that explains them. */
export const EXIT_CODES_HELP = `
Exit codes:
  0  fine
  1  the answer is "no": not acknowledged, not the same, or refused as things stand
  2  bad usage: unknown command, flag, name or value
  3  no running instance
  4  timed out while waiting
  5  internal error
`
