/** What an editor completes and the compiler refuses: `tsc` looks at this file, and fails where it does not hold. */
import { expectTypeOf, test } from 'vitest'
import type { Duration, ProviderTypes, RegisterOptions, RunningHookwright, TestDelivery, Where } from '#testing/index.ts'

type Members = RunningHookwright['members']
type Dezrez = RunningHookwright['dezrez']
type Triggers<P extends { trigger: (name: never) => unknown }> = Parameters<P['trigger']>[0]

test('a provider has its own triggers and no other', () => {
  expectTypeOf<Triggers<Members>>().toEqualTypeOf<'person.created' | 'person.updated' | 'person.deleted'>()
  expectTypeOf<'PersonCreatedSubscriptionNotification'>().toExtend<Triggers<Dezrez>>()
  expectTypeOf<'person.updated'>().not.toExtend<Triggers<Dezrez>>()
  expectTypeOf<ReturnType<Members['trigger']>>().resolves.toEqualTypeOf<TestDelivery>()
  // Of one that is not known at compile time, any.
  expectTypeOf<Triggers<ReturnType<RunningHookwright['provider']>>>().toEqualTypeOf<string>()
})

test('a trigger completes its properties', () => {
  type Data = ProviderTypes['dezrez']['triggers']['PersonCreatedSubscriptionNotification']
  expectTypeOf<{ PersonId: 1; ChangeType: 'Created' }>().toExtend<Data>()
  expectTypeOf<{ PersonId: 'one' }>().not.toExtend<Data>()
  expectTypeOf<'personID'>().toExtend<keyof ProviderTypes['members']['triggers']['person.updated']>()
})

test('a registration has the settings of its provider, and a URL', () => {
  type Options = RegisterOptions<ProviderTypes['members']>
  expectTypeOf<{ url: string; signingKey: 'k'; requestInterval: 1 }>().toExtend<Options>()
  expectTypeOf<{ signingKey: string }>().not.toExtend<Options>()
  expectTypeOf<{ url: string; requestInterval: string }>().not.toExtend<Options>()
  expectTypeOf<Parameters<Members['run']>[1]>().toEqualTypeOf<'run-test'>()
})

test('durations have a unit, and expectations are about requests', () => {
  expectTypeOf<'1.5h' | 10>().toExtend<Duration>()
  expectTypeOf<'10'>().not.toExtend<Duration>()
  expectTypeOf<{ body: { a: 1 }; verified: true }>().toExtend<Where>()
  expectTypeOf<'colour'>().not.toExtend<keyof Where>()
})
