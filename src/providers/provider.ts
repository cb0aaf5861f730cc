/**
 * The one shape that every impersonated provider has. A provider is data and pure functions: it decides what is said,
 * to whom and in which bytes; when and how it is sent is the engine's. It keeps no state of its own: what it needs to
 * remember are entities and registrations, reached through the `World` (to read) and `Workspace` (to change) it is handed.
 */
import type { z } from 'zod'
import type { Headers, JsonObject, Source } from '#contract/common.ts'
import type { Policy as Values, PolicyKey } from '#contract/policy.ts'
import type { Action, EntityKind, Field, ProviderInfo, Rule, Trigger } from '#contract/provider.ts'
import type { Difference, Fact } from '#contract/registration.ts'
import type { DataWarning, Inspection } from '#contract/delivery.ts'
import type { Claim } from './claim.ts'

export type { Claim }

/** A value of the policy, and who says so. */
export interface Sourced<T> {
  readonly value: T
  readonly source: Source
}

/** How deliveries are judged and repeated: each value of the contract's policy, and who says so. */
export type Policy = { readonly [K in PolicyKey]: Sourced<Values[K]> }

export interface EntityData {
  readonly id: string
  readonly data: JsonObject
}

export interface RegistrationData<S = JsonObject> {
  /** Row number, as a string of digits: what a provider may show as the webhook's id. */
  readonly number: string
  /** Our public id (`reg_1`). */
  readonly id: string
  readonly account: string
  readonly url: string
  readonly settings: S
  readonly enabled: boolean
}

/** What a provider may look at while it decides. */
export interface World {
  readonly strict: boolean
  /** Milliseconds since the epoch, from the one clock. */
  now(): number
  entity(kind: string, id: string): EntityData | undefined
  /** By id (numerically where ids are numbers); `where` compares top-level fields of the data, `after` leaves out all up to that id. */
  entities(kind: string, page: { limit: number; offset: number; where?: JsonObject; after?: string }): EntityData[]
  /** How many there are of a kind. */
  count(kind: string): number
  registrations(account?: string): RegistrationData[]
}

/** What happened, before it has an id. */
export interface Raised {
  readonly trigger: string
  readonly data: JsonObject
}

/** What pressing a button of a registration does: an event that only it gets, or a change to it, merged over what is there as a user's would be. */
export type Pressed = { readonly raised: Raised } | { readonly change: { readonly settings: JsonObject } }

/** What an emulator route may change. Each call is durable when it returns; refusals throw a `ProblemError`. */
export interface Workspace extends World {
  register(input: { account: string; url: string; settings?: JsonObject }): RegistrationData
  changeRegistration(id: string, change: { url?: string; settings?: JsonObject; enabled?: boolean }): RegistrationData
  unregister(id: string): void
  /** Creates or replaces; raises nothing. */
  putEntity(kind: string, id: string, data: JsonObject): void
  /** Presses one of the provider's own buttons for a registration; answers the ids of the deliveries it made, none where it changed the registration. */
  run(registrationId: string, action: string): { deliveryIds: string[] }
  /** Begins a full sync; answers its id. Throws `ProblemError('conflict')` while one is running. */
  sync(registrationId: string, options: { batchSize?: number }): { syncId: string }
}

/** What is fixed when a delivery is made, and the same in all its attempts. */
export interface Message {
  readonly id: string
  /** Milliseconds since the epoch. */
  readonly publishedAt: number
  readonly trigger: string
  /** The registration's account: an envelope may name whose subscription it is. */
  readonly account: string
  /** The text to carry: for providers without an envelope the body itself. */
  readonly payload: string
}

/** The exact bytes of one request. `content-length` and `host` are the sender's to add; nothing else is added. */
export interface Envelope {
  readonly headers: Headers
  readonly body: Uint8Array
}

/** The message that a request carries. Null: the request does not say. */
export interface Carried {
  readonly id: string | null
  readonly trigger: string | null
  /** What `build` wraps. */
  readonly payload: string
}

/** Who gets what of an event: the payload, or the reason why nothing. `subject` names it in lists. */
export type Addressed = { readonly payload: string; readonly subject: string } | { readonly skip: string }

/** What a full sync pushes: every document of one kind, those together that go into one message. */
export interface SyncDefinition<S> {
  readonly title: string
  readonly description: string
  readonly source: Source
  /** Of the entities. */
  readonly kind: string
  readonly trigger: string
  /** The setting that says the least time between the starts of two requests, ms; null: there is none, and as fast as it goes. */
  readonly intervalKey: (keyof S & string) | null
  /** `skipped`: how many of them the registration may not see; no message when that is all. */
  address(entities: readonly EntityData[], registration: RegistrationData<S>, world: World): { message: { payload: string; subject: string } | null; skipped: number }
}

export interface EmulatorRequest {
  readonly params: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  /** Lower-case names; repeated ones joined with a comma. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
  /** Where this provider's own API answers, under the name by which the caller reached it: for `Location`. */
  readonly baseUrl: string
  /** Where the control listener answers, for status URLs of extensions. */
  readonly controlUrl: string
}

export interface EmulatorAnswer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  /** JSON value; absent: no body. */
  readonly body?: unknown
}

/** One route of the provider's own API, below `/<provider id>`. */
export interface EmulatorRoute {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Express path, `/application/:id`. */
  readonly path: string
  readonly summary: string
  readonly source: Source
  handle(request: EmulatorRequest, workspace: Workspace): EmulatorAnswer
}

/** An emulated API: its routes, and how it words what no route of its own says. */
export interface Emulator {
  readonly routes: readonly EmulatorRoute[]
  /** Unknown path, wrong method, refusals of the workspace, bodies too large, faults of ours: in the provider's own style. */
  error(status: number, message: string): EmulatorAnswer
}

export interface ProviderDefinition<S = JsonObject> {
  /** The folder's name. */
  readonly id: string
  readonly title: string
  readonly description: string
  /** False where a receiver cannot verify the origin. */
  readonly signs: boolean
  readonly verification: ProviderInfo['verification']
  readonly snippets: ProviderInfo['snippets']
  readonly policy: Policy
  /** Everything a user should know of the provider's behaviour, in words and with its source; each value of the policy under its key as the rule's id. */
  readonly rules: readonly Rule[]
  readonly account: ProviderInfo['account'] & { readonly defaultId: string }

  /** Settings of a registration: parsed on each write. Keys whose field is `secret` are never shown unasked. */
  readonly settings: z.ZodType<S>
  readonly fields: readonly Field[]
  /** The setting that names the one trigger a registration is for, with all that are below it; null: a registration is told of every trigger. */
  readonly triggerKey: (keyof S & string) | null
  /** May refuse (throws `ProblemError('invalid')`), or answers in what the registration differs from production. */
  checkRegistration(input: { url: string; settings: S }, world: { strict: boolean }): Difference[]
  /** What follows from a registration and its author shows beside the settings. */
  facts(registration: Pick<RegistrationData<S>, 'account' | 'settings'>): Fact[]

  readonly triggers: readonly Trigger[]
  /** Deterministic: the same seed gives the same data, whatever the world holds. */
  sample(trigger: string, seed: number): JsonObject
  /** Completes what a user gave: over the stored entity it names, else over a sample. Throws `ProblemError('invalid')`. */
  complete(raised: { trigger: string; data: JsonObject | undefined; seed: number }, world: World): JsonObject
  /** In what data differs from the schema of its trigger, if there is one: it is sent all the same. Never throws. */
  warnings(raised: Raised): DataWarning[]
  /** What this registration gets of the event. Called for every enabled registration of the provider. */
  address(raised: Raised, registration: RegistrationData<S>, world: World): Addressed
  /** Unique for `number` within a workspace; `salt` differs between workspaces unless a seed fixes it. */
  messageId(input: { number: number; salt: number; publishedAt: number }): string
  /** Pure: the bytes of an attempt made `now`. */
  build(message: Message, settings: S, now: number): Envelope
  /** Reads a request back. Never throws: a hostile body is a verdict too. Secrets are left out of the steps unless `reveal`. */
  inspect(request: Envelope, settings: Partial<S>, context: { now: number; reveal: boolean }): Inspection

  /** The message in a request, whoever signed it; null: there is none of this provider's. Never throws. */
  read(request: Envelope): Carried | null

  /** What its HMAC signatures claim, for a search of the mistake in one that does not hold; none where there are none. Never throws. */
  claims(request: Envelope, settings: Partial<S>): Claim[]

  readonly entityKinds: readonly EntityKind[]
  /** The documents of a fresh workspace. */
  seedEntities(input: { seed: number; persons: number; strict: boolean; now: number }): { kind: string; items: EntityData[] }[]
  /** Checks and normalises a document before it is written; `id` is taken from it. Throws `ProblemError('invalid')`. */
  parseEntity(kind: string, data: JsonObject, world: World): EntityData
  entityTitle(kind: string, entity: EntityData): string
  /** What a change to a document raises. `before` absent: created; `after` absent: deleted. */
  entityChanged(kind: string, before: EntityData | undefined, after: EntityData | undefined, world: World): Raised[]

  readonly actions: readonly Action[]
  /** Throws `ProblemError('conflict')` when it can't be done now. */
  runAction(action: string, registration: RegistrationData<S>, world: World): Pressed

  /** Null where the provider has none. */
  readonly sync: SyncDefinition<S> | null

  readonly emulator: Emulator
}

/** A provider whose settings type is hidden: what the engine works with. */
export type Provider = ProviderDefinition<JsonObject>

/** Wiring: names the settings type once, then hides it. Settings are parsed by `settings` before they reach any function. */
export function defineProvider<S>(definition: ProviderDefinition<S>): Provider {
  return definition as unknown as Provider
}
