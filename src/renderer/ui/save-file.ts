import type { Client } from '#client/http.ts'
import { EXPORT_FORMATS } from '#contract/capture-file.ts'
import type { CaptureExport } from '#contract/capture-file.ts'

/** Saves the whole body of a capture as a file. */
export async function saveBody(client: Client, id: string): Promise<void> {
  await save(await client.open('getCaptureBody', { params: { id } }), `${id}.bin`)
}

/** Saves captures as a file. `name` without its ending, which is the format's. */
export async function saveExport(client: Client, name: string, what: Partial<CaptureExport> & Pick<CaptureExport, 'format'>): Promise<void> {
  await save(await client.open('exportCaptures', { body: what }), name + EXPORT_FORMATS[what.format].ending)
}

/** Saves a text that the page has. */
export const saveText = (text: string, name: string): void => saveBytes(text, name)

async function save(response: Response, name: string): Promise<void> {
  saveBytes(await response.blob(), name)
}

/** They go to the disk as bytes: the page never opens them. */
function saveBytes(content: BlobPart, name: string): void {
  const bytes = new Blob([content], { type: 'application/octet-stream' })
  const address = URL.createObjectURL(bytes)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  URL.revokeObjectURL(address)
}
