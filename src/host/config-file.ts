/** Reads a configuration. */
import { dirname, resolve } from 'node:path'
import { ConfigFile, ConfigInbox, ConfigRegistration } from '#contract/config-file.ts'
import type { Path } from '#providers/from-file/yaml-text.ts'
import { checkData, readDataFile, type DataFile } from './data-file.ts'

/** @throws `FaultyFile` with every fault, `StartError` where there is no such file. */
export async function readConfigFile(path: string): Promise<DataFile<ConfigFile>> {
  const read = await readDataFile(path, reading())
  return placed(read, dirname(read.file))
}

/** One that a program holds; its paths are from the current directory. @throws `FaultyFile` with every fault. */
export const checkConfig = (value: unknown): DataFile<ConfigFile> => placed(checkData('the configuration', value, reading()), process.cwd())

const reading = () => ({ what: 'configuration', schema: ConfigFile, keysAt: keysIn(ConfigFile.shape) })

function placed(read: DataFile<ConfigFile>, from: string): DataFile<ConfigFile> {
  const { dataDir, providers } = read.data
  return { ...read, data: { ...read.data, ...(dataDir !== undefined && { dataDir: resolve(from, dataDir) }), providers: providers.map((one) => resolve(from, one)) } }
}

/** @param top what the file itself has. */
export const keysIn = (top: object) => (path: Path): string[] | undefined => {
  const shape = path.length === 1 ? top : path.length === 3 && path[0] === 'inboxes' ? ConfigInbox.shape : path.length === 3 && path[0] === 'registrations' ? ConfigRegistration.shape : undefined
  return shape && Object.keys(shape)
}
