import { describe, expect, test } from 'vitest';
import { toFlowFile } from '~/decisions/flows/flow-file';
import { flowDefinition, liveFlows } from '~/decisions/flows/flows.server';
import { starterDocuments } from '~/delivery/documents/starters';
import { welcome } from '~/decisions/flows/templates/welcome';
import { flowTemplates } from '~/decisions/flows/templates';
import type { FlowDraft } from '~/decisions/flows/language/flow';
import { startOf } from '~/decisions/flows/engine/next-step';
import { makePerson } from '../../../tests/factories/people';
import { pageWorlds, type PageWorld } from '../../../tests/factories/page-world';
import type { FlowDefinition } from '~/decisions/flows/language/flow';
import type { FlowOutcome } from './change-context.server';
import { changeFlow } from './change-flow.server';

const inWorld = await pageWorlds();
const DEFINITION = welcome.definition;
const KEY = DEFINITION.key;

type Change = (form: Record<string, string>, key?: string) => Promise<FlowOutcome>;
const inFlow = (work: (world: PageWorld, change: Change) => Promise<void>): Promise<void> =>
  inWorld(async (world) => {
    const change: Change = (form, key = KEY) => changeFlow(world.pages, world.domain, key, form, '7');
    await change({ intent: 'create', from: 'template', of: KEY }, '');
    await work(world, change);
  });
const named = (name: string): FlowDraft => ({ ...DEFINITION, name });
const saving = (base: number, flow: FlowDraft) => ({ intent: 'save', base: String(base), flow: JSON.stringify(flow) });
const messagesOf = (outcome: FlowOutcome): string =>
  outcome.kind === 'refused' ? outcome.problems.map(({ message }) => message).join(' | ') : outcome.kind;

/** Somebody who stands at a step. */
async function standAt({ app, shop }: PageWorld, node: string, version = 1): Promise<void> {
  const { profileId } = await makePerson(app, shop.id);
  const startedAt = app.clock.now();
  await app.db.prisma.flowRun.create({
    data: {
      ...{ shopId: shop.id, id: app.ids.next(), flowKey: KEY, version, profileId, startedAt, dueAt: startedAt },
      ...{ subject: { cartToken: null }, state: { ...startOf(DEFINITION, startedAt), node } },
    },
  });
}

describe('a new flow', () => {
  test.each(flowTemplates.map(({ definition }) => definition.key))('of the template %s can be turned on', (key) =>
    inWorld(async ({ pages, domain, app, shop }) => {
      const made = await changeFlow(pages, domain, '', { intent: 'create', from: 'template', of: key });
      expect(made).toMatchObject({ kind: 'created' });
      if (made.kind !== 'created') return;
      expect(await changeFlow(pages, domain, made.key, { intent: 'switch', isOn: 'true' })).toEqual({ kind: 'done' });
      expect((await liveFlows(app.db.prisma, shop.id)).map((each) => each.key)).toContain(made.key);
    }),
  );

  test('of a template that is taken already has a key of its own', () =>
    inFlow(async (_world, change) => {
      expect(await change({ intent: 'create', from: 'template', of: KEY }, '')).toEqual({
        ...{ kind: 'created', key: `${KEY}-2`, missing: [] },
      });
    }));

  test('that needs one of the usual segments finds it, or makes it once', () =>
    inWorld(async ({ pages, domain, app, shop }) => {
      const create = () => changeFlow(pages, domain, '', { intent: 'create', from: 'template', of: 'best-customers' });
      await create();
      await create();
      const segments = await app.db.prisma.segment.findMany({ where: { shopId: shop.id } });
      expect(segments.map(({ name }) => name)).toEqual(['VIPs']);
      const { trigger } = await flowDefinition(app.db.prisma, shop.id, 'best-customers-2', 1);
      expect(trigger).toMatchObject({ events: [{ where: [{ field: 'segment', value: segments[0]?.id }] }] });
    }));

  test('is a copy with what was being changed, or comes from a file, or is empty', () =>
    inFlow(async ({ app, shop }, change) => {
      await change(saving(0, named('Hello')));
      const sources: [string, string][] = [
        ['copy', KEY],
        ['file', toFlowFile({ ...DEFINITION, key: 'from-elsewhere' })],
        ['blank', ''],
      ];
      const keys = [];
      for (const [from, of] of sources) keys.push(await change({ intent: 'create', from, of }, ''));
      expect(keys).toEqual(
        [`${KEY}-2`, 'from-elsewhere', 'flow'].map((key) => ({ kind: 'created', key, missing: [] })),
      );
      expect((await flowDefinition(app.db.prisma, shop.id, `${KEY}-2`, 1)).name).toBe('Copy of Hello');
    }));

  test('from another shop’s file says what it speaks of and this shop has not, with the remedy, and is made none the less', () =>
    inFlow(async ({ app, shop }, change) => {
      const [elsewhere, endpoint] = [app.ids.next(), app.ids.next()];
      const nodes: FlowDefinition['nodes'] = [
        { kind: 'webhook', key: 'tell', endpoint, next: 'mail' },
        { kind: 'send', key: 'mail', template: 'their-own-mail', expiresAfterMinutes: 60, next: 'out' },
        { kind: 'exit', key: 'out' },
      ];
      const trigger = { ...DEFINITION.trigger, when: { kind: 'segment', id: elsewhere } };
      const flow = { ...DEFINITION, key: 'theirs', trigger, start: 'tell', nodes } as FlowDefinition;
      const made = await change({ intent: 'create', from: 'file', of: toFlowFile(flow) }, '');
      expect(made).toMatchObject({ kind: 'created', key: 'theirs' });
      const missing = made.kind === 'created' ? made.missing.map(({ message }) => message) : [];
      expect(missing).toEqual([
        expect.stringContaining('segment'),
        expect.stringContaining('add it in Settings'),
        '“mail”: there is no mail “their-own-mail”. Choose one that is there.',
      ]);
      expect((await app.db.prisma.flow.findFirst({ where: { shopId: shop.id, key: 'theirs' } }))?.isOn).toBe(false);
    }));

  test('from a file that is none says so', () =>
    inFlow(async (_world, change) => {
      expect(messagesOf(await change({ intent: 'create', from: 'file', of: 'hello' }, ''))).toContain('no JSON');
    }));
});

describe('a draft', () => {
  test('changes nothing that runs, until it is published', () =>
    inFlow(async ({ app, shop }, change) => {
      expect(await change(saving(0, named('Hello')))).toEqual({ kind: 'saved', revision: 1 });
      expect((await flowDefinition(app.db.prisma, shop.id, KEY, 1)).name).toBe('Welcome');
      expect(await change({ intent: 'publish', base: '1' })).toEqual({ kind: 'published', version: 2, revision: 2 });
      expect((await flowDefinition(app.db.prisma, shop.id, KEY, 2)).name).toBe('Hello');
    }));

  test('may be half a flow, and is not published before it is whole', () =>
    inFlow(async (_world, change) => {
      const half = { ...DEFINITION, nodes: DEFINITION.nodes.filter(({ key }) => key !== 'done') };
      expect(await change(saving(0, half))).toMatchObject({ kind: 'saved' });
      expect(messagesOf(await change({ intent: 'publish', base: '1' }))).toContain('leads to "done", which is no node');
    }));

  test('that sends a mail which is not there is not published', () =>
    inFlow(async (_world, change) => {
      const nodes = DEFINITION.nodes.map((node) => (node.kind === 'send' ? { ...node, template: 'gone' } : node));
      await change(saving(0, { ...DEFINITION, nodes }));
      expect(messagesOf(await change({ intent: 'publish', base: '1' }))).toContain('there is no mail “gone”');
    }));

  test('whose mail says what there is not is not turned on, nor published while it is on', () =>
    inFlow(async ({ app, shop }, change) => {
      const broken = { ...starterDocuments['welcome-first'], subject: 'Hello {{ persom.firstName }}' };
      const data = { shopId: shop.id, key: 'welcome-first', version: 1, document: broken, createdAt: app.clock.now() };
      await change({ intent: 'switch', isOn: 'true' });
      await app.db.prisma.emailTemplate.create({ data: data as never });
      await change(saving(0, named('Hello')));
      const told = 'its mail cannot be sent as it is. Subject: There is nothing called “persom.firstName”';
      expect(messagesOf(await change({ intent: 'publish', base: '1' }))).toContain(told);
      await change({ intent: 'switch', isOn: 'false' });
      expect(messagesOf(await change({ intent: 'switch', isOn: 'true' }))).toContain(told);
    }));

  test('of two people at once is not overwritten', () =>
    inFlow(async (_world, change) => {
      await change(saving(0, named('Mine')));
      expect(messagesOf(await change(saving(0, named('Yours'))))).toContain('Somebody saved this flow');
      expect(messagesOf(await change({ intent: 'publish', base: '0' }))).toContain('Somebody saved this flow');
    }));

  test('is let go of, and what is live stands', () =>
    inFlow(async (_world, change) => {
      await change(saving(0, named('Hello')));
      expect(await change({ intent: 'discard' })).toEqual({ kind: 'done' });
      expect(await change({ intent: 'publish', base: '2' })).toEqual({ kind: 'published', version: 1, revision: 3 });
    }));

  test('that is no flow at all is refused', () =>
    inFlow(async (_world, change) => {
      for (const flow of ['null', '{"nodes":1}', 'no json'])
        expect(await change({ intent: 'save', base: '0', flow })).toMatchObject({ kind: 'refused' });
    }));
});

describe('people inside when a version is published', () => {
  test('finish on theirs, or go on by the new one', () =>
    inFlow(async (world, change) => {
      const versions = async () =>
        (await world.app.db.prisma.flowRun.findMany({ where: { shopId: world.shop.id } })).map((run) => run.version);
      await standAt(world, 'some-days');
      await change(saving(0, named('Second')));
      await change({ intent: 'publish', base: '1' });
      expect(await versions()).toEqual([1]);
      await change(saving(2, named('Third')));
      expect(await change({ intent: 'publish', base: '3', people: 'move' })).toEqual({
        kind: 'published',
        version: 3,
        revision: 4,
      });
      expect(await versions()).toEqual([3]);
    }));

  test('are not moved where somebody’s step is gone, and nothing is published', () =>
    inFlow(async (world, change) => {
      await standAt(world, 'some-days');
      const text = JSON.stringify(DEFINITION).replaceAll('some-days', 'a-while');
      await change({ intent: 'save', base: '0', flow: text });
      const outcome = await change({ intent: 'publish', base: '1', people: 'move' });
      expect(messagesOf(outcome)).toContain('1 person stands at “some-days”');
      const flow = await world.app.db.prisma.flow.findFirstOrThrow({ where: { shopId: world.shop.id, key: KEY } });
      expect(flow.liveVersion).toBe(1);
    }));
});

describe('a flow that is taken out of use', () => {
  test('lets go of who is inside, can be taken back, and only then turned on', () =>
    inFlow(async (world, change) => {
      await change({ intent: 'switch', isOn: 'true' });
      await standAt(world, 'some-days');
      expect(await change({ intent: 'archive' })).toEqual({ kind: 'done' });
      const { prisma } = world.app.db;
      const run = await prisma.flowRun.findFirstOrThrow({ where: { shopId: world.shop.id } });
      expect(run).toMatchObject({ status: 'ended', dueAt: null, outcome: { exit: 'taken-out-of-use' } });
      expect(messagesOf(await change({ intent: 'switch', isOn: 'true' }))).toContain('out of use');
      await change({ intent: 'restore' });
      expect(await change({ intent: 'switch', isOn: 'true' })).toEqual({ kind: 'done' });
    }));

  test('is noted, as all that is done to it', () =>
    inFlow(async ({ app, shop }, change) => {
      for (const form of [{ intent: 'archive' }, { intent: 'restore' }]) await change(form);
      const noted = await app.db.prisma.activityEntry.findMany({ where: { shopId: shop.id }, orderBy: { id: 'asc' } });
      expect(noted.map(({ kind }) => kind)).toEqual(['flow-created', 'flow-archived', 'flow-restored']);
    }));
});

test('a flow that is not there is said to be gone', () =>
  inWorld(async ({ pages, domain }) => {
    expect(messagesOf(await changeFlow(pages, domain, 'nothing', { intent: 'archive' }))).toContain('not there');
  }));
