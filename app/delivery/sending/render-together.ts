import type { MailData, MailTemplates, RenderOutcome } from '../rendering/mail-data';
import type { MailRenderer } from '../rendering/mail-renderer.server';

export interface Unrendered {
  templates: MailTemplates;
  data: MailData;
}

/** Few enough that a thread which has to be killed is known to run wild well before a claim's lease is over. */
const TOGETHER = 10;

/** Renders many mails, those of the same templates some at a time; outcomes stand in their order. */
export async function renderTogether(
  renderer: Pick<MailRenderer, 'render'>,
  mails: readonly Unrendered[],
): Promise<RenderOutcome[]> {
  const outcomes = mails.map((): RenderOutcome => ({ kind: 'failed', problem: 'the renderer did not answer' }));
  await Promise.all(
    groupsOf(mails).map(async ({ templates, places }) => {
      const data = places.flatMap((place) => mails[place]?.data ?? []);
      for (const [nth, outcome] of (await renderSome(renderer, templates, data)).entries())
        outcomes[places[nth] ?? -1] = outcome;
    }),
  );
  return outcomes;
}

interface Group {
  templates: MailTemplates;
  /** Where its mails stand among all. */
  places: number[];
}

function groupsOf(mails: readonly Unrendered[]): Group[] {
  const groups: Group[] = [];
  const open = new Map<MailTemplates, Group>();
  for (const [place, { templates }] of mails.entries()) {
    const known = open.get(templates);
    const group = known && known.places.length < TOGETHER ? known : { templates, places: [] };
    if (group !== known) groups.push(group);
    open.set(templates, group);
    group.places.push(place);
  }
  return groups;
}

/** A mail that runs wild takes its thread along, and the others with it: asked for one by one, only it fails. */
async function renderSome(
  renderer: Pick<MailRenderer, 'render'>,
  templates: MailTemplates,
  data: MailData[],
): Promise<RenderOutcome[]> {
  const outcomes = await renderer.render(templates, data);
  const isLost = data.length > 1 && outcomes.every(({ kind }) => kind === 'failed');
  if (!isLost) return outcomes;
  return (await Promise.all(data.map((one) => renderer.render(templates, [one])))).flat();
}
