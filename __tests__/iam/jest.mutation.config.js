const { join } = require("node:path");

/** For `npm run test:mutation`: the tests of lib/iam that decide by cases, which take a second; properties and hostile input would take an hour. */
module.exports = {
  rootDir: join(__dirname, "..", ".."),
  testEnvironment: "node",
  testMatch: ["<rootDir>/__tests__/iam/{cases,messages,denial,parts}.test.ts"],
  transform: {
    "\\.ts$": [
      "@swc/jest",
      { jsc: { target: "es2022", parser: { syntax: "typescript" } }, module: { type: "commonjs" } },
    ],
  },
};
