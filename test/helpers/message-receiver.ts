/** A receiver that answers each message as it is told and remembers every call. */
import type { ServerResponse } from 'node:http'
import { onTestFinished } from 'vitest'
import { listening } from './listening.ts'

export interface Call {
  readonly messageId: string
  /** What was written to a connection that was open; null: nothing. */
  status: number | null
}

/** `late`: answered 200 when the message comes again, and not before. */
export type Reaction = 200 | 503 | 'late'

export async function messageReceiver(react: (messageId: string) => Reaction) {
  const calls: Call[] = []
  const held = new Map<string, () => void>()

  function answer(call: Call, response: ServerResponse, status: number): void {
    if (response.destroyed) return
    call.status = status
    response.writeHead(status).end()
  }

  const { url, close } = await listening((request, response) => {
    let body = ''
    request.setEncoding('utf8').on('data', (text: string) => (body += text))
    request.on('end', () => {
      const messageId = /"messageId":"([^"]+)"/.exec(body)?.[1] ?? ''
      const call: Call = { messageId, status: null }
      calls.push(call)
      held.get(messageId)?.()
      held.delete(messageId)
      const reaction = react(messageId)
      if (reaction === 'late') held.set(messageId, () => answer(call, response, 200))
      else answer(call, response, reaction)
    })
  })
  onTestFinished(close)
  return { url, calls }
}
