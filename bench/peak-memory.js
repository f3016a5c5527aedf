/** Loaded before a command: when it ends, its largest resident memory in MB is in the file of PEAK_MEMORY_FILE. */
const { writeFileSync } = require("node:fs");

process.on("exit", () => {
  writeFileSync(process.env.PEAK_MEMORY_FILE, String(Math.round(process.resourceUsage().maxRSS / 1024)));
});
