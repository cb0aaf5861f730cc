/** What the engine says about itself; pino fits it. Secrets and captured bytes never go into it. */
export interface Log {
  debug(details: object, message: string): void
  info(details: object, message: string): void
  warn(details: object, message: string): void
  error(details: object, message: string): void
}
