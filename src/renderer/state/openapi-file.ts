import { create } from 'zustand'

/** An OpenAPI document that was dropped on the window and is to become a provider; null: none. */
export const useOpenapiFile = create<{ readonly file: File | null }>()(() => ({ file: null }))

export const takeOpenapiFile = (file: File | null): void => useOpenapiFile.setState({ file })

/** Enough of a document to see its version. */
const HEAD = 64 * 1024

/** Whether a file says of itself that it is one, in YAML or JSON. */
export async function isOpenapi(file: Blob): Promise<boolean> {
  return /^\s*(["']?openapi["']?\s*:\s*["']?3\.)/m.test((await file.slice(0, HEAD).text()).replace(/^\s*\{/, ''))
}
