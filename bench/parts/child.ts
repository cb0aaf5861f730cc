/** Processes that a benchmark needs beside its own, so that none of them shares an event loop with what is measured. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

export interface Child<Question, Answer> {
  ask(question: Question): Promise<Answer>
  stop(): Promise<void>
}

/** Starts a file of this folder. It answers each message with one message. */
export async function start<Question, Answer>(file: string, args: readonly string[] = []): Promise<Child<Question, Answer> & { readonly hello: Answer }> {
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'], serialization: 'advanced' })
  const next = (): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const early = (): void => reject(new Error(`${file} ended early.`))
      child.once('exit', early)
      child.once('message', (answer) => {
        child.off('exit', early)
        resolve(answer as Answer)
      })
    })
  const hello = await next()
  return {
    hello,
    ask(question) {
      child.send(question as object)
      return next()
    },
    async stop() {
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
    },
  }
}

/** The other side: says hello, then answers what it is asked. */
export function serve<Question, Answer>(hello: Answer, answer: (question: Question) => Promise<Answer> | Answer): void {
  process.on('message', (question: Question) => {
    void Promise.resolve(answer(question)).then((value) => process.send?.(value))
  })
  process.on('disconnect', () => process.exit())
  process.send?.(hello)
}
