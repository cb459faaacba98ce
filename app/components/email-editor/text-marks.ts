/** A text, and what of it is chosen. */
export interface Chosen {
  text: string;
  start: number;
  end: number;
}

export type Mark = 'bold' | 'italic' | 'link' | 'list';

const AROUND = { bold: '**', italic: '*' } as const;
const ADDRESS = 'https://';

/** The text with a mark put around what is chosen, or taken away where it stands there; with what is to be chosen then. */
export function withMark(chosen: Chosen, mark: Mark): Chosen {
  switch (mark) {
    case 'bold':
    case 'italic':
      return around(chosen, AROUND[mark]);
    case 'link':
      return linked(chosen);
    case 'list':
      return listed(chosen);
  }
}

function around({ text, start, end }: Chosen, sign: string): Chosen {
  const inner = text.slice(start, end);
  const before = text.slice(0, start);
  const after = text.slice(end);
  const size = sign.length;
  if (isMarked(before, after, sign))
    return { text: before.slice(0, -size) + inner + after.slice(size), start: start - size, end: end - size };
  return { text: `${before}${sign}${inner}${sign}${after}`, start: start + size, end: end + size };
}

/** One star of two is not the mark of one star. */
function isMarked(before: string, after: string, sign: string): boolean {
  const stars = (part: string): number => part.length;
  const left = stars(/\**$/.exec(before)?.[0] ?? '');
  const right = stars(/^\**/.exec(after)?.[0] ?? '');
  const both = Math.min(left, right);
  return sign === '*' ? both === 1 || both === 3 : both >= 2;
}

/** The address is chosen then, to be typed over. */
function linked({ text, start, end }: Chosen): Chosen {
  const words = text.slice(start, end) || 'words';
  const made = `[${words}](${ADDRESS})`;
  const at = start + words.length + 3;
  return { text: text.slice(0, start) + made + text.slice(end), start: at, end: at + ADDRESS.length };
}

/** The lines that are touched become points of a list, or lines again where they all are. */
function listed({ text, start, end }: Chosen): Chosen {
  const from = text.lastIndexOf('\n', start - 1) + 1;
  const next = text.indexOf('\n', end);
  const until = next < 0 ? text.length : next;
  const lines = text.slice(from, until).split('\n');
  const isList = lines.every((line) => line.startsWith('- '));
  const made = lines.map((line) => (isList ? line.slice(2) : `- ${line}`)).join('\n');
  return { text: text.slice(0, from) + made + text.slice(until), start: from, end: from + made.length };
}

/** Something put in the place of what is chosen; the cursor stands behind it. */
export function withInserted({ text, start, end }: Chosen, inserted: string): Chosen {
  const at = start + inserted.length;
  return { text: text.slice(0, start) + inserted + text.slice(end), start: at, end: at };
}
