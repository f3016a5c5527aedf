import { styleText } from "node:util";

/** Prints the lab's steps as they happen: one line when a step is done, and what it found. */
export class LabConsole {
  /** Is stdout a terminal that may show colours? */
  readonly colour = Boolean(process.stdout.isTTY) && !process.env.NO_COLOR;

  private readonly started = Date.now();

  step(name: string, detail: string): void {
    const seconds = ((Date.now() - this.started) / 1000).toFixed(1).padStart(5);
    const label = name.padEnd(10);
    console.log(`${seconds} s  ${this.colour ? styleText("bold", label) : label}  ${detail}`);
  }

  /** Something to copy or to compare, on lines of its own. */
  verbatim(text: string): void {
    console.log(`\n${text}\n`);
  }

  /** What goes on right now, on a terminal only, where the next line replaces it. */
  progress(text: string): void {
    if (process.stderr.isTTY) process.stderr.write(`\r\x1b[2K${text}`);
  }

  clearProgress(): void {
    this.progress("");
  }
}
