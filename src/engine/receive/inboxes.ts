/** What users do with inboxes. */
import type { Parsed } from '#contract/api.ts'
import type { Inbox, InboxVerify, InboxVerifyInput } from '#contract/inbox.ts'
import { ProblemError } from '#contract/problem.ts'
import type { Clock } from '../clock.ts'
import { idOf, isoTime, notFound, rowOf } from '../store/ids.ts'
import type { InboxRow } from '../store/inboxes.ts'
import type { Store } from '../store/open.ts'
import { cursorOf, rowBefore } from '../store/page.ts'
import { checkAnswers, checkRules, checkVerify } from './check.ts'
import type { Performer } from './perform.ts'
import type { Verifier } from './verify.ts'

export interface Reveal {
  /** Show secrets; otherwise they are null. */
  readonly reveal: boolean
}

export type InboxDesk = ReturnType<typeof createInboxDesk>

/** @throws (all of them) `ProblemError`: `not_found`, `invalid`, `conflict`, or the store's own. */
interface InboxDeskDeps {
  readonly store: Store
  readonly clock: Clock
  readonly providers: ReadonlyMap<string, Verifier>
  /** What a registration signs with now. @throws `ProblemError`. */
  readonly secretOf: (registration: string) => string
  readonly baseUrl: () => string | null
  readonly tlsUrl: () => string | null
  readonly performer: Pick<Performer, 'forget'>
}

export function createInboxDesk(deps: InboxDeskDeps) {
  const { store, clock, providers, baseUrl, tlsUrl, performer } = deps

  function show(row: InboxRow, { reveal }: Reveal): Inbox {
    const base = baseUrl()
    const tlsBase = tlsUrl()
    return {
      seq: store.seq(),
      id: idOf('inbox', row.id),
      name: row.name,
      url: base && `${base}/${row.name}`,
      tlsUrl: tlsBase && `${tlsBase}/${row.name}`,
      verify: row.verify && { ...row.verify, secret: reveal ? (row.verify.secret ?? null) : null },
      respond: [...row.respond],
      answered: row.answered,
      rules: row.rules.map((rule, at) => ({ ...rule, answered: row.rules_answered[at] ?? 0 })),
      seed: row.seed,
      captureCount: row.capture_count,
      createdAt: isoTime(row.created_at),
    }
  }

  function find(idOrName: string): InboxRow {
    const number = rowOf('inbox', idOrName)
    const row = number === undefined ? store.inboxes.named(idOrName) : store.inboxes.get(number)
    if (!row) throw notFound('inbox', idOrName)
    return row
  }

  function freeName(): string {
    let n = 1
    while (store.inboxes.named(`inbox-${n}`)) n++
    return `inbox-${n}`
  }

  /** Refuses what no inbox can be: a scheme, an answer or a rule that there is not. */
  function check({ verify, respond, rules }: Pick<InboxRow, 'verify' | 'respond' | 'rules'>): void {
    if (verify) checkVerify(verify, providers)
    checkAnswers(respond, 'respond')
    checkRules(rules)
  }

  /** With the secret itself where a registration's is to be taken over. */
  function resolved({ secretOf, ...verify }: InboxVerifyInput): InboxVerify {
    if (secretOf === undefined) return verify
    if (typeof verify.secret === 'string') throw new ProblemError('invalid', 'Give either secret or secretOf: they may say different things.', { path: 'verify.secretOf' })
    return { ...verify, secret: deps.secretOf(secretOf) }
  }

  return {
    find,
    get: (idOrName: string, reveal: Reveal): Inbox => show(find(idOrName), reveal),
    /** For the live feed, by row number. */
    show(number: number): Inbox | undefined {
      const row = store.inboxes.get(number)
      return row && show(row, { reveal: false })
    },
    list(query: { cursor?: string; limit: number } & Reveal): { items: Inbox[]; nextCursor: string | null; seq: number } {
      const rows = store.inboxes.page(rowBefore(query.cursor), query.limit + 1)
      return { items: rows.slice(0, query.limit).map((row) => show(row, query)), nextCursor: cursorOf(rows, query.limit), seq: store.seq() }
    },

    check,
    create(input: Parsed<'createInbox'>['body']): Inbox {
      const { name = freeName(), respond = [{ status: 200 }], rules = [], seed = 1 } = input
      const verify = input.verify ? resolved(input.verify) : null
      check({ verify, respond, rules })
      if (store.inboxes.named(name)) throw new ProblemError('conflict', `There is an inbox ${JSON.stringify(name)} already: choose another name, or change that one.`)
      const number = store.write((tx) => store.inboxes.insert(tx, { name, verify, respond, rules, seed }, clock.now()))
      return show(find(idOf('inbox', number)), { reveal: false })
    },
    /** Where answers, rules or seed are given, all strips start with their first answer. A secret that is left out stays, unless the scheme is another one. */
    change(idOrName: string, input: Parsed<'changeInbox'>['body']): Inbox {
      const row = find(idOrName)
      const { respond, rules, seed } = input
      const verify = input.verify ? over(row.verify, resolved(input.verify)) : input.verify
      if (verify) checkVerify(verify, providers)
      if (respond) checkAnswers(respond, 'respond')
      if (rules) checkRules(rules)
      const again = respond !== undefined || rules !== undefined || seed !== undefined
      const next: InboxRow = {
        ...row,
        verify: verify === undefined ? row.verify : verify,
        respond: respond ?? row.respond,
        rules: rules ?? row.rules,
        seed: seed ?? row.seed,
        answered: again ? 0 : row.answered,
        rules_answered: again ? [] : row.rules_answered,
      }
      store.write((tx) => store.inboxes.update(tx, next))
      return show(next, { reveal: false })
    },
    /** With its captures; connections on which it keeps somebody waiting are closed. */
    delete(idOrName: string): void {
      const row = find(idOrName)
      store.write((tx) => {
        store.captures.deleteOf(row.id)
        store.inboxes.delete(tx, row)
      })
      performer.forget(row.id)
    },
  }
}

/** Of the same scheme, what is not said stays as it was. */
function over(before: InboxVerify | null, verify: InboxVerify): InboxVerify {
  if (before?.scheme !== verify.scheme) return verify
  const { secret = before.secret, custom = before.custom } = verify
  return { scheme: verify.scheme, ...(secret !== undefined && { secret }), ...(custom && { custom }) }
}
