/** The registration that the benchmarks send to, and the bytes of one message to it. */
import type { Program } from './program.ts'

export const SECRET = 'bench signing key'
/** What the application may see of a person: a message is about a kilobyte then. */
const SCOPES = ['members.read_person_id', 'members.email', 'members.phone', 'members.read_name', 'members.read_birthdate', 'members.read_gender', 'members.address']
const TRIGGER = 'person.updated'

export interface Message {
  readonly headers: Record<string, string>
  readonly body: Buffer
  /** Where its id stands, which is not signed. */
  readonly variesAt: number
}

/** @param size calls that may be open at once. */
export async function register({ client }: Program, url: string, size: number): Promise<string> {
  const { id } = await client.call('createRegistration', { body: { provider: 'members', url, settings: { secret: SECRET } } })
  await client.call('changeEntity', { params: { provider: 'members', kind: 'application', id: '1' }, body: { data: { scopes: SCOPES } } })
  await client.call('changeRegistration', { params: { id }, body: { policy: { window: { kind: 'fixed', size } } } })
  return id
}

/** Raises the same event that many times; each becomes an event and a delivery of its own. */
export async function fire({ client }: Program, times: number, displayName = 'Celine Solli-Vik'): Promise<void> {
  for (let left = times; left > 0; left -= 10_000) {
    await client.call('fireEvent', { params: { provider: 'members' }, body: { trigger: TRIGGER, data: { displayName }, times: Math.min(left, 10_000) } })
  }
}

/** What one such delivery sends, without the headers that the client itself adds. */
export async function message({ client }: Program): Promise<Message> {
  const { recipients } = await client.call('previewEvent', { params: { provider: 'members' }, body: { trigger: TRIGGER } })
  const request = recipients[0]?.request
  if (!request) throw new Error('Nobody would get it.')
  const own = ['host', 'connection', 'content-length']
  const body = Buffer.from(request.body.base64, 'base64')
  const id = '"messageId":"'
  return { headers: Object.fromEntries(request.headers.filter(([name]) => !own.includes(name))), body, variesAt: body.indexOf(id) + id.length }
}
