import { z } from 'zod';
import type { PersonReport } from '~/capture/events/person-report';
import type { ToldFact } from '~/capture/events/told-reports';
import type { Message } from './message';
import { isLocale, readTraits, type Note } from './traits';
import { withoutAddresses } from './without-addresses';

/** A customer's global id in Shopify, by which a merchant's programs may call a person. */
const CUSTOMER = /^gid:\/\/shopify\/Customer\/\d{1,20}$/;
/** The namespace of ids that programs give people through the API. */
const USER = 'user:';
/** Keeps a program's anonymous ids apart from the storefront's visitors, whom nobody can be taken for that way. */
const ANONYMOUS = 'api:';

/** The identifier that a `userId` is. */
export const userIdentity = (userId: string): { customerId: string } | { externalId: string } =>
  CUSTOMER.test(userId) ? { customerId: userId } : { externalId: USER + userId };

const entrySchema = z.object({
  person: z.object({
    customerId: z.string().optional(),
    externalId: z.string().optional(),
    visitorId: z.string().optional(),
    email: z.string().optional(),
    phone: z.string().optional(),
    firstName: z.string().optional(),
    lastName: z.string().optional(),
    locale: z.string().optional(),
    countryCode: z.string().optional(),
    city: z.string().optional(),
    regionCode: z.string().optional(),
    birthday: z.string().optional(),
    properties: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).optional(),
    seenAt: z.iso.datetime().transform((text) => new Date(text)),
  }),
  fact: z
    .object({
      kind: z.enum(['track', 'page', 'screen']),
      name: z.string(),
      properties: z.record(z.string(), z.unknown()),
    })
    .nullable(),
});

/** A message as it lies in the inbox: whom it names, and what happened. */
export interface ToldEntry {
  person: PersonReport;
  fact: ToldFact | null;
}

/** What is kept of a message that happened at an instant, with notes of what is passed over. */
export function toldOf(message: Message, at: Date): { entry: ToldEntry; notes: Note[] } {
  const { person, notes } = personOf(message);
  const { fact, leftOut } = factOf(message);
  const reason = 'holds an email address, which no event keeps: identify names people';
  return {
    entry: { person: { ...person, seenAt: at }, fact },
    notes: [...notes, ...leftOut.map((field) => ({ field, reason }))],
  };
}

function personOf(message: Message): { person: Omit<PersonReport, 'seenAt'>; notes: Note[] } {
  const { userId, locale } = message;
  const anonymousId = message.type === 'alias' ? message.previousId : message.anonymousId;
  const told = message.type === 'identify' ? readTraits(message.traits) : { person: {}, notes: [] };
  const person = {
    ...(locale && isLocale(locale) ? { locale } : {}),
    ...told.person,
    ...(userId ? userIdentity(userId) : {}),
    ...(anonymousId ? { visitorId: ANONYMOUS + anonymousId } : {}),
  };
  return { person, notes: told.notes };
}

function factOf(message: Message): { fact: ToldFact | null; leftOut: string[] } {
  const { type, name, page, campaign } = message;
  if (type !== 'track' && type !== 'page' && type !== 'screen') return { fact: null, leftOut: [] };
  const { kept, leftOut } = withoutAddresses(message.properties, 'properties');
  const properties = type === 'page' ? { ...pageContext(page, campaign), ...kept } : kept;
  return { fact: { kind: type, name: name ?? '', properties }, leftOut };
}

/** A page's address and campaign stand in its context, where its properties do not name them. */
const pageContext = (page: Message['page'], campaign: Message['campaign']): Record<string, unknown> =>
  withoutAddresses(
    {
      ...(page?.url ? { url: page.url } : {}),
      ...(page?.referrer ? { referrer: page.referrer } : {}),
      ...(campaign ? { campaign } : {}),
    },
    'context',
  ).kept;

/** Reads what `toldOf` made. Throws where it is something else. */
export function readEntry(body: string): ToldEntry {
  return entrySchema.parse(JSON.parse(body));
}
