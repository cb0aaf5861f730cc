/**
 * A scenario: what is there, and steps that are played on it, with what must come of them. A fault that others can run for themselves.
 * `docs/scenarios.md` explains each part; `resources/scenario.schema.json` is made from here.
 */
import { z } from 'zod'
import { ConfigFile } from './config-file.ts'
import { JsonObject, Time } from './common.ts'
import { AttemptOutcome, DeliveryQuery, DeliveryStatus } from './delivery.ts'
import { ExpectationCreate, Where } from './expectation.ts'
import { Duration } from './provider-file-values.ts'
import { RegistrationChange } from './registration.ts'
import { ReplayRequest } from './replay.ts'
import { FileFault } from './provider-file.ts'
import { StripInput } from './rule.ts'

const label = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,62}$/, 'letters, digits, dashes and underscores, 63 at most')
const registration = label.meta({ description: 'A registration, by its name in this file.' })
const inbox = z.string().max(70).meta({ description: 'An inbox, by its name.' })
const as = label.optional().meta({ description: 'What later steps call the deliveries that come of it.' })
const name = { name: z.string().min(1).max(200).optional().meta({ description: 'What a report says of it. Default: what it does.' }) }

/** A plain status is a number here, where nobody writes quotes around it. */
const status = z.int().min(100).max(599).transform((code) => [{ status: code }])
const answers = z.union([status, StripInput]).meta({ description: 'A status, text such as `503 x2 | hang | 200`, or a list.' })

export const FireStep = z.strictObject({
  ...name,
  fire: z.string().min(1).max(300).meta({ description: 'A trigger.' }),
  provider: z.string().optional().meta({ description: 'Default: that of the registration, or of all of them where it is the same.' }),
  registration: registration.optional().meta({ description: 'Only this one. Default: every one that the provider would tell.' }),
  data: JsonObject.optional().meta({ description: 'Merged over a sample, or over the stored document it names.' }),
  times: z.int().min(1).max(10_000).default(1),
  reaches: z.int().min(0).max(1_000_000).optional().meta({ description: 'How many deliveries must come of it. Default: at least one.' }),
  as,
})
export const AnswerStep = z.strictObject({
  ...name,
  answer: inbox,
  with: answers,
  held: z.boolean().default(false).meta({ description: 'Answers, with the first of them, the oldest request that waits to be answered by hand. Default: they are given from the next request on.' }),
})
const ISO = z.iso.datetime({ offset: true })
export const AdvanceStep = z.strictObject({
  ...name,
  advance: z.union([z.enum(['next', 'idle']), ISO.transform((to) => ({ to })), Duration], { error: 'expected a duration such as 10s, next, idle, or an ISO time' }).meta({ description: 'A duration; next: to what is due next; idle: until nothing is left; or an ISO time.' }),
})
export const ExpectStep = z.strictObject({
  ...name,
  expect: inbox,
  where: Where.optional(),
  sequence: z.array(Where).min(1).max(100).optional().meta({ description: 'Requests that must come in this order, others may come in between; instead of `where` and `count`.' }),
  count: ExpectationCreate.shape.count,
  within: Duration.default(5_000).meta({ description: 'How long to wait, in the time of the scenario. Default 5s.' }),
})
export const SettledStep = z.strictObject({
  ...name,
  settled: label.meta({ description: 'The deliveries of an earlier step, by its `as`: nothing more will be sent of them.' }),
  registration: registration.optional().meta({ description: 'Only those to it.' }),
  status: DeliveryStatus.optional().meta({ description: 'How they must stand. Default: any.' }),
  attempts: z.int().min(0).max(10_000).optional(),
  outcome: AttemptOutcome.optional().meta({ description: 'Of the last attempt.' }),
  code: z.int().min(100).max(599).optional().meta({ description: 'Status that the last attempt was answered with.' }),
  within: Duration.default(0).meta({ description: 'How long to wait, in the time of the scenario. Default: for what is under way.' }),
})
export const ChangeStep = RegistrationChange.omit({ policyReset: true })
  .extend({ ...name, change: registration, url: z.string().max(8192).optional().meta({ description: '`inbox:orders` is the inbox of that name.' }) })
  .strict()
export const SyncStep = z.strictObject({ ...name, sync: registration, interval: Duration.optional().meta({ description: "Least time between two requests. Default: the registration's own." }), batch: z.int().min(1).max(1000).default(1) })
export const ReplayStep = ReplayRequest.extend({ ...name, replay: label.meta({ description: 'The deliveries of an earlier step, by its `as`.' }), as }).strict()

const STEPS = { fire: FireStep, answer: AnswerStep, advance: AdvanceStep, expect: ExpectStep, settled: SettledStep, change: ChangeStep, sync: SyncStep, replay: ReplayStep }
export const STEP_KINDS = Object.keys(STEPS) as (keyof typeof STEPS)[]
const kindsIn = (value: unknown) => STEP_KINDS.filter((kind) => typeof value === 'object' && value !== null && kind in value)

export const Step = z
  .union([FireStep, AnswerStep, AdvanceStep, ExpectStep, SettledStep, ChangeStep, SyncStep, ReplayStep], {
    error: ({ input }) => (kindsIn(input).length === 1 ? undefined : `a step is one of these, and has one of their names: ${STEP_KINDS.join(', ')}`),
  })
  .meta({ id: 'ScenarioStep' })
export type Step = z.output<typeof Step>

/** Keys that a step of the kind of this one takes; undefined where it is of none. */
export function keysOfStep(value: unknown): string[] | undefined {
  const [kind] = kindsIn(value)
  return kind && Object.keys(STEPS[kind].shape)
}

const ScenarioShape = ConfigFile.pick({ $schema: true, clockStart: true, seed: true, persons: true, strict: true, providers: true, inboxes: true, registrations: true })
  .extend({
    name: z.string().min(1).max(200).meta({ description: 'What it shows, in a sentence.' }),
    description: z.string().max(10_000).optional(),
    clock: z.enum(['real', 'virtual']).default('virtual'),
    patience: Duration.default(1_000).meta({ description: 'Real time given to whoever answers from outside before a virtual clock moves on past it. Default 1s.' }),
    steps: z.array(Step).min(1).max(5_000),
  })
  .meta({ title: 'Hookwright scenario', description: 'Steps, and what must come of them. Texts may name environment variables: see docs/scenarios.md.' })

/** Names that nothing has, and moves that the clock cannot make, are found before anything is played. */
export const Scenario = ScenarioShape.superRefine((scenario, context) => {
  const { steps, inboxes, registrations, clock } = scenario
  const labels = new Set<string>()
  for (const [at, step] of steps.entries()) {
    const refuse = (key: string, message: string): void => context.addIssue({ code: 'custom', path: ['steps', at, key], message })
    const known = (key: string, name: string | undefined, there: readonly string[], what: string): void => {
      if (name !== undefined && !there.includes(name)) refuse(key, `there is no ${what} ${JSON.stringify(name)} here; there are: ${there.join(', ') || 'none'}`)
    }
    for (const [key, value] of Object.entries(step)) {
      if (key === 'registration' || key === 'change' || key === 'sync') known(key, value as string, Object.keys(registrations), 'registration')
      if (key === 'answer' || key === 'expect') known(key, value as string, Object.keys(inboxes), 'inbox')
      if (key === 'settled' || key === 'replay') known(key, value as string, [...labels], 'earlier step with `as`')
    }
    if ('fire' in step && providerOf(scenario, step) === undefined) refuse('fire', 'say whose trigger it is, with `provider`: the registrations of this file are not of one alone')
    if ('advance' in step && clock === 'real') refuse('advance', 'a real clock goes by itself: leave out `clock: real`')
    if ('as' in step && step.as !== undefined) labels.add(step.as)
  }
})
export type Scenario = z.output<typeof Scenario>

/** Whose trigger a step fires; undefined where the file does not say. */
export function providerOf({ registrations }: Pick<Scenario, 'registrations'>, { provider, registration }: z.output<typeof FireStep>): string | undefined {
  if (provider !== undefined) return provider
  const of = registration === undefined ? Object.values(registrations) : [registrations[registration]]
  const [first, another] = [...new Set(of.map((one) => one?.provider))]
  return another === undefined ? first : undefined
}
export type ScenarioInput = z.input<typeof Scenario>

export const StepReport = z
  .object({
    name: z.string(),
    status: z.enum(['passed', 'failed', 'skipped']),
    message: z.string().nullable().meta({ description: 'What came instead; null unless it failed.' }),
    at: Time.nullable().meta({ description: 'Time of the scenario when it was over; null: it was skipped.' }),
    ms: z.number().meta({ description: 'Real time that it took.' }),
    line: z.int().nullable().meta({ description: 'Where it stands in the file.' }),
  })
  .meta({ id: 'StepReport' })
export type StepReport = z.infer<typeof StepReport>

export const ScenarioReport = z
  .object({
    name: z.string(),
    file: z.string().nullable(),
    ok: z.boolean(),
    ms: z.number().meta({ description: 'Real time, the start of its workspace included.' }),
    faults: z.array(FileFault).meta({ description: 'What is wrong with the file: then nothing was played.' }),
    steps: z.array(StepReport),
  })
  .meta({ id: 'ScenarioReport' })
export type ScenarioReport = z.infer<typeof ScenarioReport>

export const ScenarioText = z
  .object({
    text: z.string().max(1_000_000).meta({ description: 'YAML or JSON. Provider files that it names are those of the workspace.' }),
    variables: z.record(z.string().max(200), z.string().max(10_000)).default({}).meta({ description: 'Values of the environment variables that it names. The environment of the program is not looked at: a scenario may be from anywhere.' }),
  })
  .meta({ id: 'ScenarioText' })

export const RecordingRequest = DeliveryQuery.omit({ limit: true, cursor: true })
  .extend({
    ids: z.array(z.string().max(50)).min(1).max(500).optional().meta({ description: 'These deliveries alone; no other filter beside it.' }),
    after: z.string().max(50).optional().meta({ description: 'Only deliveries made after this one.' }),
    name: z.string().min(1).max(200).optional(),
    secrets: z.boolean().default(false).meta({ description: 'With the secrets as they are. Default: they stand for environment variables.' }),
  })
  .meta({ id: 'RecordingRequest' })
export type RecordingRequest = z.output<typeof RecordingRequest>

export const Recording = z
  .object({
    text: z.string().meta({ description: 'The scenario as YAML.' }),
    deliveries: z.int().meta({ description: 'Deliveries that it makes again.' }),
    leftOut: z.array(z.string()).meta({ description: 'What it could not hold, each as a sentence.' }),
  })
  .meta({ id: 'Recording' })
export type Recording = z.infer<typeof Recording>

