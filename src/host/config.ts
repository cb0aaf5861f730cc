import type { ConfigFile } from '#contract/config-file.ts'
import type { DataFile } from './data-file.ts'

/** What a running Hookwright is told at its start. Absent fields take the defaults given here. */
export interface HostConfig {
  /** A configuration that is read, kept to, and watched: what is given beside it goes before what it says. */
  readonly configFile?: string
  /** In its place one that is read already, and not watched. */
  readonly declares?: DataFile<ConfigFile>
  /** Default 127.0.0.1; another address only when the user says so. */
  readonly host?: string
  /** 0 = pick a free one. Defaults 4480, 4481, 4482, 4483. */
  readonly controlPort?: number
  readonly providerPort?: number
  readonly inboxPort?: number
  /** The inboxes over TLS. */
  readonly tlsPort?: number
  /** Default: the platform's data directory for `hookwright`. */
  readonly dataDir?: string
  /** A temporary data directory, removed at close. */
  readonly ephemeral?: boolean
  readonly clock?: 'real' | 'virtual'
  /** ISO time at which a virtual clock starts; default: now. */
  readonly clockStart?: string
  /** Fixes generated persons, samples and message ids. Default: persons from seed 1, message ids differ per workspace. */
  readonly seed?: number
  /** Generated persons of a fresh workspace. Default 250. */
  readonly persons?: number
  /** Production-only rules on. Default false. */
  readonly strict?: boolean
  /** Default: kept in the data directory, random. */
  readonly token?: string
  /** How long a close waits for calls in flight, ms of real time. Default 3000. */
  readonly drainMs?: number
  /** What secrets are encrypted with in the database, 32 bytes. Default: they are not; a workspace where they are is refused. */
  readonly dataKey?: Uint8Array
  readonly logLevel?: 'silent' | 'error' | 'warn' | 'info' | 'debug'
  /** Folder of the built page; default: beside the bundle. */
  readonly pageDir?: string
}

/** What a start is told, where that was not given otherwise. */
export function withFile({ configFile, declares: _0, ...given }: HostConfig, { $schema: _, providers: _1, inboxes: _2, registrations: _3, ...file }: ConfigFile): HostConfig {
  const { dataDir, ephemeral, ...others } = file
  // One of the two says where data goes: what is given goes before both.
  const place = given.dataDir !== undefined || given.ephemeral ? {} : { ...(dataDir !== undefined && { dataDir }), ...(ephemeral !== undefined && { ephemeral }) }
  const said = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
  return { ...others, ...place, ...said, configFile }
}
