/** The names that the shell imports from `electron`. */
export { app } from './app.ts'
export { BrowserWindow } from './browser-window.ts'
export { ipcMain } from './ipc-main.ts'
export { Notification } from './notification.ts'
export { Menu, clipboard, dialog, nativeTheme, screen, shell } from './recorded.ts'
export { session } from './session.ts'
export { Tray, nativeImage } from './tray.ts'
export { utilityProcess } from './utility-process.ts'
