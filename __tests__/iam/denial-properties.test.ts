import fc from "fast-check";
import { formatDenial, parseDenial } from "../../lib/iam/denial";

test("reading never throws, and takes time in proportion to the message", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), (text) => {
      parseDenial(text);
      parseDenial(`User: a is not authorized to perform: ecr:X${text}`);
    }),
    { seed: 11, numRuns: 500 },
  );
  const long = `User: a is not authorized to perform: ecr:X on resource: arn:${"a".repeat(100_000)}`;
  expect(parseDenial(`${long} because no ${"x ".repeat(50_000)}`)).toBeUndefined();
  expect(parseDenial(`${long}${" (".repeat(50_000)}`)).toBeUndefined();
  expect(parseDenial(`${"User: ".repeat(50_000)}`)).toBeUndefined();
});

/** The causes whose denials have a sentence of their own, and what it says. */
const causes = fc
  .tuple(
    fc.constantFrom("identity", "resource", "boundary", "session", "scp", "rcp", "vpc-endpoint", "trust"),
    fc.constantFrom("ImplicitlyDenied", "ExplicitlyDenied"),
  )
  .filter(([by, result]) => by !== "rcp" || result === "ExplicitlyDenied");

test("a denial reads back for any principal, action and resource", () => {
  const word = fc.stringMatching(/^[A-Za-z0-9+=,.@_-]{1,20}$/).filter((text) => !/[.,]$/.test(text));
  const action = fc
    .stringMatching(/^[a-z0-9-]{1,10}:[A-Za-z0-9]{1,20}$/)
    .filter((text) => !/^sts:assumerole$/i.test(text));
  fc.assert(
    fc.property(word, action, word, causes, (role, action, repository, [by, result]) => {
      const principal = {
        arn: `arn:aws:sts::123456789012:assumed-role/${role}/s`,
        accountId: "123456789012",
      };
      const resource = `arn:aws:ecr:us-west-2:123456789012:repository/${repository}`;
      expect(parseDenial(formatDenial({ principal, action, resource }, { result, by }))).toEqual({
        principal: principal.arn,
        action,
        resource,
        cause: by,
        explicit: result === "ExplicitlyDenied",
      });
    }),
    { seed: 11, numRuns: 1_000 },
  );
});
