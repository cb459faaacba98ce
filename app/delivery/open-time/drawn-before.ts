/** Of all shops together, in bytes. */
const MOST_BYTES = 32 * 1_024 * 1_024;

/** Pictures drawn before, by what they show; those that were asked for longest ago are forgotten. What is being drawn is drawn once. */
export interface DrawnBefore {
  get(svg: string, draw: () => Promise<Buffer | null>): Promise<Buffer | null>;
}

export function createDrawnBefore(keyOf: (svg: string) => string, mostBytes = MOST_BYTES): DrawnBefore {
  const kept = new Map<string, Buffer>();
  const underWay = new Map<string, Promise<Buffer | null>>();
  let bytes = 0;

  function keep(key: string, png: Buffer): void {
    kept.set(key, png);
    bytes += png.length;
    for (const [oldest, { length }] of kept) {
      if (bytes <= mostBytes) return;
      kept.delete(oldest);
      bytes -= length;
    }
  }

  async function drawOnce(key: string, draw: () => Promise<Buffer | null>): Promise<Buffer | null> {
    const drawing = draw().finally(() => underWay.delete(key));
    underWay.set(key, drawing);
    const png = await drawing;
    if (png) keep(key, png);
    return png;
  }

  return {
    async get(svg, draw) {
      const key = keyOf(svg);
      const known = kept.get(key);
      if (!known) return underWay.get(key) ?? drawOnce(key, draw);
      kept.delete(key);
      kept.set(key, known);
      return known;
    },
  };
}
