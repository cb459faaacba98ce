import { expect, test } from 'vitest';
import type { MailData, MailTemplates, RenderOutcome } from '../rendering/mail-data';
import { mailData } from '../../../tests/factories/mail-data';
import { renderTogether } from './render-together';

const templates = (subject: string): MailTemplates => ({ subject, html: '', text: '' });
const to = (firstName: string): MailData => ({ ...mailData(), person: { firstName } });

/** A thread that dies of somebody called Wild, and takes along whom it has in hand. */
function mortalRenderer() {
  const asked: string[][] = [];
  const render = (using: MailTemplates, data: MailData[]): Promise<RenderOutcome[]> => {
    const names = data.map(({ person }) => person.firstName ?? '');
    asked.push(names);
    const isDead = names.includes('Wild');
    const outcomeOf = (name: string): RenderOutcome =>
      isDead
        ? { kind: 'failed', problem: 'stopped' }
        : { kind: 'rendered', mail: { subject: `${using.subject} ${name}`, html: '', text: '' } };
    return Promise.resolve(names.map(outcomeOf));
  };
  return { render, asked };
}
const subjectsOf = (outcomes: RenderOutcome[]) =>
  outcomes.map((each) => (each.kind === 'rendered' ? each.mail.subject : each.kind));

test('mails of the same templates are rendered some at a time, and outcomes stand in the mails’ order', async () => {
  const { render, asked } = mortalRenderer();
  const [hello, bye] = [templates('Hello'), templates('Bye')];
  const mails = Array.from({ length: 25 }, (_, nth) => ({ templates: nth % 2 ? bye : hello, data: to(`n${nth}`) }));
  const outcomes = await renderTogether({ render }, mails);
  expect(subjectsOf(outcomes)).toEqual(mails.map(({ templates: { subject } }, nth) => `${subject} n${nth}`));
  expect(asked.map(({ length }) => length).sort()).toEqual([10, 10, 2, 3]);
});

test('a mail that kills the thread fails alone: those that were with it are rendered all the same', async () => {
  const { render } = mortalRenderer();
  const hello = templates('Hello');
  const mails = ['Ana', 'Wild', 'Ben'].map((name) => ({ templates: hello, data: to(name) }));
  expect(subjectsOf(await renderTogether({ render }, mails))).toEqual(['Hello Ana', 'failed', 'Hello Ben']);
});

test('nothing is asked of the renderer for nobody', async () => {
  const { render, asked } = mortalRenderer();
  expect(await renderTogether({ render }, [])).toEqual([]);
  expect(asked).toEqual([]);
});
