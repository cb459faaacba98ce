/** Letters that Unicode does not take apart into a base letter and a mark. */
const LETTERS: Record<string, string> = { ß: 'ss', ø: 'o', æ: 'ae', œ: 'oe', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i' };
const GERMAN: Record<string, string> = { ä: 'ae', ö: 'oe', ü: 'ue' };

/** Lower-case ASCII letters, digits and hyphens: "Crème & Rosé" becomes "creme-rose". Empty when nothing is left. */
export function slugOf(text: string): string {
  return latin(text)
    .replace(/['’]/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
}

function latin(text: string): string {
  return text
    .toLowerCase()
    .replace(/[äöü]/g, (letter) => GERMAN[letter] ?? letter)
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[ßøæœłđðþı]/g, (letter) => LETTERS[letter] ?? letter);
}

/** Gives each text its own slug: a second "mug" becomes "mug-1". */
export function uniqueSlugs(): (text: string) => string {
  const taken = new Map<string, number>();
  const give = (text: string): string => {
    const slug = slugOf(text) || 'item';
    const times = taken.get(slug);
    taken.set(slug, (times ?? 0) + 1);
    return times === undefined ? slug : give(`${slug}-${times}`);
  };
  return give;
}
