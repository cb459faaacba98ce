import { describe, expect, test } from 'vitest';
import { setProperties } from '~/customers/profiles/set-properties.server';
import type { Rule } from '~/customers/rules/rule';
import { withShop } from '~/platform/db/db.server';
import { flowOf, turnOn } from '../../../../tests/factories/flows';
import { makePerson } from '../../../../tests/factories/people';
import { createShop } from '../../../../tests/factories/shops';
import { testApp } from '../../../../tests/factories/test-app';
import { after } from '../../../../tests/factories/times';
import { testDatabase } from '../../../../tests/setup/database';
import { switchFlow } from '../flows.server';
import type { FlowDefinition } from '../language/flow';
import type { Trigger } from '../language/trigger';
import { advanceRuns, nextFlowsAt } from './advance-runs.server';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const always: Rule = { kind: 'all', rules: [] };
const wait = { kind: 'delay', key: 'wait', minutes: 60, after: 'arrival', next: 'done' } as const;

function birthdayFlow(trigger: Partial<Extract<Trigger, { kind: 'day' }>> = {}, changes: Partial<FlowDefinition> = {}) {
  const usual = { yearly: true, daysBefore: 0, minuteOfDay: 9 * 60, when: always };
  const day: Trigger = { kind: 'day', of: { fact: 'profile.birthday' }, ...usual, ...trigger };
  return flowOf([wait, { kind: 'exit', key: 'done' }], { key: 'birthday', trigger: day, ...changes });
}

/** A shop in New York where people have these birthdays. It is Tuesday, 10 March, 8 in the morning there. */
async function inShop(
  birthdays: string[],
  work: (shop: Awaited<ReturnType<typeof shopFor>>) => Promise<void>,
): Promise<void> {
  const app = testApp(await testDatabase());
  const { id } = await createShop(app);
  await withShop(id, async () => work(await shopFor(app, id, birthdays)));
}

async function shopFor(app: ReturnType<typeof testApp>, id: string, birthdays: string[]) {
  const { prisma } = app.db;
  await prisma.shop.update({ where: { id }, data: { timezone: 'America/New_York' } });
  const people = [];
  for (const birthday of birthdays) {
    const { profileId } = await makePerson(app, id);
    await prisma.profile.update({ where: { shopId_id: { shopId: id, id: profileId } }, data: { birthday } });
    people.push(profileId);
  }
  const begun = async () =>
    (await prisma.flowRun.findMany({ where: { shopId: id } })).map((run) => run.profileId).sort();
  return { app, id, prisma, people, begun };
}

describe('a birthday', () => {
  test('begins a run at its hour of the shop’s day, for those whose day it is', () =>
    inShop(['1990-03-10', '03-10', '1990-03-11', '1990-12-31'], async ({ app, id, prisma, people, begun }) => {
      const [first, second] = people as [string, string];
      await turnOn(app, id, birthdayFlow());
      expect(await advanceRuns(app, id)).toEqual(after(HOUR));
      expect(await begun()).toEqual([]);
      app.advance(HOUR);
      expect(await advanceRuns(app, id)).toEqual(after(2 * HOUR));
      expect(await begun()).toEqual([first, second].sort());
      expect(await prisma.flowRun.findMany({ where: { shopId: id } })).toMatchObject([
        { startedAt: after(HOUR), dueAt: after(2 * HOUR), subject: { cartToken: null } },
        { startedAt: after(HOUR) },
      ]);
      expect(await prisma.flowDay.findMany({ where: { shopId: id } })).toMatchObject([{ begun: 2 }]);
    }));

  test('begins one run a day, whoever looks and however often', () =>
    inShop(['1990-03-10'], async ({ app, id, begun }) => {
      await turnOn(app, id, birthdayFlow());
      app.advance(HOUR);
      await Promise.all([advanceRuns(app, id), advanceRuns(app, id), advanceRuns(app, id)]);
      await advanceRuns(app, id);
      expect(await begun()).toHaveLength(1);
    }));

  test('comes again the next day to others, and to nobody twice', () =>
    inShop(['1990-03-10', '1990-03-11'], async ({ app, id, begun }) => {
      await turnOn(app, id, birthdayFlow());
      app.advance(HOUR);
      await advanceRuns(app, id);
      app.advance(DAY);
      await advanceRuns(app, id);
      expect(await begun()).toHaveLength(2);
    }));

  test('that nobody saw for eleven hours is made good; one that nobody saw for thirteen is over', () =>
    inShop(['1990-03-10'], async ({ app, id, begun }) => {
      await turnOn(app, id, birthdayFlow());
      app.advance(14 * HOUR);
      expect(await nextFlowsAt(app.db.prisma, id, app.clock.now())).toEqual(after(DAY + HOUR));
      await advanceRuns(app, id);
      expect(await begun()).toEqual([]);
    }).then(() =>
      inShop(['1990-03-10'], async ({ app, id, begun }) => {
        await turnOn(app, id, birthdayFlow());
        app.advance(12 * HOUR);
        expect(await nextFlowsAt(app.db.prisma, id, app.clock.now())).toEqual(app.clock.now());
        await advanceRuns(app, id);
        expect(await begun()).toHaveLength(1);
      }),
    ));

  test('may be looked forward to, or back at', () =>
    inShop(['1990-03-13', '1990-03-08'], async ({ app, id, people, begun }) => {
      await turnOn(app, id, birthdayFlow({ daysBefore: 3 }));
      await turnOn(app, id, birthdayFlow({ daysBefore: -2 }, { key: 'belated' }));
      app.advance(HOUR);
      await advanceRuns(app, id);
      expect(await begun()).toEqual([...people].sort());
    }));

  test('of a flow that is off begins nothing', () =>
    inShop(['1990-03-10'], async ({ app, id, prisma, begun }) => {
      await turnOn(app, id, birthdayFlow());
      await switchFlow(prisma, app.clock, id, 'birthday', false);
      app.advance(HOUR);
      expect(await advanceRuns(app, id)).toBeNull();
      expect(await begun()).toEqual([]);
    }));
});

test('a day of the merchant’s own, for those of whom a rule holds', () =>
  inShop(['01-01', '01-01'], async ({ app, id, people, begun }) => {
    const [first, second] = people as [string, string];
    for (const profileId of [first, second])
      await app.db.transaction((tx) =>
        setProperties(tx, id, profileId, { renewal: '2026-03-17' }, { source: 'api', at: app.clock.now() }),
      );
    await app.db.transaction((tx) =>
      setProperties(tx, id, second, { plan: 'gold' }, { source: 'api', at: app.clock.now() }),
    );
    const when = { kind: 'property', key: 'plan', is: 'is', value: 'gold' } as const;
    await turnOn(app, id, birthdayFlow({ of: { property: 'renewal' }, yearly: false, daysBefore: 7, when }));
    app.advance(HOUR);
    await advanceRuns(app, id);
    expect(await begun()).toEqual([second]);
  }));
