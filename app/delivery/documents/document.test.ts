import { describe, expect, test } from 'vitest';
import { documentSchema, type Block } from './document';
import { starterDocuments } from './starters';
import { abandonedCart } from '~/decisions/flows/templates/abandoned-cart';

const footer: Block = { kind: 'footer' };
const document = (changes: object = {}) => ({
  key: 'news',
  subject: 'News',
  preheader: '',
  blocks: [footer],
  ...changes,
});
const problemsOf = (raw: unknown): string[] => {
  const result = documentSchema.safeParse(raw);
  return result.success ? [] : result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
};

describe('a document', () => {
  test.each<Block>([
    { kind: 'header' },
    { kind: 'heading', text: 'Hello' },
    { kind: 'text', text: 'Hello {{ person.firstName }}' },
    { kind: 'cart' },
    { kind: 'button', label: 'Back', to: 'cart' },
    { kind: 'button', label: 'Shop', to: 'shop' },
    { kind: 'recommendations', heading: 'For you' },
  ])('may hold a block like $kind beside its footer, and is taken as it is', (block) => {
    const whole = document({ blocks: [block, footer] });
    expect(documentSchema.parse(whole)).toEqual(whole);
  });

  test('without a footer is refused: the law wants its address, and its reader a way out', () => {
    expect(problemsOf(document({ blocks: [{ kind: 'header' }] }))).toEqual([
      'blocks: there is no footer; every mail needs one, with the postal address and the way to unsubscribe',
    ]);
  });

  test.each([
    ['of nothing', { blocks: [] }, 'blocks'],
    ['of more than fifty blocks', { blocks: Array.from({ length: 51 }, () => footer) }, 'blocks'],
    ['without a subject', { subject: '' }, 'subject'],
    ['with a text of more than five thousand characters', { preheader: 'x'.repeat(5_001) }, 'preheader'],
    ['with a block nobody knows', { blocks: [{ kind: 'video' }, footer] }, 'blocks.0'],
    ['with a button that leads nowhere', { blocks: [{ kind: 'button', label: 'x' }, footer] }, 'blocks.0.to'],
    [
      'with a button that leads elsewhere',
      { blocks: [{ kind: 'button', label: 'x', to: 'moon' }, footer] },
      'blocks.0',
    ],
    ['with a heading without text', { blocks: [{ kind: 'heading' }, footer] }, 'blocks.0.text'],
  ])('%s is refused', (_what, changes, where) => {
    expect(problemsOf(document(changes)).join('\n')).toContain(where);
  });
});

describe('the documents every shop begins with', () => {
  test.each(Object.entries(starterDocuments))('%s is sound and stands under its own key', (key, starter) => {
    expect(problemsOf(starter)).toEqual([]);
    expect(starter.key).toBe(key);
  });

  test('hold all that the abandoned cart flow sends', () => {
    const templates = abandonedCart.nodes.flatMap((node) => (node.kind === 'send' ? [node.template] : []));
    expect(templates.filter((key) => !(key in starterDocuments))).toEqual([]);
  });
});
