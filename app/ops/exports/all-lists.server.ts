import type { ListExport } from './list-export.server';
import { activity } from './lists/activity.server';
import { consents } from './lists/consents.server';
import { customers } from './lists/customers.server';
import { emails } from './lists/emails.server';
import { events } from './lists/events.server';
import { looks } from './lists/looks.server';
import { mailCountsList } from './lists/mail-counts.server';
import { messages } from './lists/messages.server';
import { orders } from './lists/orders.server';
import { segmentMembers } from './lists/segment-members.server';
import { suppressions } from './lists/suppressions.server';

/** Every list there is: what can be listed can be had as a file. Names are kept in rows: they do not change. */
export const allLists = {
  ...{ customers, consents, events, messages, orders, activity, looks },
  'segment-members': segmentMembers,
  'mail-counts': mailCountsList,
  ...{ suppressions, emails },
} as const satisfies Record<string, ListExport>;

export type ListName = keyof typeof allLists;

export const isList = (name: string): name is ListName => Object.hasOwn(allLists, name);
