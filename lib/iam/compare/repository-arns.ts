/**
 * Every repository ARN of an account as an automaton: `arn:PARTITION:ecr:REGION:ACCOUNT:repository/NAME`, the name by
 * ECR's grammar. Its length is bounded by whoever walks it.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html
 */
export interface ArnState {
  readonly id: number;
  /** Is the text so far a whole ARN? */
  readonly accepts: boolean;
  /** Characters of the repository's name begin after this state. */
  readonly inName: boolean;
  /** Where each of some characters leads: those of one class lead to the same state. */
  readonly moves: { readonly characters: string; readonly to: ArnState }[];
}

export const LONGEST_NAME = 256;

const LETTERS = "abcdefghijklmnopqrstuvwxyz";
const DIGITS = "0123456789";
const ALPHANUMERIC = LETTERS + DIGITS;

class Builder {
  private count = 0;

  state(inName = false, accepts = false): ArnState {
    return { id: this.count++, accepts, inName, moves: [] };
  }

  move(from: ArnState, characters: string, to: ArnState): void {
    from.moves.push({ characters, to });
  }

  text(from: ArnState, text: string, end: ArnState): void {
    let at = from;
    [...text].forEach((character, index) => {
      const to = index === text.length - 1 ? end : this.state();
      this.move(at, character, to);
      at = to;
    });
  }
}

/** The automaton's first state. */
export function repositoryArns(account: string): ArnState {
  const build = new Builder();
  const state = () => build.state();
  const start = state();
  const [partition, partitionDash, partitionPart, afterPartition] = [state(), state(), state(), state()];
  build.text(start, "arn:aws", partition);
  build.move(partition, "-", partitionDash);
  build.move(partitionDash, LETTERS, partitionPart);
  build.move(partitionPart, LETTERS, partitionPart);
  build.move(partitionPart, "-", partitionDash);
  build.move(partition, ":", afterPartition);
  build.move(partitionPart, ":", afterPartition);
  const region = state();
  build.text(afterPartition, "ecr:", region);
  const [area, firstDash, part, dash, number, afterRegion] = [
    state(),
    state(),
    state(),
    state(),
    state(),
    state(),
  ];
  build.move(region, LETTERS, area);
  build.move(area, LETTERS, area);
  build.move(area, "-", firstDash);
  build.move(firstDash, LETTERS, part);
  build.move(part, LETTERS, part);
  build.move(part, "-", dash);
  build.move(dash, LETTERS, part);
  build.move(dash, DIGITS, number);
  build.move(number, DIGITS, number);
  build.move(number, ":", afterRegion);
  const name = build.state(true);
  build.text(afterRegion, `${account}:repository/`, name);
  addName(build, name);
  return start;
}

function addName(build: Builder, start: ArnState): void {
  const inside = () => build.state(true);
  // One character alone is no name: two at least.
  const [first, dot, underscore, underscores, dashes, slash] = [
    inside(),
    inside(),
    inside(),
    inside(),
    inside(),
    inside(),
  ];
  const body = build.state(true, true);
  build.move(start, ALPHANUMERIC, first);
  for (const from of [first, body]) {
    build.move(from, ALPHANUMERIC, body);
    build.move(from, "/", slash);
    build.move(from, "-", dashes);
    build.move(from, ".", dot);
    build.move(from, "_", underscore);
  }
  build.move(underscore, "_", underscores);
  build.move(dashes, "-", dashes);
  for (const from of [dot, underscore, underscores, dashes, slash]) build.move(from, ALPHANUMERIC, body);
}
