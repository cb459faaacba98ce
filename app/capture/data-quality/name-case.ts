/** Words between the parts of a name that stay small: Dutch, German, French, Spanish, Portuguese, Italian, Arabic. */
const SMALL = new Set(
  'van von der den de del della di da das dos do du le la las los ter ten te zu zur zum y e of bin ibn al el'.split(
    ' ',
  ),
);
/** Where a name is written all in one case, these begin with two capitals. */
const MAC = /^Mc(\p{Ll})/u;
const NUMERAL = /^(ii|iii|iv|vi|vii|viii)$/i;

/**
 * A name as people write it: spaces made one, and where it is written all in capitals or all in small letters, capitals where they
 * usually stand ("ANNA MÜLLER", "mcdonald", "o'neil", "van der berg"). A name in mixed case is somebody's own way of writing it and stays,
 * and so does one that says too little: initials ("JR"), or a script without cases. What cannot be made again from the result (how it was
 * written) is for the caller to keep.
 */
export function standardName(raw: string): string {
  const name = raw
    .normalize('NFC')
    .replace(/[\s\p{Z}]+/gu, ' ')
    .trim();
  return isOneCase(name) ? capitalised(name) : name;
}

function isOneCase(name: string): boolean {
  const letters = name.match(/\p{L}/gu)?.length ?? 0;
  const [upper, lower] = [name.toUpperCase(), name.toLowerCase()];
  if (upper === lower) return false;
  return name === lower || (name === upper && letters > 2);
}

function capitalised(name: string): string {
  const words = name.toLowerCase().split(' ');
  const written = words.map((word, index) => (isSmall(word, index, words.length) ? word : capitalWord(word)));
  return written.join(' ').normalize('NFC');
}

/** A particle is small before the part it belongs to; a last or only word is somebody's whole name ("Le", "Do"). */
const isSmall = (word: string, index: number, count: number): boolean => SMALL.has(word) && index < count - 1;

function capitalWord(word: string): string {
  if (NUMERAL.test(word)) return word.toUpperCase();
  const parts = word.split(/([-’'.])/u);
  return parts.map((part, index) => (isPossessive(parts, index) ? part : capitalPart(part))).join('');
}

/** The letter after an apostrophe is a capital only where a part begins there: "O’Neil", "D’Angelo", but "Hawai’i", "Marc’s". */
const isPossessive = (parts: string[], index: number): boolean =>
  /^[’']$/u.test(parts[index - 1] ?? '') && ((parts[index] ?? '').length < 3 || (parts[index - 2] ?? '').length > 2);

function capitalPart(part: string): string {
  const [first = '', ...rest] = part;
  const capital = first.toUpperCase();
  // A letter whose capital is two (ß, ŉ) begins no name.
  const word = [...capital].length === 1 ? capital + rest.join('') : part;
  return word.length > 4 ? word.replace(MAC, (_, letter: string) => `Mc${letter.toUpperCase()}`) : word;
}
