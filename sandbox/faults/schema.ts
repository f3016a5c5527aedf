import { z } from "zod";

const milliseconds = z.number().int().min(0).max(600_000);

const error = z.strictObject({
  /** HTTP status of the answer. */
  status: z.number().int().min(400).max(599),
  /** The error's code, such as ThrottlingException. */
  code: z.string().regex(/^[A-Za-z][A-Za-z.]*$/),
  message: z.string().default("Rate exceeded"),
});

const rule = z
  .strictObject({
    /** Signing name of the service; any when it is left out. */
    service: z.string().optional(),
    /** The operation, without the service; any when it is left out. */
    action: z.string().optional(),
    /** How often the rule strikes; without times or probability, always. */
    times: z.number().int().min(1).optional(),
    /** How likely it strikes; the dice follow the seed. */
    probability: z.number().gt(0).max(1).optional(),
    seed: z.number().int().optional(),
    delayMilliseconds: milliseconds.optional(),
    error: error.optional(),
    /** The connection is reset without an answer. */
    reset: z.literal(true).optional(),
    /** The answer breaks off in the middle of its body. */
    truncated: z.literal(true).optional(),
    /** A page of HTML, as a proxy in between would answer; its status. */
    html: z.number().int().min(200).max(599).optional(),
  })
  .refine(({ times, probability }) => times === undefined || probability === undefined, {
    message: "must have times or probability, not both",
  })
  .refine(({ probability, seed }) => seed === undefined || probability !== undefined, {
    message: "must have a probability where it has a seed",
  })
  .refine(
    ({ error, reset, truncated, html }) => [error, reset, truncated, html].filter(Boolean).length <= 1,
    {
      message: "must have one of error, reset, truncated and html at most",
    },
  )
  .refine(
    (fields) =>
      [fields.delayMilliseconds, fields.error, fields.reset, fields.truncated, fields.html].some(Boolean),
    {
      message: "must have one of delayMilliseconds, error, reset, truncated and html",
    },
  );

/** What a faults file holds. */
export const faultsSchema = z.strictObject({
  /** So long after a write, decisions still see the user, role, group or policy as it was before. */
  iamPropagationMilliseconds: milliseconds.default(0),
  rules: z.array(rule).default([]),
});

export type Faults = z.infer<typeof faultsSchema>;
export type FaultRule = Faults["rules"][number];
