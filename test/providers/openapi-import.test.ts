/** An OpenAPI document's webhooks become a provider that can be fired. */
import { ProblemError } from '#contract/problem.ts'
import { readOpenapi } from '#providers/from-file/openapi.ts'
import { expect, test } from 'vitest'
import { startForTest } from '../helpers/hookwright.ts'

const DOCUMENT = `openapi: 3.1.0
info: { title: Train Travel API, description: Trains and bookings. }
webhooks:
  newBooking:
    post:
      summary: New booking
      description: A booking was made.
      requestBody: { $ref: "#/components/requestBodies/Booking" }
  booking.cancelled:
    $ref: "#/components/pathItems/Cancelled"
  ping:
    post: { requestBody: { content: { text/plain: {} } } }
components:
  requestBodies:
    Booking:
      content:
        application/json:
          schema: { $ref: "#/components/schemas/Booking" }
          examples:
            one: { value: { id: 9007199254740993, passenger: { name: Ada, companions: [] } } }
  pathItems:
    Cancelled: { post: { requestBody: { content: { application/vnd.train+json; charset=utf-8: { schema: { type: object, properties: { booking: { $ref: "#/components/schemas/Booking" } } } } } } } }
  schemas:
    Booking: { type: object, required: [id], properties: { id: { type: integer }, passenger: { $ref: "#/components/schemas/Person" } } }
    Person: { type: object, properties: { name: { type: string }, companions: { type: array, items: { $ref: "#/components/schemas/Person" } } } }
`

test('schemas, references that come back to themselves, and examples are taken over; what cannot be is told', async () => {
  const hw = await startForTest()
  const made = await hw.client.call('importOpenapi', { body: { text: DOCUMENT } })
  expect(made).toMatchObject({ name: 'train-travel-api.yaml', notes: ['The webhook "ping" was left out: its body is not JSON.'] })
  expect(await hw.client.call('putProviderFile', { params: { name: made.name }, body: { text: made.text } })).toMatchObject({ status: 'running', faults: [] })
  const params = { provider: 'train-travel-api', trigger: 'newBooking' }
  expect((await hw.client.call('listTriggers', { params })).items).toMatchObject([{ name: 'newBooking', title: 'New booking', description: 'A booking was made.' }, { name: 'booking.cancelled' }])
  expect((await hw.client.call('getSample', { params, query: { seed: 1 } })).data).toEqual({ id: 9007199254740993n, passenger: { name: 'Ada', companions: [] } })
  const { data } = await hw.client.call('getSample', { params, query: { seed: 2 } })
  expect(data).toMatchObject({ id: expect.any(Number) as number, passenger: { name: expect.any(String) as string } })
  expect((await hw.client.call('getSample', { params, query: { seed: 2 } })).data).toEqual(data)
})

test.each([
  ['no document', 'hello', 'no `openapi`'],
  ['an older one', 'openapi: 3.0.3\nwebhooks: {}', 'OpenAPI 3.0.3'],
  ['one without webhooks', 'openapi: 3.1.0\npaths: {}', 'no `webhooks`'],
  ['one whose webhooks have no JSON', 'openapi: 3.1.0\nwebhooks: { a: { post: {} } }', 'none of its webhooks'],
  ['one that refers to itself', 'openapi: 3.1.0\nwebhooks: { a: { $ref: "#/webhooks/a" } }', 'none of its webhooks'],
  ['broken YAML', 'openapi: [', 'neither YAML nor JSON: line 1'],
])('%s is refused with the reason', (_what, text, reason) => {
  let refusal: unknown
  try {
    readOpenapi({ text })
  } catch (error) {
    refusal = error
  }
  expect(refusal).toBeInstanceOf(ProblemError)
  expect(refusal).toMatchObject({ code: 'invalid', message: expect.stringContaining(reason) as string })
})
