import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { planForget, planWrite } from "../../lib/credentials/edit";
import { readLines } from "../../lib/credentials/lines";
import { NEW, NEW_KEYS } from "./corpus";
import { readAsJavaScript } from "./javascript-reader";

const SEED = 20_261_124;
const CASES = 6_000;

/** Pieces of which both good and broken files come about, with what readers disagree on. */
const PIECES = [
  ...[
    "[a]\n",
    "[b]\r\n",
    "[DEFAULT]\n",
    "  [c]\n",
    "[a] # x\n",
    "[b]#x\n",
    "[ a ]\n",
    "[profile a]\n",
    "[two words]\n",
  ],
  ...[
    "[",
    "]",
    "=",
    ":",
    " ",
    "  ",
    "\t",
    "\n",
    "\n",
    "\r\n",
    "\r",
    "#",
    ";",
    "x",
    "\u00a0",
    "\f",
    "\x1c",
    "\u2028",
    "\ufeff",
  ],
  ...[
    "k = 1\n",
    "  k = 1\n",
    "K: 2\n",
    "s3 =\n",
    "    n = 3\n",
    "# comment\n",
    " ; comment\n",
    "note = [a]\n",
  ],
  ...[
    "aws_access_key_id = A\n",
    "  aws_access_key_id = B\n",
    "AWS_SESSION_TOKEN: C\n",
    "aws_security_token = D\n",
  ],
  "# written by ecr-access; no expiry is known\n",
];

const texts = fc.sample(
  fc
    .tuple(
      fc.constantFrom("", "[a]\n", "[z]\nk = v\n", "[a]\nk = v\n"),
      fc.array(fc.constantFrom(...PIECES), { maxLength: 12 }),
    )
    .map(([start, pieces]) => start + pieces.join("")),
  { seed: SEED, numRuns: CASES },
);

type Sections = Record<string, Record<string, unknown>>;

function readAsConfigparser(list: readonly string[]): (Sections | string)[] {
  const script = join(__dirname, "read-as-configparser.py");
  const output = execFileSync("python3", [script], { input: JSON.stringify(list), maxBuffer: 1 << 28 });
  return JSON.parse(output.toString()) as (Sections | string)[];
}

let folder: string;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), "ecr-access-any-"))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function javaScript(text: string): Promise<Sections> {
  const file = join(folder, "credentials");
  writeFileSync(file, text);
  return readAsJavaScript(file);
}

test(`sections and keys are found as Python's configparser finds them, in ${CASES} files`, () => {
  const theirs = readAsConfigparser(texts);
  texts.forEach((text, index) => {
    const { lines, problem } = readLines(text);
    // a section that the JavaScript SDK alone refuses is not among the pieces
    expect({ text, readable: problem === undefined }).toEqual({
      text,
      readable: typeof theirs[index] !== "string",
    });
    if (problem) return;
    const names = lines
      .filter(({ kind, name }) => kind === "header" && name !== "DEFAULT")
      .map(({ name }) => name);
    expect({ text, names }).toEqual({ text, names: Object.keys(theirs[index]!) });
  });
}, 120_000);

test(`whatever the file, both readers see the new profile and the others as before, or it is refused, in ${CASES} files`, async () => {
  const written = texts.flatMap((text) => {
    const plan = planWrite(Buffer.from(text), "a", NEW, true);
    return "refused" in plan ? [] : [{ text, after: plan.bytes.toString() }];
  });
  expect(written.length).toBeGreaterThan(CASES / 10);
  const [before, after] = [
    readAsConfigparser(written.map(({ text }) => text)),
    readAsConfigparser(written.map((each) => each.after)),
  ];
  for (const [index, { text, after: changed }] of written.entries()) {
    const { a: _, ...others } = before[index] as Sections;
    const { a: profile, ...rest } = after[index] as Sections;
    expect({ text, changed, rest }).toEqual({ text, changed, rest: others });
    expect({ text, changed, profile }).toEqual({ text, changed, profile: { ...profile, ...NEW_KEYS } });
    const { a: __, ...othersInJavaScript } = await javaScript(text);
    const { a: inJavaScript, ...restInJavaScript } = await javaScript(changed);
    expect({ text, changed, profile: inJavaScript }).toEqual({
      text,
      changed,
      profile: { ...inJavaScript, ...NEW_KEYS },
    });
    expect({ text, changed, restInJavaScript }).toEqual({
      text,
      changed,
      restInJavaScript: othersInJavaScript,
    });
    const again = planWrite(Buffer.from(changed), "a", NEW, false);
    expect({ text, again: "refused" in again ? again.refused : again.bytes.toString() }).toEqual({
      text,
      again: changed,
    });
  }
}, 300_000);

test(`a profile that was appended is forgotten without a trace, in ${CASES} files`, () => {
  for (const text of texts) {
    const plan = planWrite(Buffer.from(text), "new", NEW, false);
    if ("refused" in plan || /\r$/.test(text)) continue;
    const forgotten = planForget(plan.bytes, "new");
    expect({ text, left: "refused" in forgotten ? forgotten.refused : forgotten.bytes.toString() }).toEqual({
      text,
      left: text,
    });
  }
}, 120_000);
