/** Processes that a benchmark needs beside its own, so that none of them shares an event loop with what is measured. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

export interface Child<Question, Answer> {
  ask(question: Question): Promise<Answer>
  /** Resident memory, bytes. */
  readonly pid: number
  stop(): Promise<void>
}

/** Starts a file of this folder. It answers each message with one message. */
export async function start<Question, Answer>(file: string, args: readonly string[] = []): Promise<Child<Question, Answer> & { readonly hello: Answer }> {
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'], serialization: 'advanced' })
  const next = async (): Promise<Answer> => {
    const ended = once(child, 'exit').then(() => Promise.reject(new Error(`${file} ended early.`)))
    const [answer] = (await Promise.race([once(child, 'message'), ended])) as [Answer]
    return answer
  }
  const hello = await next()
  return {
    hello,
    pid: child.pid ?? 0,
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
