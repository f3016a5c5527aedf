const { join } = require("node:path");

/** For `npm run test:mutation`: the tests of lib/iam that take no time; properties and hostile input would take hours. */
module.exports = {
  rootDir: join(__dirname, "..", ".."),
  roots: ["<rootDir>/lib/iam", "<rootDir>/lib/aws", "<rootDir>/__tests__/iam"],
  watchman: false,
  testEnvironment: "node",
  testMatch: ["<rootDir>/__tests__/iam/mutation.ts"],
  transform: {
    "\\.ts$": [
      "@swc/jest",
      { jsc: { target: "es2022", parser: { syntax: "typescript" } }, module: { type: "commonjs" } },
    ],
  },
};
