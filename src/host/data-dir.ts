import envPaths from 'env-paths'

/** Where a workspace lives when nobody says otherwise: HOOKWRIGHT_DATA, else the platform's own place for application data. */
export const defaultDataDir = (): string => process.env['HOOKWRIGHT_DATA'] ?? envPaths('hookwright', { suffix: '' }).data
