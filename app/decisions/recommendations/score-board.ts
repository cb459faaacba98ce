/** Scores of products by number, made once and used for one question after the other: clearing it costs what was written, not its size. */
export class ScoreBoard {
  readonly #scores: Float64Array;
  readonly #isTouched: Uint8Array;
  readonly #touched: Uint32Array;
  #count = 0;

  constructor(readonly size: number) {
    this.#scores = new Float64Array(size);
    this.#isTouched = new Uint8Array(size);
    this.#touched = new Uint32Array(size);
  }

  add(item: number, score: number): void {
    if (this.#isTouched[item] === 0) {
      this.#isTouched[item] = 1;
      this.#touched[this.#count++] = item;
      this.#scores[item] = score;
    } else this.#scores[item] = (this.#scores[item] ?? 0) + score;
  }

  /** 0 where nothing was added. */
  of(item: number): number {
    return this.#isTouched[item] === 1 ? (this.#scores[item] ?? 0) : 0;
  }

  has(item: number): boolean {
    return this.#isTouched[item] === 1;
  }

  /** Those with a score, in the order in which they came. A view: it changes with the board. */
  touched(): Uint32Array {
    return this.#touched.subarray(0, this.#count);
  }

  /** The highest score, at least 0. */
  highest(): number {
    let highest = 0;
    for (let at = 0; at < this.#count; at++) {
      const score = this.#scores[this.#touched[at] ?? 0] ?? 0;
      if (score > highest) highest = score;
    }
    return highest;
  }

  /** The best by score, then by number; only positive scores, and only what may be shown. */
  best(limit: number, mayShow: (item: number) => boolean = () => true): number[] {
    const heap = new BestOf(limit);
    for (let at = 0; at < this.#count; at++) {
      const item = this.#touched[at] ?? 0;
      const score = this.#scores[item] ?? 0;
      if (score > 0 && heap.wouldTake(item, score) && mayShow(item)) heap.take(item, score);
    }
    return heap.drain();
  }

  clear(): void {
    for (let at = 0; at < this.#count; at++) this.#isTouched[this.#touched[at] ?? 0] = 0;
    this.#count = 0;
  }
}

/** The best few of many by score, then by the lower number: a heap whose root is the worst of those kept. */
export class BestOf {
  readonly #items: number[] = [];
  readonly #scores: number[] = [];

  constructor(private readonly limit: number) {}

  wouldTake(item: number, score: number): boolean {
    return this.#items.length < this.limit || (this.limit > 0 && this.#isWorse(0, item, score));
  }

  take(item: number, score: number): void {
    if (this.#items.length < this.limit) this.#rise(this.#items.length, item, score);
    else this.#sink(item, score);
  }

  /** All that are kept, best first. */
  drain(): number[] {
    const order = [...this.#items.keys()];
    order.sort(
      (a, b) => (this.#scores[b] ?? 0) - (this.#scores[a] ?? 0) || (this.#items[a] ?? 0) - (this.#items[b] ?? 0),
    );
    return order.map((at) => this.#items[at] ?? 0);
  }

  /** Whether what is kept there stands behind the other. */
  #isWorse(at: number, item: number, score: number): boolean {
    const kept = this.#scores[at] ?? 0;
    return kept < score || (kept === score && (this.#items[at] ?? 0) > item);
  }

  #rise(from: number, item: number, score: number): void {
    let at = from;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const [parentItem, parentScore] = [this.#items[parent] ?? 0, this.#scores[parent] ?? 0];
      if (!(score < parentScore || (score === parentScore && item > parentItem))) break;
      this.#set(at, parentItem, parentScore);
      at = parent;
    }
    this.#set(at, item, score);
  }

  #sink(item: number, score: number): void {
    let at = 0;
    for (;;) {
      const worst = this.#worseChild(at);
      if (worst === null || !this.#isWorse(worst, item, score)) break;
      this.#set(at, this.#items[worst] ?? 0, this.#scores[worst] ?? 0);
      at = worst;
    }
    this.#set(at, item, score);
  }

  #worseChild(at: number): number | null {
    const [left, right] = [2 * at + 1, 2 * at + 2];
    if (left >= this.#items.length) return null;
    if (right >= this.#items.length) return left;
    return this.#isWorse(left, this.#items[right] ?? 0, this.#scores[right] ?? 0) ? left : right;
  }

  #set(at: number, item: number, score: number): void {
    this.#items[at] = item;
    this.#scores[at] = score;
  }
}

const scratch = new WeakMap<object, ScoreBoard>();

/** A board to reckon on, kept with what it is needed for and always given back clear. Nothing may use it while another still does. */
export function scratchBoard(owner: object, size: number): ScoreBoard {
  const known = scratch.get(owner);
  if (known) return known;
  const board = new ScoreBoard(size);
  scratch.set(owner, board);
  return board;
}
