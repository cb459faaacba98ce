/**
 * Scores of products by number, made once and used for one question after the other: a sparse set (Briggs, Torczon, 1993). Scores stand side by side in
 * the order in which they came, so that going through them reads no more than what was written, and clearing costs nothing whatever the size.
 */
export class ScoreBoard {
  /** Per product, where its score stands, if `#touched` says the same there; whatever else it holds is left from an earlier question. */
  readonly #places: Uint32Array;
  readonly #touched: Uint32Array;
  readonly #scores: Float64Array;
  #count = 0;

  constructor(readonly size: number) {
    this.#places = new Uint32Array(size);
    this.#touched = new Uint32Array(size);
    this.#scores = new Float64Array(size);
  }

  add(item: number, score: number): void {
    const place = this.#places[item] ?? 0;
    if (place < this.#count && this.#touched[place] === item) this.#scores[place] = (this.#scores[place] ?? 0) + score;
    else {
      this.#places[item] = this.#count;
      this.#touched[this.#count] = item;
      this.#scores[this.#count++] = score;
    }
  }

  /** Adds all of another board's, each times a factor. */
  addAll(other: ScoreBoard, factor: number): void {
    const count = other.#count;
    for (let place = 0; place < count; place++)
      this.add(other.#touched[place] ?? 0, (other.#scores[place] ?? 0) * factor);
  }

  /** 0 where nothing was added. */
  of(item: number): number {
    return this.has(item) ? (this.#scores[this.#places[item] ?? 0] ?? 0) : 0;
  }

  has(item: number): boolean {
    const place = this.#places[item] ?? 0;
    return place < this.#count && this.#touched[place] === item;
  }

  /** Those with a score, in the order in which they came. A view: it changes with the board. */
  touched(): Uint32Array {
    return this.#touched.subarray(0, this.#count);
  }

  /** The highest score, at least 0. */
  highest(): number {
    let highest = 0;
    for (let place = 0; place < this.#count; place++) {
      const score = this.#scores[place] ?? 0;
      if (score > highest) highest = score;
    }
    return highest;
  }

  /** The best by score, then by number; only positive scores, and only what may be shown. */
  best(limit: number, mayShow: (item: number) => boolean = () => true): number[] {
    const heap = new BestOf(limit);
    for (let place = 0; place < this.#count; place++) {
      const score = this.#scores[place] ?? 0;
      if (score <= 0) continue;
      const item = this.#touched[place] ?? 0;
      if (heap.wouldTake(item, score) && mayShow(item)) heap.take(item, score);
    }
    return heap.drain();
  }

  clear(): void {
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
