import { afterEach, describe, expect, test } from 'vitest';
import { mailData } from '../../../tests/factories/mail-data';
import type { MailTemplates } from './mail-data';
import { createMailRenderer, type MailRenderer } from './mail-renderer.server';

const renderers: MailRenderer[] = [];
const open = (limits?: Parameters<typeof createMailRenderer>[0]): MailRenderer => {
  const renderer = createMailRenderer(limits);
  renderers.push(renderer);
  return renderer;
};
afterEach(async () => void (await Promise.all(renderers.splice(0).map((renderer) => renderer.close()))));

const hello: MailTemplates = {
  subject: 'Hello {{ person.firstName }}',
  html: '<p>{{ person.firstName }}</p>',
  text: 'Hello {{ person.firstName }}',
};
const of = (firstName: string) => mailData(0, 0, { person: { firstName } });
const subjectOf = (outcome: Awaited<ReturnType<MailRenderer['render']>>[number] | undefined) =>
  outcome?.kind === 'rendered' ? outcome.mail.subject : outcome;

/** Searches a long text in each of very many filter steps: LiquidJS checks its limits between tags, and this is one. */
const wild: MailTemplates = {
  ...hello,
  html: `{% assign l = "x," %}{% for i in (1..15) %}{% assign l = l | append: l %}{% endfor %}{% assign l = l | split: "," %}
    {{ l | where_exp: "i", "l contains 'aab'" | size }}`,
};
const impatient = { baseTimeoutMs: 750, timeoutPerMailMs: 0, heapMb: 256 };

describe('the renderer', () => {
  test('fills one template for many people, in their order', async () => {
    const names = Array.from({ length: 100 }, (_, number) => `Person ${number}`);
    const outcomes = await open().render(hello, names.map(of));
    expect(outcomes.map(subjectOf)).toEqual(names.map((name) => `Hello ${name}`));
  });

  test('gives each caller its own mails when many ask at once', async () => {
    const renderer = open();
    const asked = Array.from({ length: 20 }, (_, number) => renderer.render(hello, [of(`P${number}`)]));
    const outcomes = await Promise.all(asked);
    expect(outcomes.map(([outcome]) => subjectOf(outcome))).toEqual(outcomes.map((_, number) => `Hello P${number}`));
  });

  test('of nothing gives nothing', async () => {
    expect(await open().render(hello, [])).toEqual([]);
  });

  test('says of a template that is wrong what is wrong with it, for everybody it was for', async () => {
    const renderer = open();
    const outcomes = await renderer.render({ ...hello, html: 'Hello {% if %}' }, [of('Ana'), of('Ben')]);
    expect(outcomes).toEqual([0, 1].map(() => ({ kind: 'failed', problem: expect.stringContaining('line:1') })));
    expect(subjectOf((await renderer.render(hello, [of('Ana')]))[0])).toBe('Hello Ana');
  });

  test('a person whose mail fails takes no other person of the batch along', async () => {
    const picky = { ...hello, text: '{% if person.firstName == "Ben" %}{% render "nothing" %}{% endif %}' };
    const outcomes = await open().render(picky, [of('Ana'), of('Ben'), of('Cleo')]);
    expect(outcomes.map(({ kind }) => kind)).toEqual(['rendered', 'failed', 'rendered']);
  });
});

describe('a template that runs wild', () => {
  test('is stopped, and those who waited behind it are served by another thread', async () => {
    const renderer = open(impatient);
    const runaway = renderer.render(wild, [of('Wild')]);
    const others = ['Ana', 'Ben', 'Cleo'].map((name) => renderer.render(hello, [of(name)]));
    expect(await runaway).toEqual([{ kind: 'failed', problem: 'the template took too long and was stopped' }]);
    const served = await Promise.all(others);
    expect(served.map(([outcome]) => subjectOf(outcome))).toEqual(['Hello Ana', 'Hello Ben', 'Hello Cleo']);
  });

  test('several times over never stops the others', async () => {
    const renderer = open(impatient);
    const outcomes = await Promise.all([
      renderer.render(wild, [of('Wild'), of('Wilder')]),
      renderer.render(hello, [of('Ana')]),
      renderer.render(wild, [of('Wildest')]),
      renderer.render(hello, [of('Ben')]),
    ]);
    expect(outcomes.map((each) => each.map(({ kind }) => kind))).toEqual([
      ['failed', 'failed'],
      ['rendered'],
      ['failed'],
      ['rendered'],
    ]);
  });
});

test('a renderer that is closed tells those who still wait', async () => {
  const renderer = open();
  const waiting = [renderer.render(wild, [of('Wild')]), renderer.render(hello, [of('Ana')])];
  await renderer.close();
  const outcomes = await Promise.all(waiting);
  expect(outcomes.map(([outcome]) => outcome?.kind)).toEqual(['failed', 'failed']);
});
