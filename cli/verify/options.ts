/** The flags of `ecr-access verify`. */
export interface VerifyOptions {
  readonly config: string;
  readonly from?: string;
  readonly role?: readonly string[];
  readonly repository?: readonly string[];
  readonly actions?: readonly string[];
  readonly readOnly?: boolean;
  readonly sample?: number;
  readonly format: string;
  readonly out?: string;
  readonly junit?: string;
  readonly html?: string;
  /** Seconds. */
  readonly timeout: number;
  readonly concurrency: number;
}
