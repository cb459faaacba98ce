import type { Flow } from '@prisma/client';
import { z } from 'zod';
import { FLOW_UNREAD } from '~/decisions/explanations/flow-words';
import { archiveFlow, restoreFlow } from '~/decisions/flows/archive-flow.server';
import { discardDraft, saveDraft } from '~/decisions/flows/drafts.server';
import { switchFlow, understoodFlow } from '~/decisions/flows/flows.server';
import { flowProblems } from '~/decisions/flows/language/flow-problems';
import { loadSender } from '~/delivery/sending/sender.server';
import { inShop } from '../shop-context.server';
import {
  OVERTAKEN,
  record,
  refused,
  saveText,
  type By,
  type ChangeDeps,
  type FlowOutcome,
} from './change-context.server';
import { createFlow } from './create-flow.server';
import { flowContext } from './flow-context.server';
import { mailProblems } from './mail-problems.server';
import { publish } from './publish-change.server';

const revision = z.coerce.number().int().min(0);
const asked = z.discriminatedUnion('intent', [
  z.object({
    intent: z.literal('create'),
    from: z.enum(['template', 'copy', 'file', 'blank']),
    of: z.string().optional(),
  }),
  z.object({ intent: z.literal('save'), base: revision, flow: z.string() }),
  z.object({ intent: z.literal('discard') }),
  /** `people`: those inside finish on their version, or go on by the new one from where they stand. */
  z.object({
    ...{ intent: z.literal('publish'), base: revision, people: z.enum(['stay', 'move']).default('stay') },
    /** What was changed and not saved yet: it is saved before. */
    flow: z.string().optional(),
  }),
  z.object({ intent: z.literal('take-version'), base: revision, version: z.coerce.number().int().min(1) }),
  z.object({ intent: z.literal('switch'), isOn: z.stringbool() }),
  z.object({ intent: z.literal('archive') }),
  z.object({ intent: z.literal('restore') }),
]);
type Asked = z.infer<typeof asked>;
type AskedOf<I extends Asked['intent']> = Extract<Asked, { intent: I }>;

const GONE = 'This flow is not there any more. Go back to the list.';
/** Makes or changes a flow. `key` is empty for a new one; `actor`: Shopify's id of the user. */
export function changeFlow(
  deps: ChangeDeps,
  shopDomain: string,
  key: string,
  form: unknown,
  actor?: string,
): Promise<FlowOutcome> {
  const told = asked.safeParse(form);
  if (!told.success) return Promise.resolve(refused('It was not said what to do. Load the page again.'));
  return inShop(deps, shopDomain, (_db, { id: shopId }) =>
    deps.db.transaction(async (tx) => {
      const by: By = { deps, tx, shopId, actor };
      if (told.data.intent === 'create') return create(by, told.data);
      await tx.$queryRaw`SELECT 1 FROM flows WHERE "shopId" = ${shopId}::uuid AND "key" = ${key} FOR UPDATE`;
      const flow = await tx.flow.findUnique({ where: { shopId_key: { shopId, key } } });
      return flow ? change(by, flow, told.data) : refused(GONE);
    }),
  );
}

async function create(by: By, { from, of = '' }: AskedOf<'create'>): Promise<FlowOutcome> {
  const source = from === 'file' ? { from, text: of } : from === 'blank' ? { from } : { from, key: of };
  const outcome = await createFlow(by.deps, by.tx, by.shopId, source);
  if (outcome.kind === 'created') await record(by, 'flow-created', outcome.key);
  return outcome;
}

async function change(by: By, flow: Flow, told: Exclude<Asked, { intent: 'create' }>): Promise<FlowOutcome> {
  const { deps, tx, shopId } = by;
  switch (told.intent) {
    case 'save':
      return saveText(by, flow, told);
    case 'discard':
      await discardDraft(tx, shopId, flow.key);
      return { kind: 'done' };
    case 'publish':
      return publish(by, flow, told);
    case 'take-version':
      return takeVersion(by, flow, told);
    case 'switch':
      return told.isOn ? turnOn(by, flow) : turnOff(by, flow);
    case 'archive':
      await archiveFlow(tx, deps.clock, shopId, flow.key);
      await record(by, 'flow-archived', flow.key);
      return { kind: 'done' };
    default:
      await restoreFlow(tx, deps.clock, shopId, flow.key);
      await record(by, 'flow-restored', flow.key);
      return { kind: 'done' };
  }
}

/** What was live once becomes the draft; what was being changed is gone. */
async function takeVersion({ deps, tx, shopId }: By, flow: Flow, asks: AskedOf<'take-version'>): Promise<FlowOutcome> {
  const { base, version } = asks;
  const own = { shopId, flowKey: flow.key, version };
  const kept = await tx.flowVersion.findUnique({ where: { shopId_flowKey_version: own } });
  if (!kept) return refused('This version is not there any more. Load the page again.');
  const outcome = await saveDraft(tx, deps.clock, flow, base, kept.definition);
  return outcome.kind === 'overtaken' ? refused(OVERTAKEN) : outcome;
}

/** Only what could be published is turned on: what it speaks of may have gone since. */
async function turnOn(by: By, flow: Flow): Promise<FlowOutcome> {
  const { deps, tx, shopId } = by;
  if (flow.archivedAt) return refused('This flow is out of use. Take it back first.');
  if (!(await loadSender(deps.vault, tx, shopId)))
    return refused('It is not said yet who the mail is from. Say so in Settings, then turn it on.');
  const definition = await understoodFlow(tx, shopId, flow.key, flow.liveVersion);
  if (!definition) return refused(FLOW_UNREAD);
  const ofFlow = flowProblems(definition, await flowContext(tx, shopId));
  const problems = ofFlow.length > 0 ? ofFlow : await mailProblems(tx, shopId, definition);
  if (problems.length > 0) return { kind: 'refused', problems };
  await switchFlow(tx, deps.clock, shopId, flow.key, true);
  await record(by, 'flow-turned-on', flow.key);
  return { kind: 'done' };
}

async function turnOff(by: By, { key }: Flow): Promise<FlowOutcome> {
  await switchFlow(by.tx, by.deps.clock, by.shopId, key, false);
  await record(by, 'flow-turned-off', key);
  return { kind: 'done' };
}
