/** What the compiler completes and refuses: checked by `tsc`, which fails where an error that is expected here is none. */
import { expectTypeOf, test } from 'vitest'
import type { RunningHookwright, TestDelivery } from '#testing/index.ts'

declare const hw: RunningHookwright

/** Never run: to compile is the test. */
export async function compiles(): Promise<void> {
  expectTypeOf(await hw.members.trigger('person.updated', { personID: 54512 })).toEqualTypeOf<TestDelivery>()
  await hw.dezrez.trigger('PersonCreatedSubscriptionNotification', { PersonId: 1, ChangeType: 'Created' })
  // A field that the documentation does not name may be sent: the receiver has to bear it.
  await hw.members.trigger('person.created', { surprise: true })
  // @ts-expect-error there is no such trigger
  await hw.members.trigger('person.moved')
  // @ts-expect-error a trigger of the other provider
  await hw.members.trigger('PersonCreatedSubscriptionNotification')
  // @ts-expect-error a number there
  await hw.dezrez.trigger('PersonCreatedSubscriptionNotification', { PersonId: 'one' })

  await hw.members.register({ url: 'http://127.0.0.1/', signingKey: 'k', requestInterval: 1 })
  // @ts-expect-error it has no such setting
  await hw.members.register({ url: 'http://127.0.0.1/', interval: 1 })
  // @ts-expect-error without a URL
  await hw.members.register({ signingKey: 'k' })
  // @ts-expect-error no button of Members
  await hw.members.run({ id: 'reg_1' }, 'explode')

  await hw.clock.advance('1.5h')
  // @ts-expect-error no unit
  await hw.clock.advance('10')
  const inbox = await hw.inbox('orders', { respond: [{ status: 503, times: 2 }, { do: 'hang' }] })
  await inbox.expect({ where: { body: { a: 1 }, verified: true }, count: { min: 2 }, within: '5s' })
  // @ts-expect-error no such thing of a request
  await inbox.expect({ where: { colour: 'red' } })

  // Of a provider that is not known at compile time, everything may be.
  await hw.provider('standard-webhooks').trigger('anything', { any: 1 })
}

test('the triggers of each provider are the keys of its type', () => {
  expectTypeOf<RunningHookwright['members']['trigger']>().parameter(0).toEqualTypeOf<'person.created' | 'person.updated' | 'person.deleted'>()
  expectTypeOf<RunningHookwright['dezrez']['trigger']>().parameter(0).extract<'PersonCreatedSubscriptionNotification'>().not.toBeNever()
})
