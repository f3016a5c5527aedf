const { appendFileSync } = require("node:fs");

/** Appends `passed failed` of a Jest run to the file that ECR_ACCESS_TEST_COUNTS names, for `.ci/run`; a suite that could not run is a failure. */
module.exports = class CountsReporter {
  onRunComplete(_contexts, { numPassedTests, numFailedTests, numRuntimeErrorTestSuites }) {
    const file = process.env.ECR_ACCESS_TEST_COUNTS;
    if (file) appendFileSync(file, `${numPassedTests} ${numFailedTests + numRuntimeErrorTestSuites}\n`);
  }
};
