import { z } from 'zod';
import { agentKinds, type MailSignal } from '~/capture/events/mail-signal';

const followed = z.object({
  messageId: z.uuid(),
  at: z.iso.datetime().transform((text) => new Date(text)),
  link: z.number().int().min(0),
  links: z.number().int().min(0),
  url: z.string(),
  isHead: z.boolean(),
  agent: z.enum(agentKinds),
  isDataCentre: z.boolean(),
});

/** That a link was followed, as it lies in the inbox until it is read: by which kind of program, and neither from which address nor in whose words. */
export type FollowedLink = Omit<z.infer<typeof followed>, 'at'> & { at: Date };

export const writeFollowed = (link: FollowedLink): string => JSON.stringify(link);

export function readFollowed(body: string, dedupeKey: string): MailSignal {
  const { at, ...link } = followed.parse(JSON.parse(body));
  return { kind: 'click', occurredAt: at, dedupeKey, ...link };
}
