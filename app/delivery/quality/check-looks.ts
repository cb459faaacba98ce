import type { Block } from '../documents/blocks';
import { colour, type BrandKit } from '../documents/brand-kit';
import { contrast, readableOn } from '../documents/colours';
import { blocksOf, type EmailDocument, type Section } from '../documents/document';
import type { Finding } from './finding';

/** WCAG 2.2, 1.4.3: for text, and for what is at least 24 px, or 18.66 px and bold. */
const TEXT = 4.5;
const LARGE = 3;

/** Whether everything that stands in a mail can be read: on its ground, and by those who see no pictures. */
export const checkLooks = (document: EmailDocument, kit: BrandKit): Finding[] => [
  ...checkKit(kit),
  ...document.sections.flatMap((section) => sectionContrast(section, kit)),
  ...blocksOf(document).flatMap(altOf),
];

/** Whether the colours of a kit can be read on each other; half-typed ones are not looked at. */
export function checkKit({ colours }: BrandKit): Finding[] {
  const pairs = [
    ['text', colours.ink, 'the paper', colours.paper],
    ['quiet text', colours.quiet, 'the paper', colours.paper],
    ['quiet text', colours.quiet, 'the ground', colours.ground],
    ['links', colours.accent, 'the paper', colours.paper],
  ] as const;
  const whole = pairs.filter(([, ink, , ground]) => [ink, ground].every((each) => colour.safeParse(each).success));
  return whole.flatMap(([what, ink, onWhat, ground]) => faint(undefined, `${what} on ${onWhat}`, ink, ground, TEXT));
}

function sectionContrast({ ground = 'paper', blocks, key }: Section, kit: BrandKit): Finding[] {
  const isOfKit = ground === 'paper' || ground === 'ground' || ground === 'accent';
  const behind = isOfKit ? kit.colours[ground] : ground;
  const own = isOfKit ? [] : inkless(blocks, key, behind, kit);
  return [...own, ...blocks.flatMap((each) => blockContrast(each, behind))];
}

/** On a ground of its own the kit's ink may not be read; words with a colour of their own are looked at by themselves. */
const inkless = (blocks: readonly Block[], key: string, behind: string, { colours }: BrandKit): Finding[] =>
  blocks.some((each) => each.kind === 'hero' || ((each.kind === 'text' || each.kind === 'heading') && !each.colour))
    ? faint(key, 'text on this section’s ground', colours.ink, behind, TEXT)
    : [];

function blockContrast(block: Block, behind: string): Finding[] {
  if (block.kind === 'columns') return block.columns.flat().flatMap((each) => blockContrast(each, behind));
  if (block.kind === 'button' && block.colour)
    return faint(block.key, 'the words on the button', readableOn(block.colour), block.colour, TEXT);
  if ((block.kind === 'text' || block.kind === 'heading') && block.colour)
    return faint(block.key, 'these words', block.colour, behind, block.kind === 'heading' ? LARGE : TEXT);
  return [];
}

function faint(place: string | undefined, what: string, ink: string, ground: string, least: number): Finding[] {
  const ratio = contrast(ink, ground);
  if (ratio >= least) return [];
  return [
    {
      ...{ kind: 'contrast', weight: 'advisory', ...(place ? { place } : {}) },
      message: `${capital(what)}: ${ink} on ${ground} has a contrast of ${ratio.toFixed(1)}, and is hard to read below ${least}.`,
      remedy: place
        ? 'Choose a darker or lighter colour for one of the two.'
        : 'Change one of the two in the brand kit.',
    },
  ];
}

const capital = (words: string): string => words[0]?.toUpperCase() + words.slice(1);

function altOf(block: Block): Finding[] {
  if (block.kind === 'image' && block.to && block.alt.trim() === '')
    return [
      {
        ...{ kind: 'alt-missing', weight: 'blocking', place: `${block.key}.alt` },
        message: 'The picture leads somewhere and says nothing: who does not see it cannot know where.',
        remedy: 'Say what it shows, or where it leads.',
      },
    ];
  const bare = block.kind === 'code' && /<img\b(?![^>]*\balt\s*=)/i.test(block.html);
  if (!bare) return [];
  return [
    {
      ...{ kind: 'alt-missing', weight: 'advisory', place: block.key },
      message: 'A picture in the code has no words for those who do not see it.',
      remedy: 'Give it an alt="…", empty if it is an ornament.',
    },
  ];
}
