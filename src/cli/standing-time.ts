import type { Client } from '#client/http.ts'
import type { Terminal } from './terminal.ts'

/** Tells somebody who is about to wait for what is not due that time stands, and which command moves it: they would wait in vain. */
export async function noteStandingTime(terminal: Terminal, client: Client): Promise<void> {
  const { mode } = await client.call('getClock')
  if (mode === 'virtual') terminal.note('Time is virtual and stands: what is not due yet waits for `hookwright clock advance idle`.')
}
