/**
 * What the app's frame (the App Bridge stand-in inside it) and the admin around it say to each other by `postMessage`. Each side takes
 * messages of the other's origin alone. Shopify's own wire format is its secret; this one is the dev store's.
 */

export interface NavItem {
  href: string;
  label: string;
}

/** A button drawn by the admin for one that stands in the app's frame; pressing it clicks that one. */
export interface Control {
  key: string;
  label: string;
  isDisabled: boolean;
  isLoading: boolean;
  isCritical: boolean;
}

export interface TitleBar {
  title: string | null;
  breadcrumb: Control | null;
  primary: Control | null;
  secondary: Control[];
  menus: { label: string; items: Control[] }[];
}

export interface SaveBar {
  save: Control | null;
  discard: Control | null;
  /** Discarding is asked about first. */
  asksBeforeDiscarding: boolean;
}

export interface Toast {
  id: string;
  message: string;
  durationMs: number;
  isError: boolean;
  action: string | null;
}

export type ResourceType = 'product' | 'variant' | 'collection';

/** The picker's options with their defaults filled in. */
export interface PickerQuestion {
  type: ResourceType;
  action: 'add' | 'select';
  /** How many may be chosen. */
  limit: number;
  query: string;
  filter: { query: string; hidden: boolean; variants: boolean; draft: boolean; archived: boolean };
  selected: { id: string; variants?: { id: string }[] }[];
}

/** What the app's frame asks and is answered. */
export interface Questions {
  'id-token': { asked: null; answered: string };
  user: { asked: null; answered: { accountAccess: string } };
  scopes: { asked: null; answered: { granted: string[]; required: string[]; optional: string[] } };
  extensions: { asked: null; answered: unknown[] };
  /** Null: the person chose nothing. */
  pick: { asked: PickerQuestion; answered: unknown[] | null };
  /** Whether the person lets what is unsaved go. */
  leave: { asked: null; answered: boolean };
}

export type Question = { [Name in keyof Questions]: { name: Name; asked: Questions[Name]['asked'] } }[keyof Questions];

export type FromApp =
  /** The page's script has begun to run. */
  | { kind: 'began' }
  /** The page is parsed, its scripts have run. */
  | { kind: 'ready' }
  | { kind: 'moved'; path: string }
  | { kind: 'titled'; title: string }
  /** The app's entries in the navigation, and the page its own entry leads to. */
  | { kind: 'nav'; items: NavItem[]; home: string | null }
  | { kind: 'title-bar'; bar: TitleBar | null }
  | { kind: 'save-bar'; bar: SaveBar | null }
  | { kind: 'loading'; isLoading: boolean }
  | { kind: 'toast'; toast: Toast }
  | { kind: 'toast-hidden'; id: string }
  | { kind: 'modal'; isOpen: boolean }
  /** Leaves the frame: an address of the admin (a path) or of somewhere else. */
  | { kind: 'open'; url: string; isNewTab: boolean }
  | { kind: 'question'; id: number; question: Question };

export type FromShell =
  | { kind: 'answer'; id: number; answered: unknown }
  | { kind: 'refusal'; id: number; why: string }
  | { kind: 'navigate'; href: string }
  | { kind: 'press'; key: string }
  | { kind: 'discarded' }
  | { kind: 'toast-ended'; id: string; how: 'action' | 'dismissed' | 'expired' }
  /** Somebody came back to the tab: what the page shows may be old. */
  | { kind: 'returned' };

/** Around each message, so that others' messages to the same window are told apart. */
export interface Envelope<Message> {
  channel: 'admin-stand-in';
  message: Message;
}

export const wrap = <Message>(message: Message): Envelope<Message> => ({ channel: 'admin-stand-in', message });

/** The message inside what a window received; null where it is something else. */
export function unwrap<Message>(data: unknown): Message | null {
  const isOurs = typeof data === 'object' && data !== null && (data as Envelope<Message>).channel === 'admin-stand-in';
  return isOurs ? (data as Envelope<Message>).message : null;
}

/** What the server puts into an admin page for its script. */
export interface ShellSetup {
  /** Of the app's frame. */
  appOrigin: string;
  /** What the app's frame opens first; null on the admin's own pages. */
  frameUrl: string | null;
  appName: string;
  appHandle: string;
  shopName: string;
  timeZone: string;
  /** Business time ahead of the system's, as it was when the page was made. */
  offsetMs: number;
}
