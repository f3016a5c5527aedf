import fc from "fast-check";
import { parseUnambiguously } from "../../sandbox/gateway/json";

const parse = (text: string) => parseUnambiguously(Buffer.from(text));

test("whatever JSON.stringify writes of an object is read as JSON.parse reads it", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 5 })), fc.boolean(), (value, pretty) => {
      const text = JSON.stringify(value, null, pretty ? 2 : 0);
      expect(parse(text)).toEqual(JSON.parse(text));
    }),
  );
});

test.each([
  ["two keys alike", '{"a":1,"a":2}'],
  ["two keys alike with space before the colon", '{"a" :1,"a"\n:2}'],
  ["two keys alike, one escaped", '{"a":1,"\\u0061":2}'],
  ["two keys alike in a nested object", '{"x":[{"a":1,"a":2}]}'],
  ["two keys alike behind a value that looks like a brace", '{"a":"}","a":2}'],
  ["two empty keys", '{"":1,"":2}'],
  ["a list", "[]"],
  ["a string", '"a"'],
  ["nothing", ""],
  ["a trailing comma", '{"a":1,}'],
  ["bytes that are no UTF-8", Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]).toString("latin1")],
])("%s is refused", (name, text) => {
  const body = name.startsWith("bytes") ? Buffer.from(text, "latin1") : Buffer.from(text);
  expect(() => parseUnambiguously(body)).toThrow();
});

test.each([
  ["the same key in two objects", '{"x":{"a":1},"y":{"a":2}}'],
  ["a key and a value alike", '{"a":"a","b":"a"}'],
  ["a string that holds a key", '{"a":"\\"a\\":1","b":1}'],
  ["keys that differ in case", '{"a":1,"A":2}'],
  ["a backslash at a string's end", '{"a":"\\\\","b":1}'],
])("%s is accepted", (_case, text) => {
  expect(parse(text)).toEqual(JSON.parse(text));
});
