import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyFlow } from '../../../tests/factories/flows';
import { fromFlowFile, toFlowFile } from './flow-file';
import { abandonedCart } from './templates/abandoned-cart';

const messageOf = (text: string) => {
  const read = fromFlowFile(text);
  return read.kind === 'refused'
    ? read.problems.map(({ path, message }) => `${path.join('.')}: ${message}`).join('\n')
    : 'a flow';
};

describe('a flow as a file', () => {
  test('is the same flow when it is read again', () => {
    fc.assert(
      fc.property(anyFlow, (flow) => {
        expect(fromFlowFile(toFlowFile(flow))).toEqual({ kind: 'flow', flow });
      }),
    );
  });

  test('can be read by people: a line a thing', () => {
    expect(toFlowFile(abandonedCart).split('\n').slice(0, 5)).toEqual([
      '{',
      '  "format": "kindred-flow/1",',
      '  "flow": {',
      '    "key": "abandoned-cart",',
      '    "name": "Abandoned cart",',
    ]);
  });
});

describe('a file that is no flow is refused with its place and the remedy:', () => {
  test.each([
    ['no JSON', 'hello', 'This is no JSON'],
    ['other JSON', '{"flow":{}}', 'format: This is no flow of Kindred’s'],
    ['of a later format', '{"format":"kindred-flow/2","flow":{}}', 'format: This is no flow of Kindred’s'],
    ['a name missing', toFlowFile({ ...abandonedCart, name: '' }), 'name:'],
    [
      'a way to nowhere',
      toFlowFile({ ...abandonedCart, start: 'gone' }),
      'start: there is no node "gone" to start with; choose one that is',
    ],
    ['far too long', ' '.repeat(1_000_001), 'more than 1000000 characters'],
  ])('%s', (_what, text, words) => {
    expect(messageOf(text)).toContain(words);
  });

  test('whatever it is, it is read without harm', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.json(),
          fc.string(),
          fc.json().map((text) => `{"format":"kindred-flow/1","flow":${text}}`),
        ),
        (text) => {
          expect(['flow', 'refused']).toContain(fromFlowFile(text).kind);
        },
      ),
    );
  });
});
