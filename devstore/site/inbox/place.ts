import { z } from 'zod';

export const views = ['desktop', 'mobile', 'dark', 'text', 'headers', 'raw'] as const;
export type View = (typeof views)[number];

const oneText = z.string().max(200).catch('');

const query = z.object({
  q: oneText,
  who: oneText,
  list: z.enum(['mails', 'people']).catch('mails'),
  /** How many of the list are shown. */
  count: z.coerce.number().int().min(1).max(10_000).catch(100),
  to: oneText,
  /** Null: as wide as there is room. */
  view: z.enum(views).nullable().catch(null),
  done: oneText,
});

/** Where in the inbox a person is, as the page's address says it. */
export interface Place extends z.infer<typeof query> {
  messageId: string | null;
}

export function readPlace(search: unknown, messageId: string | null): Place {
  return { ...query.parse({ view: null, ...(search as object) }), messageId };
}

const defaults = readPlace({}, null);

/** The address of a place that differs from this one by some changes. */
export function addressOf(place: Place, changes: Partial<Place> = {}): string {
  const { messageId, ...fields } = { ...place, done: '', ...changes };
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(fields))
    if (value !== null && value !== defaults[name as keyof Place]) params.set(name, String(value));
  const path = messageId === null ? '/inbox/' : `/inbox/mails/${encodeURIComponent(messageId)}`;
  return params.size === 0 ? path : `${path}?${params.toString()}`;
}

/** The address of something that belongs to the open mail, such as `letter` or `acts`. */
export function partAddress({ messageId, to, view }: Place, part: string): string {
  const params = new URLSearchParams({ ...(to ? { to } : {}), ...(view ? { view } : {}) });
  const path = `/inbox/mails/${encodeURIComponent(messageId ?? '')}/${part}`;
  return params.size === 0 ? path : `${path}?${params.toString()}`;
}
