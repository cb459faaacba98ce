import {
  syncKinds,
  type BulkState,
  type StoreSource,
  type SyncKind,
  type SyncPage,
  type SyncPages,
} from '~/capture/shopify-sync/store-source';

/** Bytes that a page of objects takes up in an answer. */
export const PAGE_BYTES = 100;

/** A store whose answers a test writes, and which counts what it is asked. Every bulk operation is ready at once unless it is said otherwise. */
export class CountingSource implements StoreSource {
  readonly pages: { [K in SyncKind]: SyncPages[K][] } = { products: [], customers: [], orders: [], checkouts: [] };
  /** What operations of a kind are at, from the oldest on; ready where nothing is said. */
  readonly states: Partial<Record<SyncKind, BulkState[]>> = {};
  readonly started: SyncKind[] = [];
  /** The business time that operations were started with. */
  readonly startedWith: Date[] = [];
  readonly reads: { kind: SyncKind; fromByte: number; currency: string }[] = [];
  /** Called before a page is handed out; what it throws cuts the reading off. */
  beforePage: (kind: SyncKind, index: number) => void = () => undefined;
  beforeStart: (kind: SyncKind) => void = () => undefined;

  shopDetails() {
    return Promise.resolve({
      name: 'Ellis',
      email: 'ellis@example.com',
      currency: 'EUR',
      timezone: 'Europe/Berlin',
      storefrontUrl: 'https://ellis.example',
    });
  }

  async startBulk(_shopDomain: string, kind: SyncKind, now: Date): Promise<{ operationId: string }> {
    this.beforeStart(kind);
    this.started.push(kind);
    this.startedWith.push(now);
    return { operationId: `${kind}/${this.started.filter((each) => each === kind).length - 1}` };
  }

  bulkState(_shopDomain: string, operationId: string): Promise<BulkState> {
    const [kind, index] = operationId.split('/') as [SyncKind, string];
    const pages = this.pages[kind];
    const objects = pages.reduce((sum, page) => sum + page.length, 0);
    const ready: BulkState = {
      kind: 'ready',
      url: pages.length ? `https://bulk.example/${operationId}` : null,
      objects,
    };
    return Promise.resolve(this.states[kind]?.[Number(index)] ?? ready);
  }

  async *read<K extends SyncKind>(
    kind: K,
    _url: string,
    fromByte: number,
    currency: string,
  ): AsyncIterable<SyncPage<K>> {
    this.reads.push({ kind, fromByte, currency });
    for (let index = fromByte / PAGE_BYTES; index < this.pages[kind].length; index++) {
      this.beforePage(kind, index);
      yield { objects: this.pages[kind][index] as SyncPages[K], bytesRead: (index + 1) * PAGE_BYTES };
    }
  }

  /** How often operations were started, by kind. */
  get startedCounts(): Record<string, number> {
    return Object.fromEntries(syncKinds.map((kind) => [kind, this.started.filter((each) => each === kind).length]));
  }
}
