import { create } from 'zustand'

/** The file that a user wants to import, whichever way it was given; null: none. */
export const useImportFile = create<{ readonly file: File | null }>()(() => ({ file: null }))

/** Asks what is in it, and whether to import it. */
export const importFile = (file: File | null): void => useImportFile.setState({ file })

/** The system's own way to choose a file. */
export function chooseImportFile(): void {
  const input = document.createElement('input')
  input.type = 'file'
  input.addEventListener('change', () => {
    const [file] = input.files ?? []
    if (file) importFile(file)
  })
  input.click()
}
