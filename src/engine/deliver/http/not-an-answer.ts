/** What came over the connection is not HTTP/1.1 that answers the request. The message goes on a sentence: "… did not answer in valid HTTP/1.1: ". */
export class NotAnAnswer extends Error {
  override readonly name = 'NotAnAnswer'
}
