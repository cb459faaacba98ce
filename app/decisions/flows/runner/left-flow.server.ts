import type { FlowRun, Message } from '@prisma/client';
import { evaluate, requestsOf } from '~/customers/rules/evaluate';
import type { Db } from '~/platform/db/db.server';
import type { StillInFlow } from '../../send-policy/arbiter/send-facts';
import { gatherMany } from '../engine/gather-facts.server';
import type { RunOutcome } from '../engine/next-step';
import type { FlowDefinition } from '../language/flow';
import { cartTokenOf } from '../run-subject';
import { definitionsOf } from './definitions-of.server';

type FlowMessage = Pick<Message, 'id' | 'sourceKind' | 'sourceId' | 'profileId'>;

interface Way {
  message: FlowMessage;
  run: FlowRun;
  exits: FlowDefinition['exits'];
}

/**
 * The way out of its flow that is open for whoever a message is to: by what is true now, though the run may have come to its end since it planned the
 * message. Answers by the message's id; of one that is not among them no way is open, or it is of no flow.
 */
export async function leftFlows(
  db: Db,
  shopId: string,
  messages: readonly FlowMessage[],
  now: Date,
): Promise<Map<string, StillInFlow>> {
  const ofFlows = messages.filter(({ sourceKind }) => sourceKind === 'flow-run');
  if (ofFlows.length === 0) return new Map();
  const ids = ofFlows.map(({ sourceId }) => sourceId);
  const runs = await db.$queryRaw<FlowRun[]>`
    SELECT * FROM flow_runs r WHERE r."shopId" = ${shopId}::uuid AND r."id" = ANY(${ids}::uuid[])`;
  const definitionOf = await definitionsOf(db, shopId, runs);
  const runOf = new Map(runs.map((run) => [run.id, run]));
  const unknown: [string, StillInFlow][] = [];
  const ways = ofFlows.flatMap((message): Way[] => {
    const run = runOf.get(message.sourceId);
    const definition = run && definitionOf(run);
    if (definition === null) unknown.push([message.id, { kind: 'unknown' }]);
    return run && definition ? [{ message, run, exits: definition.exits }] : [];
  });
  const left = ways.map(({ message, run }) => [message.id, exitOf(run)] as const);
  const open = await openExits(
    db,
    shopId,
    ways.filter(({ run }) => exitOf(run) === null),
    now,
  );
  const leaving = [...left, ...open].flatMap(([id, exit]): [string, StillInFlow][] =>
    exit === null ? [] : [[id, { kind: 'left', exit }]],
  );
  return new Map([...leaving, ...unknown]);
}

/** The way its run has gone out by. */
function exitOf({ outcome }: FlowRun): string | null {
  const told = outcome as RunOutcome | null;
  return told?.kind === 'exited' ? told.exit : null;
}

async function openExits(db: Db, shopId: string, ways: readonly Way[], now: Date): Promise<[string, string | null][]> {
  const asked = ways.map(({ message, run, exits }) => ({
    subject: { profileId: message.profileId, cartToken: cartTokenOf(run), since: run.startedAt },
    requests: exits.flatMap(({ when }) => requestsOf(when)),
  }));
  const gathered = await gatherMany(db, shopId, asked, now);
  return ways.map(({ message, exits }, nth) => {
    const hasQuestions = asked[nth]?.requests.length;
    const facts = gathered[nth] ?? {};
    const exit = hasQuestions ? exits.find(({ when }) => evaluate(when, facts)) : undefined;
    return [message.id, exit?.key ?? null];
  });
}
