import type { Block, EmailDocument } from '~/delivery/documents/document';
import type { BrandKit } from '~/delivery/documents/brand-kit';
import { unreachable } from '~/platform/errors';

/** A line of a mail drawn small: words as lines of their length, pictures as areas, in the shop's colours. */
export interface SketchRow {
  kind: 'logo' | 'title' | 'lines' | 'picture' | 'button' | 'products' | 'coupon' | 'line' | 'gap' | 'foot';
  /** What stands there, where it is short enough to be read. */
  words?: string;
  /** Of lines of text; of products side by side. */
  count?: number;
}

export interface Sketch {
  rows: SketchRow[];
  colours: Pick<BrandKit['colours'], 'ink' | 'quiet' | 'accent' | 'paper' | 'ground' | 'line'>;
}

const MOST_ROWS = 9;
const LETTERS_A_LINE = 60;
const MOST_LINES = 4;

/** A picture of a mail that costs nothing to make: as many of them as a list has. */
export function sketchOf(document: EmailDocument, { colours }: BrandKit): Sketch {
  const rows = document.sections.flatMap(({ blocks }) => blocks.flatMap(rowsOf));
  const footer = rows.filter(({ kind }) => kind === 'foot').slice(-1);
  const body = rows.filter(({ kind }) => kind !== 'foot').slice(0, MOST_ROWS);
  return { rows: [...body, ...footer], colours };
}

/** Words as they are read where nothing is known of the reader. */
const plain = (text: string): string =>
  text
    .replace(/\{%.*?%\}|\{\{.*?\}\}/gs, '')
    .replace(/[*_#]/g, '')
    .replace(/\s+/g, ' ')
    .trim();

const linesOf = (text: string): number => Math.min(MOST_LINES, Math.ceil(plain(text).length / LETTERS_A_LINE) || 1);

function rowsOf(block: Block): SketchRow[] {
  switch (block.kind) {
    case 'header':
      return [{ kind: 'logo' }];
    case 'heading':
      return [{ kind: 'title', words: plain(block.text) }];
    case 'text':
      return [{ kind: 'lines', count: linesOf(block.text) }];
    case 'image':
      return [{ kind: 'picture' }];
    case 'button':
      return [{ kind: 'button', words: plain(block.label) }];
    case 'columns':
      return block.columns.flat().flatMap(rowsOf);
    case 'cart':
    case 'about':
      return [{ kind: 'products', count: 1 }];
    case 'hero':
      return [
        { kind: 'picture' },
        { kind: 'title', words: plain(block.heading) },
        { kind: 'button', words: plain(block.label) },
      ];
    case 'recommendations':
      return [{ kind: 'products', count: 2 }];
    case 'product-grid':
      return block.look === 'lookbook'
        ? [{ kind: 'picture' }, { kind: 'products', count: 2 }]
        : [{ kind: 'products', count: block.across }];
    case 'coupon':
      return [{ kind: 'coupon', words: plain(block.text) }];
    case 'divider':
      return [{ kind: 'line' }];
    case 'spacer':
      return [{ kind: 'gap' }];
    case 'code':
      return [{ kind: 'lines', count: 2 }];
    case 'social':
    case 'low-stock':
    case 'countdown':
      return [{ kind: 'lines', count: 1 }];
    case 'footer':
    case 'service-footer':
      return [{ kind: 'foot' }];
    default:
      return unreachable(block);
  }
}
