import type { Request, Response } from 'express';
import type { LiveStore } from '../../../live-store';
import type { PageCall } from './page-call';
import type { PageRenderer } from './page-renderer';
import type { Sessions } from './read-visitor';

/** What pages that do something are made from. */
export interface Desk extends Sessions {
  store: LiveStore;
  renderer: PageRenderer;
  callOf: (request: Request, response: Response) => PageCall;
}
