import { expect, test } from 'vitest';
import { USUAL_KIT } from '~/delivery/documents/brand-kit';
import { starterDocuments } from '~/delivery/documents/starters';
import { checkDocument } from '~/delivery/quality/check-document';
import { judgeEmail } from './judge-email.server';

const WELCOME = starterDocuments['welcome-first'];
if (!WELCOME) throw new Error('there is no welcome');

test('a mail is judged once, and anew as soon as a word or a colour of it is another', () => {
  let judged = 0;
  const counting: typeof checkDocument = (...all) => {
    judged += 1;
    return checkDocument(...all);
  };
  const judge = (subject: string, kit = USUAL_KIT) => judgeEmail({ ...WELCOME, subject }, kit, counting);
  expect(judge('A quiet subject')).toEqual({ blocking: 0, advisory: 0 });
  expect(judge('A quiet subject')).toEqual({ blocking: 0, advisory: 0 });
  expect(judged).toBe(1);
  expect(judge('{{ nobody.knows }}')).toEqual({ blocking: 1, advisory: 0 });
  const faint = { ...USUAL_KIT, colours: { ...USUAL_KIT.colours, quiet: '#cccccc' } };
  expect(judge('A quiet subject', faint).advisory).toBeGreaterThan(0);
  expect(judged).toBe(3);
});
