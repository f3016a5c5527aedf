/** Texts in their order, to find those that begin alike without looking at all. */
export class SortedTexts<Item> {
  private readonly items: readonly Item[];

  constructor(
    items: Iterable<Item>,
    private readonly textOf: (item: Item) => string,
  ) {
    this.items = [...items].sort((a, b) => (textOf(a) < textOf(b) ? -1 : 1));
  }

  beginningWith(prefix: string): readonly Item[] {
    let [low, high] = [0, this.items.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.textOf(this.items[middle]!) < prefix) low = middle + 1;
      else high = middle;
    }
    let end = low;
    while (end < this.items.length && this.textOf(this.items[end]!).startsWith(prefix)) end++;
    return this.items.slice(low, end);
  }
}
