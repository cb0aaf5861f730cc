import type { Client } from '#client/http.ts'

/** Saves the whole body of a capture as a file. It goes to the disk as bytes: the page never opens it. */
export async function saveBody(client: Client, id: string): Promise<void> {
  const response = await client.open('getCaptureBody', { params: { id } })
  const bytes = new Blob([await response.arrayBuffer()], { type: 'application/octet-stream' })
  const address = URL.createObjectURL(bytes)
  const link = document.createElement('a')
  link.href = address
  link.download = `${id}.bin`
  link.click()
  URL.revokeObjectURL(address)
}
