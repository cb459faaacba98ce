import { holdSegments } from '~/customers/segments/live-segments.server';
import { saveSegment } from '~/customers/segments/save-segment.server';
import { FLOW_UNREAD } from '~/decisions/explanations/flow-words';
import { draftOf } from '~/decisions/flows/drafts.server';
import { fromFlowFile } from '~/decisions/flows/flow-file';
import { publishFlow } from '~/decisions/flows/flows.server';
import { flowDraftSchema, type FlowDefinition, type FlowDraft } from '~/decisions/flows/language/flow';
import { flowProblems } from '~/decisions/flows/language/flow-problems';
import type { FlowProblem } from '~/decisions/flows/language/graph';
import { flowTemplate } from '~/decisions/flows/templates';
import type { FlowTemplate } from '~/decisions/flows/templates/parts';
import type { Clock } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';
import { freeKey } from '~/platform/free-key';
import type { Ids } from '~/platform/ids.server';
import { segmentTemplates } from '../segments/templates';
import { flowContext } from './flow-context.server';

/** What a new flow is made of. */
export type FlowSource =
  | { from: 'template'; key: string }
  | { from: 'copy'; key: string }
  | { from: 'file'; text: string }
  | { from: 'blank' };

/** `missing`: what the flow speaks of and the shop has not, each with the remedy. */
export type CreateOutcome =
  { kind: 'created'; key: string; missing: FlowProblem[] } | { kind: 'refused'; problems: FlowProblem[] };

interface CreateDeps {
  clock: Clock;
  ids: Ids;
}

/** Makes a flow, off: it may speak of what the shop has not, and that is said at once, as it is when it is to be turned on. */
export async function createFlow(deps: CreateDeps, tx: Db, shopId: string, source: FlowSource): Promise<CreateOutcome> {
  const found = await definitionOf(deps, tx, shopId, source);
  if (found.kind === 'refused') return found;
  const key = await keyFor(tx, shopId, found.flow.key);
  await publishFlow(tx, deps.clock, shopId, { ...found.flow, key });
  return { kind: 'created', key, missing: flowProblems(found.flow, await flowContext(tx, shopId)) };
}

type Found = { kind: 'flow'; flow: FlowDefinition } | { kind: 'refused'; problems: FlowProblem[] };

async function definitionOf(deps: CreateDeps, tx: Db, shopId: string, source: FlowSource): Promise<Found> {
  switch (source.from) {
    case 'template': {
      const template = flowTemplate(source.key);
      if (!template) return refused(`There is no template “${source.key}”. Choose one of those shown.`);
      return { kind: 'flow', flow: await withOwnSegment(deps, tx, shopId, template) };
    }
    case 'copy': {
      const flow = await tx.flow.findUnique({ where: { shopId_key: { shopId, key: source.key } } });
      if (!flow) return refused('The flow that was to be copied is not there any more. Load the page again.');
      const { draft } = await draftOf(tx, flow);
      if (!draft) return refused(FLOW_UNREAD);
      return { kind: 'flow', flow: { ...draft, name: `Copy of ${draft.name}`.slice(0, 120) } };
    }
    case 'file':
      return fromFlowFile(source.text);
    default:
      return { kind: 'flow', flow: blank };
  }
}

/** Where a template speaks of one of the usual segments, the shop's own of that name stands in its place; it is made where there is none. */
async function withOwnSegment(
  deps: CreateDeps,
  tx: Db,
  shopId: string,
  { definition, segment }: FlowTemplate,
): Promise<FlowDefinition> {
  const usual = segmentTemplates.find(({ key }) => key === segment);
  if (!usual) return definition;
  await holdSegments(tx, shopId);
  const known = await tx.segment.findFirst({ where: { shopId, name: usual.name, retiredAt: null } });
  const id = known?.id ?? (await made(deps, tx, shopId, usual));
  return flowDraftSchema.parse(JSON.parse(JSON.stringify(definition).replaceAll(`"${usual.key}"`, JSON.stringify(id))));
}

async function made(deps: CreateDeps, tx: Db, shopId: string, { name, rule, key }: UsualSegment): Promise<string> {
  const outcome = await saveSegment(deps, tx, shopId, { name, rule });
  // Too many segments already: the flow is made, and says that its segment is to be chosen.
  return outcome.kind === 'saved' ? outcome.id : key;
}
type UsualSegment = (typeof segmentTemplates)[number];

const LONGEST_KEY = 50;
/** The address of a flow ends in its key; these are addresses of other pages. */
const OF_PAGES = ['new'];

/** The key itself, or with a number behind it where the shop has a flow of that key. */
async function keyFor(tx: Db, shopId: string, wanted: string): Promise<string> {
  const flows = await tx.flow.findMany({ where: { shopId }, select: { key: true } });
  const taken = new Set([...flows.map(({ key }) => key), ...OF_PAGES]);
  return freeKey(wanted, (key) => taken.has(key), LONGEST_KEY);
}

const blank: FlowDraft = {
  key: 'flow',
  name: 'New flow',
  trigger: { kind: 'event', events: [{ event: 'order_placed' }], when: { kind: 'all', rules: [] } },
  again: 'never',
  meanwhile: 'nothing',
  priority: 50,
  exits: [{ key: 'consent-lost', when: { kind: 'fact', fact: 'consent.marketing', is: 'is', value: 'withdrawn' } }],
  start: 'done',
  nodes: [{ kind: 'exit', key: 'done' }],
};

const refused = (message: string): Found => ({ kind: 'refused', problems: [{ path: [], message }] });
