import type { OutboundMessage } from '../messages/message';
import type { Reader } from './reader';

/** A recipient's first look at a mail. */
export interface Open {
  message: OutboundMessage;
  recipient: string;
  at: Date;
  reader: Reader;
}

/** A recipient's first click on one of a mail's links. */
export interface Click extends Open {
  url: string;
  location: 'HTML' | 'Text';
}
