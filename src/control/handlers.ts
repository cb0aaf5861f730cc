/** One handler per route of the table: a line or two into the engine. A route without one does not compile. */
import type { Answered, Operation, Parsed } from '#contract/api.ts'
import type { Status } from '#contract/live.ts'
import type { FileFault, ProviderFileInfo, ProviderFilePut, ProviderFileText } from '#contract/provider-file.ts'
import type { Engine } from '#engine/engine.ts'

/** Routes that answer something else than JSON, or from outside the engine, are bound where they are served. */
export type ServedElsewhere = 'getLive' | 'getOpenapi' | 'getCaptureBody' | 'exportCaptures'
/** `signal`: the caller has gone. */
export type Handlers = { readonly [K in Exclude<Operation, ServedElsewhere>]: (input: Parsed<K>, signal: AbortSignal) => Answered<K> | Promise<Answered<K>> }

/** Providers that are files, as the host keeps them. */
export interface ProviderFiles {
  list(): ProviderFileInfo[]
  /** @throws not_found. */
  get(name: string): ProviderFileText
  /** @throws invalid with `details.faults`; then nothing is written. */
  put(name: string, file: ProviderFilePut): ProviderFileText
  /** @throws not_found, or conflict for a shipped one. */
  remove(name: string): void
  check(text: string): readonly FileFault[]
  /** @throws invalid for what is no such document. */
  importOpenapi(input: Parsed<'importOpenapi'>['body']): Answered<'importOpenapi'>
}

/** Scenarios, as the host reads and plays them. */
export interface Scenarios {
  record(request: Parsed<'recordScenario'>['body']): Answered<'recordScenario'>
  check(scenario: Parsed<'checkScenario'>['body']): Answered<'checkScenario'>
  play(scenario: Parsed<'playScenario'>['body'], signal: AbortSignal): Promise<Answered<'playScenario'>>
}

export interface HandlerDeps {
  readonly engine: Engine
  readonly providerFiles: ProviderFiles
  readonly scenarios: Scenarios
  readonly status: () => Status
}

export function createHandlers({ engine, providerFiles: files, scenarios, status }: HandlerDeps): Handlers {
  const { catalog, registrations, entities, deliveries, replays, syncs, inboxes, captures } = engine
  const whole = <T>(items: T[]): { items: T[]; nextCursor: null; seq: number } => ({ items, nextCursor: null, seq: engine.feed.seq() })

  return {
    getStatus: status,
    getClock: () => engine.time.state(),
    setClock: ({ body }) => engine.time.setMode(body.mode),
    advanceClock: ({ body }, signal) => engine.time.advance(body, signal),

    getSending: () => engine.sending.get(),
    changeSending: ({ body }) => engine.sending.change(body),

    getRetention: () => engine.retention.get(),
    changeRetention: ({ body }) => engine.retention.change(body),

    getSealing: () => engine.sealing.get(),
    changeSealing: ({ body }) => engine.sealing.change(body.sealed),

    getCertificateAuthority: () => engine.certificateAuthority.get(),
    changeCertificateAuthority: ({ body }) => engine.certificateAuthority.change(body),

    listProviders: () => whole([...catalog.providers.values()].map(catalog.describe)),
    getProvider: ({ params }) => catalog.describe(catalog.get(params.provider)),
    listTriggers: ({ params }) => whole([...catalog.triggers(params.provider)]),
    getSample: ({ params, query }) => ({ data: catalog.sample(params.provider, params.trigger, query.seed) }),
    fireEvent: ({ params, body }) => engine.fire(params.provider, body),
    previewEvent: ({ params, body }) => engine.preview(params.provider, body),

    listProviderFiles: () => whole(files.list()),
    getProviderFile: ({ params }) => files.get(params.name),
    putProviderFile: ({ params, body }) => files.put(params.name, body),
    deleteProviderFile: ({ params }) => void files.remove(params.name),
    checkProviderFile: ({ body }) => ({ faults: [...files.check(body.text)] }),
    importOpenapi: ({ body }) => files.importOpenapi(body),

    listEntities: ({ params, query }) => entities.list(params, query),
    getEntity: ({ params }) => entities.get(params),
    createEntity: ({ params, body }) => entities.create(params, body.data),
    changeEntity: ({ params, body }) => entities.change(params, body.data),
    deleteEntity: ({ params }) => entities.remove(params),

    listRegistrations: ({ query }) => registrations.list(query),
    createRegistration: ({ body }) => registrations.show(registrations.create(body)),
    getRegistration: ({ params, query }) => registrations.get(params.id, query.reveal),
    changeRegistration: ({ params, body }) => registrations.show(registrations.change(params.id, body)),
    deleteRegistration: ({ params }) => void registrations.remove(params.id),
    runAction: ({ params }) => engine.runAction(params.id, params.action),

    listDeliveries: ({ query }) => deliveries.list(query),
    getDelivery: ({ params }) => deliveries.get(params.id),
    inspectAttempt: ({ params, query }) => deliveries.inspect(params.id, params.number, query.reveal),
    replayCapture: ({ params, body }) => deliveries.replayCapture(params.id, body),
    replayDelivery: ({ params, body }) => deliveries.replay(params.id, body),
    cancelDelivery: ({ params }) => deliveries.cancel(params.id),

    listReplays: ({ query }) => replays.list(query),
    createReplay: ({ body }, signal) => replays.create(body, signal),
    getReplay: ({ params }) => replays.get(params.id),
    listReplayResults: ({ params, query }) => replays.results(params.id, query),
    pauseReplay: ({ params }) => replays.pause(params.id),
    resumeReplay: ({ params }) => replays.resume(params.id),
    stepReplay: ({ params, body }) => replays.step(params.id, body.count),
    cancelReplay: ({ params }) => replays.cancel(params.id),

    listSyncs: ({ query }) => syncs.list(query),
    createSync: ({ body }) => syncs.create(body),
    getSync: ({ params }) => syncs.get(params.id),
    getSyncSpacing: ({ params, query }) => syncs.spacing(params.id, query),
    pauseSync: ({ params }) => syncs.pause(params.id),
    resumeSync: ({ params }) => syncs.resume(params.id),
    cancelSync: ({ params }) => syncs.cancel(params.id),

    listInboxes: ({ query }) => inboxes.list(query),
    createInbox: ({ body }) => inboxes.create(body),
    getInbox: ({ params, query }) => inboxes.get(params.id, query),
    changeInbox: ({ params, body }) => inboxes.change(params.id, body),
    deleteInbox: ({ params }) => void inboxes.delete(params.id),
    listCaptures: ({ params, query }) => captures.list(params.id, query),
    importCaptures: ({ query, body }) => captures.import(body as Buffer, query),
    getCapture: ({ params, query }) => captures.get(params.id, query),
    explainCapture: ({ params }) => captures.explain(params.id),
    answerCapture: ({ params, body }) => captures.answer(params.id, body.answer),
    getDiff: ({ query }) => engine.diffs.diff(query),
    getCounterpart: ({ query }) => engine.diffs.counterpart(query.of),

    recordScenario: ({ body }) => scenarios.record(body),
    checkScenario: ({ body }) => scenarios.check(body),
    playScenario: ({ body }, signal) => scenarios.play(body, signal),

    expect: ({ body }, signal) => engine.expectations.expect(body, signal),
    settleDelivery: ({ params, body }, signal) => engine.expectations.settle(params.id, body, signal),
    awaitIdle: ({ body }, signal) => engine.expectations.idle(body, signal),
  }
}
