import { reportFailure } from "../../cli/failure";

const SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
const before = { ...process.env };
let printed: string[];

beforeEach(() => {
  printed = [];
  jest.spyOn(console, "error").mockImplementation((line: string) => void printed.push(line));
  process.env.AWS_SECRET_ACCESS_KEY = SECRET;
});

afterEach(() => {
  jest.restoreAllMocks();
  process.env = { ...before };
});

test("an error that nobody foresaw is one line, and 4", () => {
  expect(reportFailure(new Error("first line\nsecond line"))).toBe(4);
  expect(printed).toEqual(["unexpected error: first line (ECR_ACCESS_DEBUG=1 prints where)"]);
});

test("ECR_ACCESS_DEBUG prints where it came from", () => {
  process.env.ECR_ACCESS_DEBUG = "1";
  reportFailure(new Error("broken"));
  expect(printed.join("\n")).toContain("failure.test.ts");
});

test.each([undefined, "1"])(
  "neither says the secret key that an error holds (ECR_ACCESS_DEBUG=%s)",
  (debug) => {
    if (debug) process.env.ECR_ACCESS_DEBUG = debug;
    const error = Object.assign(new Error(`no such key: ${SECRET}`), { request: { secret: SECRET } });
    reportFailure(error);
    expect(printed.join("\n")).not.toContain(SECRET);
    expect(printed.at(-1)).toContain("no such key: [hidden]");
  },
);

test("what is thrown without being an error is said", () => {
  expect(reportFailure("out of order")).toBe(4);
  expect(printed).toEqual(["unexpected error: out of order (ECR_ACCESS_DEBUG=1 prints where)"]);
});
