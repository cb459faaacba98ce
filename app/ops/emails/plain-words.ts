import { Liquid } from 'liquidjs';

const liquid = new Liquid();
/** Far more than a subject needs, for words that were written to take long. */
const LIMITS = { renderLimit: 50, memoryLimit: 100_000 };

/** Words with Liquid as they are read where nothing is known but the shop; as they were written where they are broken. */
export function plainWords(words: string, shopName: string): string {
  try {
    const read = String(liquid.parseAndRenderSync(words, { shop: { name: shopName } }, LIMITS));
    return read.replace(/\s+/g, ' ').trim() || words;
  } catch {
    return words;
  }
}
