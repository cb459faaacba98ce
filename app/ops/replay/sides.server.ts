import type { Flow } from '@prisma/client';
import { draftOf } from '~/decisions/flows/drafts.server';
import { understoodFlow } from '~/decisions/flows/flows.server';
import { flowSchema, type FlowDefinition } from '~/decisions/flows/language/flow';
import type { Db } from '~/platform/db/db.server';
import type { ReplaySide } from './replay-rows.server';

/** Something that can be replayed: the draft, or a version. */
export interface SideChoice {
  /** `draft`, or a version's number. */
  value: string;
  label: string;
}

/** Older versions than these are hardly compared with. */
const MOST_VERSIONS = 10;

/** What of a flow can be replayed: what is being changed first, then the live version and those before it. */
export async function sideChoices(db: Db, flow: Flow): Promise<SideChoice[]> {
  const { shopId, key, liveVersion } = flow;
  const versions = await db.flowVersion.findMany({
    where: { shopId, flowKey: key },
    orderBy: { version: 'desc' },
    select: { version: true },
    take: MOST_VERSIONS,
  });
  const ofVersions = versions.map(({ version }) => ({
    value: String(version),
    label: versionWords(version, liveVersion),
  }));
  return flow.draft === null ? ofVersions : [{ value: 'draft', label: 'The draft' }, ...ofVersions];
}

const versionWords = (version: number, live: number): string =>
  version === live ? `Version ${version}, as it is live` : `Version ${version}`;

export type ChosenSide = { kind: 'side'; side: ReplaySide } | { kind: 'refused'; problem: string };

const refused = (problem: string): ChosenSide => ({ kind: 'refused', problem });

/** What was chosen, whole enough to be replayed. */
export async function chosenSide(db: Db, flow: Flow, value: string): Promise<ChosenSide> {
  const choice = (await sideChoices(db, flow)).find((each) => each.value === value);
  if (!choice) return refused('It is not there any more. Load the page again and choose anew.');
  const definition =
    value === 'draft' ? await wholeDraft(db, flow) : await understoodFlow(db, flow.shopId, flow.key, Number(value));
  if (!definition)
    return refused(
      value === 'draft'
        ? 'The draft is not whole yet: its path has a gap. Mend it in the editor, then replay it.'
        : 'This version was written by another release of Kindred, and this one cannot read it. Choose another.',
    );
  if (definition.trigger.kind === 'prediction')
    return refused('It begins by a prediction, and of those no past is kept.');
  return { kind: 'side', side: { name: choice.label, definition } };
}

async function wholeDraft(db: Db, flow: Flow): Promise<FlowDefinition | null> {
  const { draft } = await draftOf(db, flow);
  const parsed = flowSchema.safeParse(draft);
  return parsed.success ? parsed.data : null;
}
