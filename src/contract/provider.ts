import { z } from 'zod'
import { Json, JsonObject, Seq, Source, Time } from './common.ts'

/** How a new secret is made: random bytes, written as text behind a prefix. */
export const Generator = z
  .object({
    title: z.string().meta({ description: 'What comes of it, where there are several.' }),
    prefix: z.string(),
    bytes: z.int().min(1).max(1000),
    encoding: z.enum(['base64', 'base64url']).meta({ description: 'base64url goes without padding.' }),
  })
  .meta({ id: 'Generator' })
export type Generator = z.infer<typeof Generator>

/** One input of a form, described so that the UI can draw it without knowing the provider. */
export const Field = z
  .object({
    key: z.string().meta({ description: 'Name in the object; dots reach into objects.' }),
    label: z.string(),
    type: z.enum(['string', 'url', 'integer', 'number', 'boolean', 'datetime', 'enum', 'strings']),
    options: z.array(z.string()).optional().meta({ description: 'Choices of an enum, or suggestions for `strings`.' }),
    unit: z.string().optional(),
    secret: z.boolean().optional().meta({ description: 'Write-only unless revealed.' }),
    required: z.boolean().optional(),
    generators: z.array(Generator).min(1).optional().meta({ description: 'Ways to make a value. Unless it is required, one is made where none is given: as the one that it replaces, or else in the first way.' }),
    default: Json.optional(),
    help: z.string().optional(),
    source: Source,
  })
  .meta({ id: 'Field' })
export type Field = z.infer<typeof Field>

/** One rule of a provider in words: what the emulator does and who says so. */
export const Rule = z
  .object({
    id: z.string(),
    label: z.string(),
    value: z.string(),
    source: Source,
    note: z.string().optional(),
    strictOnly: z.boolean().optional().meta({ description: 'Kept only under --strict; otherwise shown as a difference.' }),
  })
  .meta({ id: 'Rule' })
export type Rule = z.infer<typeof Rule>

export const Property = z
  .object({
    name: z.string(),
    type: z.string().meta({ description: "In the provider's own words." }),
    description: z.string().optional(),
    filter: z.boolean().optional().meta({ description: 'The provider flags it as usable in a filter.' }),
  })
  .meta({ id: 'Property' })

export const Trigger = z
  .object({
    name: z.string(),
    parent: z.string().nullable(),
    title: z.string(),
    description: z.string(),
    properties: z.array(Property),
    source: Source,
  })
  .meta({ id: 'Trigger' })
export type Trigger = z.infer<typeof Trigger>

/** Something a registration can be asked to do, as a button of the provider's own page. */
export const Action = z
  .object({
    id: z.string(),
    title: z.string(),
    description: z.string(),
    raises: z.boolean().meta({ description: 'True when pressing it raises an event; otherwise it changes the registration.' }),
    source: Source,
  })
  .meta({ id: 'Action' })
export type Action = z.infer<typeof Action>

/** A kind of document that the provider keeps: persons, applications. */
export const EntityKind = z
  .object({
    kind: z.string(),
    title: z.string(),
    plural: z.string(),
    description: z.string(),
    fields: z.array(Field).meta({ description: 'What the UI offers as inputs; the rest is reached through the JSON editor.' }),
    raises: z.boolean().meta({ description: 'True when a change to one raises an event.' }),
  })
  .meta({ id: 'EntityKind' })
export type EntityKind = z.infer<typeof EntityKind>

export const Entity = z
  .object({
    seq: Seq,
    provider: z.string(),
    kind: z.string(),
    id: z.string(),
    title: z.string().meta({ description: 'What a list shows for it.' }),
    data: JsonObject,
    updatedAt: Time,
  })
  .meta({ id: 'Entity' })
export type Entity = z.infer<typeof Entity>

export const ProviderInfo = z
  .object({
    id: z.string(),
    title: z.string(),
    description: z.string(),
    baseUrl: z.string().nullable().meta({ description: "Where its own API is emulated; null while the listener is down." }),
    signs: z.boolean(),
    verification: z
      .object({ scheme: z.string(), fields: z.array(Field) })
      .nullable()
      .meta({ description: 'How an inbox verifies what this provider sends, with which of the settings; null when nothing is signed.' }),
    account: z.object({
      kind: z.string(),
      title: z.string(),
      registrationsPerAccount: z.int().nullable(),
    }).meta({ description: 'The entity a registration belongs to.' }),
    settings: z.array(Field),
    triggerKey: z.string().nullable().meta({ description: 'Key of the setting that names the one trigger a registration is for, with all that are below it; null: a registration is told of every trigger.' }),
    rules: z.array(Rule),
    actions: z.array(Action),
    sync: z
      .object({
        title: z.string(),
        description: z.string(),
        source: Source,
        kind: z.string().meta({ description: 'Of the entities it pushes.' }),
        intervalKey: z.string().nullable().meta({ description: 'Key of the setting that a sync takes its interval from; null where there is none.' }),
      })
      .nullable()
      .meta({ description: 'Its full sync; null where it has none.' }),
    entities: z.array(EntityKind),
    snippets: z.array(z.object({ title: z.string(), language: z.string(), code: z.string() })).meta({
      description: 'Ready to paste: register, verify. `{url}`, `{account}` and `{secret}` stand for the values on screen, `{base}` for the emulated API, the name of a header (`{x-signature}`) for its value in a request.',
    }),
    triggers: z.int(),
  })
  .meta({ id: 'Provider' })
export type ProviderInfo = z.infer<typeof ProviderInfo>
