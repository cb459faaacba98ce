import type { FlowDraft } from '~/decisions/flows/language/flow';
import type { Rule } from '~/customers/rules/rule';
import { rulesOf } from '~/decisions/flows/language/speaks-of';
import type { Db } from '~/platform/db/db.server';
import { namesIn, type Names } from '../segments/shop-speaker.server';

/** What products, collections, segments and addresses are called that some flows name, by their ids. */
export async function namesInFlows(db: Db, shopId: string, flows: readonly FlowDraft[]): Promise<Names> {
  const [names, segments, endpoints] = await Promise.all([
    namesIn(db, shopId, flows.flatMap(spokenRules)),
    db.segment.findMany({ where: { shopId }, select: { id: true, name: true } }),
    db.webhookEndpoint.findMany({ where: { shopId }, select: { id: true, url: true } }),
  ]);
  return {
    ...Object.fromEntries(segments.map(({ id, name }) => [id, name])),
    ...Object.fromEntries(endpoints.map(({ id, url }) => [id, url])),
    ...names,
  };
}

/** Everything in a flow that may name something: its rules, and the events it begins with or waits for. */
function spokenRules(flow: FlowDraft): Rule[] {
  const awaited = flow.nodes.flatMap((node) => (node.kind === 'wait-for' ? node.events : []));
  const events = flow.trigger.kind === 'event' ? [...flow.trigger.events, ...awaited] : awaited;
  return [
    ...rulesOf(flow),
    ...events.map((choice): Rule => ({ kind: 'happened', ...choice, atLeast: 1, within: 'ever' })),
  ];
}
