/** One delivery: a body for one subscription, with the same id and bytes however often it is tried. */
export interface Delivery {
  webhookId: string;
  eventId: string;
  topic: string;
  uri: string;
  url: string;
  headers: Record<string, string>;
  body: string;
  attempt: number;
  /** Business time at which it may go out, in milliseconds. */
  dueAtMs: number;
  /** Sent again after a success. */
  isDuplicate: boolean;
  /** What befalls it, decided when it is made. */
  fate: Fate;
  /** Not wanted any more once the app is installed again. */
  isForAppGone?: boolean;
}

export type Fate = 'sent' | 'dropped' | 'doubled';
