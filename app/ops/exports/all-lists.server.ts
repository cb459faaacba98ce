import type { ListExport } from './list-export.server';
import { activity } from './lists/activity.server';
import { campaigns } from './lists/campaigns.server';
import { consents } from './lists/consents.server';
import { customers } from './lists/customers.server';
import { duplicates } from './lists/duplicates.server';
import { emails } from './lists/emails.server';
import { events } from './lists/events.server';
import { findings } from './lists/findings.server';
import { flowRuns } from './lists/flow-runs.server';
import { flows } from './lists/flows.server';
import { imports } from './lists/imports.server';
import { looks } from './lists/looks.server';
import { mailCountsList } from './lists/mail-counts.server';
import { messages } from './lists/messages.server';
import { orders } from './lists/orders.server';
import { privacyRequests } from './lists/privacy-requests.server';
import { products } from './lists/products.server';
import { recommendationWays } from './lists/recommendation-ways.server';
import { segmentMembers } from './lists/segment-members.server';
import { segments } from './lists/segments.server';
import { suppressions } from './lists/suppressions.server';
import { turnedAway } from './lists/turned-away.server';

/** Every list there is: what can be listed can be had as a file. Names are kept in rows: they do not change. */
export const allLists = {
  ...{ customers, consents, events, messages, orders, activity, looks },
  'segment-members': segmentMembers,
  'mail-counts': mailCountsList,
  ...{ suppressions, emails, segments, flows, campaigns, products },
  'flow-runs': flowRuns,
  'turned-away': turnedAway,
  'recommendation-ways': recommendationWays,
  ...{ findings, duplicates, imports },
  'privacy-requests': privacyRequests,
} as const satisfies Record<string, ListExport>;

export type ListName = keyof typeof allLists;

export const isList = (name: string): name is ListName => Object.hasOwn(allLists, name);
