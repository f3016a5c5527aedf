// the SDK warns of Node 20 in every process that loads it
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";

/** @type {import("jest").Config} */
const shared = {
  rootDir: __dirname,
  testEnvironment: "node",
  transform: {
    "\\.(ts|js|mjs)$": [
      "@swc/jest",
      { jsc: { target: "es2022", parser: { syntax: "typescript" } }, module: { type: "commonjs" } },
    ],
  },
  transformIgnorePatterns: ["/node_modules/(?!(p-queue|p-timeout|eventemitter3)/)"],
  modulePathIgnorePatterns: ["<rootDir>/(cdktf\\.out|\\.lab|\\.cache|\\.stryker-tmp|state)/"],
};

/** A test's tier is in its file name: `x.test.ts`, `x.sandbox.test.ts`, `x.soak.test.ts`; `live/` is a tier of its own. */
module.exports = {
  maxWorkers: "100%",
  reporters: ["default", "<rootDir>/__tests__/counts-reporter.js"],
  projects: [
    {
      ...shared,
      displayName: "unit",
      testMatch: ["<rootDir>/__tests__/**/*.test.ts"],
      testPathIgnorePatterns: ["/node_modules/", "/__tests__/live/", "\\.(sandbox|soak)\\.test\\.ts$"],
    },
    { ...shared, displayName: "live", testMatch: ["<rootDir>/__tests__/live/**/*.test.ts"] },
    { ...shared, displayName: "sandbox", testMatch: ["<rootDir>/__tests__/**/*.sandbox.test.ts"] },
    { ...shared, displayName: "soak", testMatch: ["<rootDir>/__tests__/**/*.soak.test.ts"] },
  ],
};
