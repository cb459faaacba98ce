import type { AdminClient } from '../../devstore/admin-client';
import { HOUR_MS, type Stage } from '../../devstore/story/stage';
import { formOf, type CampaignForm } from '~/ops/campaigns/campaign-form';
import { newCampaign } from '~/decisions/campaigns/campaign';
import { segmentTemplates } from '~/ops/segments/templates';

const DAY_MS = 24 * HOUR_MS;

/** What a merchant sets up in the first weeks, so that the pages have something to show. */
export async function setUpMore(stage: Stage): Promise<void> {
  const { admin } = stage;
  for (const template of ['win-back', 'birthday']) await turnOn(admin, template);
  const oneTime = await makeSegment(admin, 'one-time-buyers');
  for (const template of ['vips', 'lapsing', 'new-customers']) await makeSegment(admin, template);
  await makeEmail(admin, 'Spring sale');
  await makeOffer(admin);
  await stage.settle(300_000);
  await makeCampaign(stage, 'New in autumn', { segmentId: oneTime, inDays: 0 });
  await stage.advance(2 * HOUR_MS);
  await stage.advance(HOUR_MS);
  await makeCampaign(stage, 'A thank-you before the holidays', { segmentId: oneTime, inDays: 3 });
  await makeCampaign(stage, 'Winter evenings', { segmentId: oneTime, inDays: null });
}

/** Runs the first flow over what happened, and asks for a list as a file. */
export async function lookBack(stage: Stage): Promise<void> {
  const replays = { path: '/app/flows/replay/abandoned-cart', route: 'routes/app.flows_.replay.$key' };
  await said(stage.admin, replays, { first: '1', second: '', days: '30' });
  const body = new URLSearchParams({ list: 'customers', search: '?consent=granted' });
  await stage.admin.ask('/app/data/exports/ask', { method: 'POST', body });
  await stage.settle(300_000);
}

interface Address {
  path: string;
  route: string;
}

interface Answer {
  kind: string;
  id?: string;
  key?: string;
  to?: string;
  problems?: { message: string }[];
}

/** Submits a form, and says what was refused. */
async function said(admin: AdminClient, { path, route }: Address, form: Record<string, string>): Promise<Answer> {
  const answer = await admin.submit<Answer>(path, route, form);
  if (answer.kind === 'refused')
    throw new Error(`${path} refused: ${answer.problems?.map(({ message }) => message).join('; ')}`);
  return answer;
}

async function turnOn(admin: AdminClient, template: string): Promise<void> {
  const create = { intent: 'create', from: 'template', of: template };
  const { key = '' } = await said(admin, { path: '/app/flows/new', route: 'routes/app.flows.new' }, create);
  const flow = { path: `/app/flows/${key}`, route: 'routes/app.flows.$key' };
  await said(admin, flow, { intent: 'switch', isOn: 'true' });
}

async function makeSegment(admin: AdminClient, key: string): Promise<string> {
  const template = segmentTemplates.find((each) => each.key === key);
  if (!template) throw new Error(`there is no template ${key}`);
  const form = { intent: 'save', name: template.name, rule: JSON.stringify(template.rule) };
  const { id = '' } = await said(admin, { path: '/app/segments/new', route: 'routes/app.segments_.new' }, form);
  return id;
}

async function makeEmail(admin: AdminClient, name: string): Promise<void> {
  const emails = { path: '/app/emails?index', route: 'routes/app.emails._index' };
  await said(admin, emails, { intent: 'make', name, from: 'copy', of: 'campaign-news' });
  const key = name.toLowerCase().replace(/\W+/g, '-');
  const email = { path: `/app/emails/${key}`, route: 'routes/app.emails_.$key' };
  const { document, version } = await admin.load<{ document: { subject: string }; version: number }>(
    email.path,
    email.route,
  );
  const changed = { ...document, subject: 'The spring sale has begun' };
  await said(admin, email, { document: JSON.stringify(changed), onVersion: String(version) });
  const comments = { path: `${email.path}/comments`, route: 'routes/app.emails_.$key_.comments' };
  await said(admin, comments, { intent: 'write', words: 'Shall we say until when it lasts?', part: '' });
}

async function makeOffer(admin: AdminClient): Promise<void> {
  await said(
    admin,
    { path: '/app/settings/offers', route: 'routes/app.settings_.offers' },
    {
      ...{ intent: 'make', name: 'Come back', valueKind: 'percent', value: '10', minimum: '', itemsKind: 'all' },
      ...{ items: '', withOrders: 'false', withProducts: 'false', withShipping: 'true', prefix: 'BACK' },
      ...{ validDays: '14', again: 'never', againAfterDays: '90' },
    },
  );
}

/** @param inDays when it is scheduled for; null: it stays a draft */
async function makeCampaign(
  stage: Stage,
  name: string,
  { segmentId, inDays }: { segmentId: string; inDays: number | null },
): Promise<void> {
  const { admin, world } = stage;
  const { ianaTimezone } = world.shopify.store.data.shop;
  const campaigns = { path: '/app/campaigns', route: 'routes/app.campaigns' };
  const { id = '' } = await said(admin, campaigns, { intent: 'make', name });
  const form: CampaignForm = {
    ...formOf(newCampaign(name), ianaTimezone),
    ...{ templateKey: 'campaign-news', audience: { segmentIds: [segmentId], excludedSegmentIds: [] } },
    schedule: inDays ? { kind: 'at', day: dayIn(world.clock.now(), inDays), minuteOfDay: 600 } : { kind: 'now' },
  };
  await said(admin, campaigns, { intent: 'save', id, campaign: JSON.stringify(form), to: 'check' });
  if (inDays !== null) await said(admin, campaigns, { intent: 'schedule', id });
  await stage.settle(300_000);
}

const dayIn = (now: Date, days: number): string => new Date(now.getTime() + days * DAY_MS).toISOString().slice(0, 10);
