/**
 * Telephone numbers that belong to no one: the blocks that regulators set aside for films and books.
 * Germany: Bundesnetzagentur's "drama numbers"; United Kingdom: Ofcom; France: ARCEP's 06 39 98; United States: 555-01xx.
 */
const BLOCKS: Record<string, { prefix: string; digits: number }[]> = {
  DE: [
    { prefix: '+493023125', digits: 3 },
    { prefix: '+494066969', digits: 3 },
    { prefix: '+496990009', digits: 3 },
    { prefix: '+498999998', digits: 3 },
    { prefix: '+492214710', digits: 3 },
  ],
  GB: [{ prefix: '+447700900', digits: 3 }],
  FR: [{ prefix: '+33639980', digits: 3 }],
  US: [{ prefix: '+15035550', digits: 3 }],
};

/** Hands out each number once; null for a country without such a block, or when its blocks are used up. */
export function phoneBook(): (countryCode: string) => string | null {
  const given: Record<string, number> = {};
  return (countryCode) => {
    const blocks = BLOCKS[countryCode] ?? [];
    const index = given[countryCode] ?? 0;
    given[countryCode] = index + 1;
    // The United States set aside 0100 to 0199 only.
    const perBlock = countryCode === 'US' ? 100 : 1000;
    const block = blocks[Math.floor(index / perBlock)];
    if (!block) return null;
    const number = (countryCode === 'US' ? 100 : 0) + (index % perBlock);
    return block.prefix + String(number).padStart(block.digits, '0');
  };
}
