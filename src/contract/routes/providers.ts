/** Providers, their catalogues, the files they may be made of, and the documents they keep. */
import { z } from 'zod'
import { JsonObject, PageQuery, page } from '../common.ts'
import { EventCreate, Fired, Preview } from '../delivery.ts'
import { FileFault, OpenapiImport, OpenapiImported, ProviderFileCheck, ProviderFileInfo, ProviderFilePut, ProviderFileText } from '../provider-file.ts'
import { Entity, ProviderInfo, Trigger } from '../provider.ts'
import { ok, route } from '../route.ts'

const provider = z.object({ provider: z.string().max(100) })
const fileName = z.object({ name: z.string().max(100) })
const entityKind = provider.extend({ kind: z.string().max(100) })
const entity = entityKind.extend({ id: z.string().max(200) })

export const providers = {
  listProviders: route({ method: 'GET', path: '/providers', summary: 'Every provider that can be impersonated', ok: ok(page(ProviderInfo)) }),
  getProvider: route({ method: 'GET', path: '/providers/:provider', summary: 'One provider: settings, rules, actions', params: provider, ok: ok(ProviderInfo), problems: ['not_found'] }),
  listTriggers: route({ method: 'GET', path: '/providers/:provider/triggers', summary: 'Its trigger catalogue', params: provider, ok: ok(page(Trigger)), problems: ['not_found'] }),
  getSample: route({
    method: 'GET',
    path: '/providers/:provider/triggers/:trigger/sample',
    summary: 'Sample data of a trigger, reproducible from the seed',
    params: provider.extend({ trigger: z.string().max(300) }),
    query: z.object({ seed: z.coerce.number().int().min(0).max(2 ** 32 - 1).default(1) }),
    ok: ok(z.object({ data: JsonObject })),
    problems: ['not_found'],
  }),
  fireEvent: route({
    method: 'POST',
    path: '/providers/:provider/events',
    summary: 'Raise an event; answered once it is durable, before anything is sent',
    params: provider,
    body: EventCreate,
    ok: { status: 202, schema: Fired },
    problems: ['not_found', 'invalid'],
  }),
  previewEvent: route({
    method: 'POST',
    path: '/providers/:provider/events/preview',
    summary: 'Who would get it and the exact requests, without raising it',
    params: provider,
    body: EventCreate.omit({ times: true }),
    ok: ok(Preview),
    problems: ['not_found', 'invalid'],
  }),

  listProviderFiles: route({ method: 'GET', path: '/provider-files', summary: 'Providers that are files, with what is wrong with them', ok: ok(page(ProviderFileInfo)) }),
  getProviderFile: route({ method: 'GET', path: '/provider-files/:name', summary: "A file's text, the workspace's before the shipped one", params: fileName, ok: ok(ProviderFileText), problems: ['not_found'] }),
  putProviderFile: route({
    method: 'PUT',
    path: '/provider-files/:name',
    summary: 'Write a file of the workspace; one with faults is refused, each fault in `details.faults`',
    params: fileName,
    body: ProviderFilePut,
    ok: ok(ProviderFileText),
    problems: ['invalid', 'conflict'],
  }),
  deleteProviderFile: route({
    method: 'DELETE',
    path: '/provider-files/:name',
    summary: 'Remove a file of the workspace; what waits for its provider is cancelled when it falls due',
    params: fileName,
    ok: { status: 204, schema: null },
    problems: ['not_found', 'conflict'],
  }),
  checkProviderFile: route({ method: 'POST', path: '/provider-files/check', summary: 'What is wrong with a text, without keeping it', body: ProviderFileCheck, ok: ok(z.object({ faults: z.array(FileFault) })) }),
  importOpenapi: route({
    method: 'POST',
    path: '/provider-files/import',
    summary: "Make a provider file of an OpenAPI 3.1 document's webhooks, without keeping it",
    body: OpenapiImport,
    ok: ok(OpenapiImported),
    problems: ['invalid'],
  }),

  listEntities: route({
    method: 'GET',
    path: '/providers/:provider/entities/:kind',
    summary: 'Documents the provider keeps, by id',
    params: entityKind,
    query: PageQuery.extend({ q: z.string().max(200).optional().meta({ description: 'Text in the title or the id.' }) }),
    ok: ok(page(Entity)),
    problems: ['not_found'],
  }),
  getEntity: route({ method: 'GET', path: '/providers/:provider/entities/:kind/:id', summary: 'One document', params: entity, ok: ok(Entity), problems: ['not_found'] }),
  createEntity: route({
    method: 'POST',
    path: '/providers/:provider/entities/:kind',
    summary: 'Add a document; what that raises is raised',
    params: entityKind,
    body: z.object({ data: JsonObject }),
    ok: { status: 201, schema: z.object({ entity: Entity, fired: z.array(Fired) }) },
    problems: ['not_found', 'invalid', 'conflict'],
  }),
  changeEntity: route({
    method: 'PATCH',
    path: '/providers/:provider/entities/:kind/:id',
    summary: 'Change a document; what that raises is raised',
    params: entity,
    body: z.object({ data: JsonObject.meta({ description: 'JSON merge patch: null removes a field.' }) }),
    ok: ok(z.object({ entity: Entity, fired: z.array(Fired) })),
    problems: ['not_found', 'invalid'],
  }),
  deleteEntity: route({
    method: 'DELETE',
    path: '/providers/:provider/entities/:kind/:id',
    summary: 'Remove a document; what that raises is raised',
    params: entity,
    ok: ok(z.object({ fired: z.array(Fired) })),
    problems: ['not_found', 'conflict'],
  }),
} as const
