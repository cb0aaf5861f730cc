/** The line to the test that started this app: it hears what the shell did, and asks for what a user or the system would do. */

export interface Question {
  readonly id: number
  readonly ask: string
  readonly args: readonly unknown[]
}
export type Message = { readonly id: number; readonly value?: unknown; readonly error?: string } | { readonly event: string; readonly detail: unknown }

const answers = new Map<string, (...args: never[]) => unknown>()

/** How this stand-in answers a question of the test. */
export function onAsk<A extends unknown[]>(ask: string, answer: (...args: A) => unknown): void {
  answers.set(ask, answer)
}

/** Something the shell did that a user would see. */
export function tell(event: string, detail: unknown = null): void {
  if (process.connected) process.send?.({ event, detail } satisfies Message)
}

process.on('message', ({ id, ask, args }: Question) => {
  const reply = (message: Omit<Extract<Message, { id: number }>, 'id'>): void => {
    if (process.connected) process.send?.({ id, ...message } satisfies Message)
  }
  void Promise.resolve()
    .then(() => {
      const answer = answers.get(ask)
      if (!answer) throw new Error(`The stand-in has no answer to "${ask}".`)
      return answer(...(args as never[]))
    })
    .then(
      (value) => reply({ value }),
      (error: unknown) => reply({ error: error instanceof Error ? error.message : String(error) }),
    )
})
// The app decides when it ends, not the test's line to it.
process.channel?.unref()
