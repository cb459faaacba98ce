/** More words than this in one name are no name. */
const MOST_WORDS = 8;

/**
 * The words by which a name is found: `José  Müller-Lüdenscheidt` is `jose`, `muller`, `ludenscheidt`. Case, accents and what stands between
 * words do not matter; letters of other scripts stay as they are.
 */
export function nameWords(...names: (string | null | undefined)[]): string[] {
  const plain = names
    .flatMap((name) => name ?? [])
    .join(' ')
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .replace(/ø/g, 'o')
    .replace(/ł/g, 'l');
  const words = plain.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  return [...new Set(words)].slice(0, MOST_WORDS);
}
