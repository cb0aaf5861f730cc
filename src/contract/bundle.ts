/** The bundle: one file with captures in it, byte for byte. `docs/bundle.md` describes it for who writes another program that reads it. */
import { z } from 'zod'
import { Headers, Time } from './common.ts'
import { CustomSigning } from './custom-signing.ts'
import { Imported } from './inbox.ts'
import { Rule, Strip } from './rule.ts'
import { Verdict } from './verdict.ts'

export const BUNDLE_FORMAT = 'hookwright-bundle'
/** Of the file's shape. One that reads a version reads all smaller ones. */
export const BUNDLE_VERSION = 1

/** Bytes: as text where they are UTF-8, else as base64. No member: no bytes. */
export const BundleBytes = z.union([z.object({ text: z.string() }), z.object({ base64: z.base64() })])
export type BundleBytes = z.infer<typeof BundleBytes>

/** One received request. */
export const BundleCapture = z.object({
  kind: z.literal('capture'),
  id: z.string().nullish().meta({ description: 'Where it came from; an import gives new ones.' }),
  inbox: z.string().nullish().meta({ description: 'Name of the inbox that received it.' }),
  receivedAt: Time,
  durationMs: z.number().nonnegative().default(0),
  peer: z.string().default(''),
  request: z.object({
    method: z.string(),
    target: z.string().meta({ description: 'As on the request line.' }),
    httpVersion: z.string().default('1.1'),
    headers: Headers.meta({ description: 'In order and case, duplicates kept; one character of a value is one byte.' }),
    body: BundleBytes.optional(),
  }),
  answer: z.object({ status: z.int(), headers: Headers, body: BundleBytes.optional() }).nullish(),
  verdict: Verdict.nullish(),
  fault: z.string().nullish().meta({ description: 'Why the request is incomplete.' }),
  imported: Imported.nullish(),
})
export type BundleCapture = z.infer<typeof BundleCapture>

/** One request that was sent: an attempt of a delivery. It has a URL, and nobody's inbox. */
export const BundleRequest = z.object({
  kind: z.literal('request'),
  id: z.string().nullish(),
  sentAt: Time,
  durationMs: z.number().nonnegative().default(0),
  request: z.object({ method: z.string(), url: z.string(), httpVersion: z.string().default('1.1'), headers: Headers, body: BundleBytes.optional() }),
  answer: z.object({ status: z.int(), headers: Headers, body: BundleBytes.optional() }).nullish(),
})
export type BundleRequest = z.infer<typeof BundleRequest>

/** How an inbox was set up. The secret is there only when it was asked for. */
export const BundleInbox = z.object({
  kind: z.literal('inbox'),
  name: z.string(),
  verify: z.object({ scheme: z.string(), secret: z.string().nullish(), custom: CustomSigning.optional() }).nullish(),
  respond: Strip,
  rules: z.array(Rule).max(50).default([]),
  seed: z.int().min(0).max(2 ** 32 - 1).default(1),
})
export type BundleInbox = z.infer<typeof BundleInbox>

/** What a bundle may hold; a reader passes over kinds that it does not know, and says so. */
export const BundleItem = z.discriminatedUnion('kind', [BundleCapture, BundleRequest, BundleInbox])
export type BundleItem = z.infer<typeof BundleItem>
/** The same as it is written: what has a default may be left out. */
export type BundleItemText = z.input<typeof BundleItem>
