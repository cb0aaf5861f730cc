import { create } from 'zustand'
import { chooseFile } from './choose-file.ts'

/** The file that a user wants to import, whichever way it was given; null: none. */
export const useImportFile = create<{ readonly file: File | null }>()(() => ({ file: null }))

/** Asks what is in it, and whether to import it. */
export const importFile = (file: File | null): void => useImportFile.setState({ file })

export const chooseImportFile = (): void => chooseFile(importFile)
