/**
 * `node --require tsx/cjs scripts/check-page.ts`: opens the matrix's page in a headless Chromium and uses it as a reader
 * does: filters, tabs to a cell, looks at it on a phone. Fails where there is no Chromium (Debian: `apt-get install chromium`).
 */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, type Page, chromium } from "playwright-core";
import { loadRegistry } from "../lib/config/load";
import { PROBED_ACTIONS } from "../lib/matrix/cell";
import { Declarations } from "../lib/matrix/declare";
import { isolationOf } from "../lib/matrix/isolation";
import { Matrix } from "../lib/matrix/matrix";
import { matrixReport } from "../lib/matrix/report";
import { matrixHtml } from "../lib/report/matrix-html";
import { programsOnPath } from "../lib/system/programs";
import { readInventory } from "../lib/terraform/source";
import { fullSynth } from "../__tests__/stacks/full-synth";
import { ROOT } from "../cli/root";

const PHONE = { width: 360, height: 640 };

/** The page of an example, as `ecr-access matrix --format html` writes it. */
function pageOf(example: string, folder: string): string {
  const registry = loadRegistry(join(ROOT, "examples", example, "registry.yaml"), {});
  for (const [file, text] of Object.entries(fullSynth(registry))) {
    mkdirSync(dirname(join(folder, example, file)), { recursive: true });
    writeFileSync(join(folder, example, file), text);
  }
  const matrix = new Matrix(readInventory(join(folder, example)), new Declarations(registry));
  const file = join(folder, `${example}.html`);
  writeFileSync(file, matrixHtml(matrixReport(matrix, PROBED_ACTIONS), isolationOf(matrix.source, registry)));
  return pathToFileURL(file).href;
}

async function open(
  browser: Browser,
  url: string,
  viewport = { width: 1280, height: 800 },
): Promise<{ page: Page; requests: string[]; errors: string[] }> {
  const page = await browser.newPage({ viewport });
  const requests: string[] = [];
  const errors: string[] = [];
  page.on("request", (request) => requests.push(request.url()));
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => void (message.type() === "error" && errors.push(message.text())));
  await page.goto(url);
  return { page, requests, errors };
}

async function filters(page: Page): Promise<void> {
  const rows = page.locator("tbody tr");
  const all = await rows.count();
  const role = await rows.first().locator("th").innerText();
  await page.fill("#filter", role);
  assert.equal(await page.locator("tbody tr:visible").count(), 1, "a role's name leaves its row alone");
  const column = (await page.locator("thead th[data-name]").first().getAttribute("data-name"))!;
  await page.fill("#filter", column);
  assert.equal(
    await page.locator("thead th[data-name]:visible").count(),
    1,
    "a repository's name leaves its column alone",
  );
  await page.fill("#filter", "nothing is named so");
  assert.equal(await page.locator("tbody tr:visible").count(), 0, "what nothing matches leaves nothing");
  await page.fill("#filter", "");
  assert.equal(await page.locator("tbody tr:visible").count(), all, "an empty filter shows everything");
}

async function tellsReasons(page: Page): Promise<void> {
  const reason = page.locator("#reason");
  assert.equal(await reason.isVisible(), false, "no reason is shown before anybody asks");
  await page.locator("#filter").focus();
  await page.keyboard.press("Tab");
  for (let tabs = 0; tabs < 3 && !(await reason.isVisible()); tabs++) await page.keyboard.press("Tab");
  assert.match(
    await reason.innerText(),
    /ListImages: (allowed|denied|unknown)/,
    "the keyboard's focus shows the reason",
  );
  await page.keyboard.press("Escape");
  assert.equal(await reason.isVisible(), false, "Escape hides it");
  await page.locator("td[data-reason]").last().hover();
  assert.equal(await reason.isVisible(), true, "the mouse shows it");
}

/** Role names on one line, beside the table and under its head wherever it is scrolled to. */
async function keepsNames(page: Page): Promise<void> {
  const lines = await page.evaluate(`[...document.querySelectorAll("tbody th")].filter((head) => {
    const range = document.createRange();
    range.selectNodeContents(head);
    return new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size > 1;
  }).map((head) => head.textContent)`);
  assert.deepEqual(lines, [], "no role's name is broken over lines");
  const scroll = page.locator(".scroll");
  await scroll.evaluate("(table) => table.scrollTo(table.scrollWidth, table.scrollHeight)");
  const frame = (await scroll.boundingBox())!;
  const role = (await page.locator("tbody th").last().boundingBox())!;
  assert.ok(Math.abs(role.x - frame.x) <= 2, "the role stays at the left when the table is scrolled");
  const corner = (await page.locator("thead th.corner").boundingBox())!;
  assert.ok(Math.abs(corner.y - frame.y) <= 2, "the head stays above when the table is scrolled");
  await scroll.evaluate("(table) => table.scrollTo(0, 0)");
}

async function fitsPhone(browser: Browser, url: string): Promise<void> {
  const { page } = await open(browser, url, PHONE);
  const width = await page.evaluate("document.documentElement.scrollWidth");
  assert.ok(Number(width) <= PHONE.width, `on a phone the page is ${PHONE.width} wide, got ${String(width)}`);
  await keepsNames(page);
  const role = (await page.locator("tbody th").first().boundingBox())!;
  assert.ok(role.width <= PHONE.width / 2, "on a phone half of the table at least is answers");
  await page.locator("td[data-reason]").first().focus();
  const box = await page.locator("#reason").boundingBox();
  assert.ok(box && box.x >= 0 && box.x + box.width <= PHONE.width, "the reason fits on a phone");
}

async function main(): Promise<void> {
  const executablePath = programsOnPath("chromium", process.env.PATH)[0];
  assert.ok(executablePath, "there is no chromium on the PATH");
  const folder = mkdtempSync(join(tmpdir(), "ecr-access-page-"));
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  try {
    for (const example of ["lab", "company"]) {
      const url = pageOf(example, folder);
      const { page, requests, errors } = await open(browser, url);
      if (example === "company") await filters(page);
      await keepsNames(page);
      await tellsReasons(page);
      assert.deepEqual(requests, [url], "the page loads nothing but itself");
      assert.deepEqual(errors, [], "no error in the page");
      await fitsPhone(browser, url);
      console.log(`${example}: filters, names, keyboard, phone, no request`);
    }
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true });
  }
}

main().catch((error: unknown) => {
  console.error(`the page fails: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
});
