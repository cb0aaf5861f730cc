/** Something that a test expected did not come. The message says what did. */
export class ExpectationError extends Error {
  override readonly name = 'ExpectationError'
}
