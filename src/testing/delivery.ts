import type { Client } from '#client/http.ts'
import type { Call } from '#contract/api.ts'
import type { Delivery, DeliverySummary, Inspection } from '#contract/delivery.ts'
import { milliseconds, type Duration } from './duration.ts'
import { ExpectationError } from './failure.ts'

/** One delivery, as it was when it was raised; `get` says how it is now. */
export interface TestDelivery {
  readonly id: string
  readonly registrationId: string
  /** What a receiver can tell repetitions by. */
  readonly messageId: string
  /** With its event and every attempt. */
  get(): Promise<Delivery>
  /**
   * Resolves when nothing more will be sent of it, however it ended: at once if that is so already.
   * @param within how long to wait in the workspace's time; a virtual clock is moved on for it. Default: no time, what is under way now excepted.
   * @throws ExpectationError that says what it still waits for.
   */
  settled(options?: { within?: Duration }): Promise<Delivery>
  /** The request of an attempt taken apart, with each step of its signature. Default: the first. */
  inspect(attempt?: number): Promise<Inspection>
  /** Sends it again, as a delivery of its own. */
  replay(options?: Call<'replayDelivery'>['body']): Promise<TestDelivery>
  cancel(): Promise<void>
}

/** @param patienceMs real time that is given to an answer, ms; undefined: as the API has it. */
export function testDelivery(client: Client, { id, registrationId, messageId }: DeliverySummary, patienceMs: number | undefined): TestDelivery {
  const params = { id }
  return {
    id,
    registrationId,
    messageId,
    get: () => client.call('getDelivery', { params }),
    async settled({ within = 0 } = {}) {
      const { settled, message, delivery } = await client.call('settleDelivery', { params, body: { withinMs: milliseconds(within), patienceMs } })
      if (!settled) throw new ExpectationError(message ?? `${id} is not settled.`)
      return delivery
    },
    inspect: (attempt = 1) => client.call('inspectAttempt', { params: { id, number: attempt } }),
    replay: async (options = {}) => testDelivery(client, await client.call('replayDelivery', { params, body: options }), patienceMs),
    cancel: async () => void (await client.call('cancelDelivery', { params })),
  }
}
