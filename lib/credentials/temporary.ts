/** What AssumeRole hands out. The three strings are secrets together: they stand in no message and in no log. */
export interface TemporaryCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly expiration: Date;
}
