import {
  AnswerGone,
  type BulkAnswer,
  type BulkScope,
  type BulkStart,
  type BulkState,
  type IdPage,
  type Reading,
  type StoreSource,
  type SyncPage,
} from '~/capture/shopify-sync/store-source';
import { syncKinds, type SyncKind, type SyncPages } from '~/capture/shopify-sync/sync-kinds';

/** Bytes that a page of objects takes up in an answer. */
export const PAGE_BYTES = 100;

type Pages = { [K in SyncKind]: SyncPages[K][] };

const noPages = (): Pages => ({ products: [], collections: [], customers: [], orders: [], checkouts: [] });

/** A store whose answers a test writes, and which counts what it is asked. Every bulk operation is ready at once unless it is said otherwise. */
export class CountingSource implements StoreSource {
  readonly pages = noPages();
  /** What operations of a kind are at, from the oldest on; ready where nothing is said. */
  readonly states: Partial<Record<SyncKind, BulkState[]>> = {};
  readonly started: SyncKind[] = [];
  /** The business time and the scope that operations were started with. */
  readonly startedWith: Date[] = [];
  readonly scopes: BulkScope[] = [];
  readonly reads: ({ kind: SyncKind } & Reading)[] = [];
  /** What has changed, as pages would tell it; null: pages cannot. */
  readonly changes: { [K in SyncKind]?: SyncPages[K] | null } = {};
  readonly counted: Partial<Record<SyncKind, number>> = {};
  readonly asked: { kind: SyncKind; since: Date }[] = [];
  ids: Partial<Record<SyncKind, string[]>> = {};
  scopesGranted = ['read_products', 'read_all_orders'];
  /** How many operations may be started until a test says otherwise. */
  mostStarted = Infinity;
  /** Addresses whose answers are not there any more. */
  readonly gone = new Set<string>();
  /** Where answers lie. */
  place = 'https://bulk.example';
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
      scopes: this.scopesGranted,
    });
  }

  async startBulk(_shopDomain: string, kind: SyncKind, scope: BulkScope, now: Date): Promise<BulkStart> {
    this.beforeStart(kind);
    if (this.started.length >= this.mostStarted) return { kind: 'busy', problem: 'five run already' };
    this.started.push(kind);
    this.startedWith.push(now);
    this.scopes.push(scope);
    return { kind: 'started', operationId: `${kind}/${this.started.filter((each) => each === kind).length - 1}` };
  }

  bulkState(_shopDomain: string, operationId: string): Promise<BulkState> {
    const [kind, index] = operationId.split('/') as [SyncKind, string];
    const objects = this.pages[kind].reduce((sum, page) => sum + page.length, 0);
    const answer = this.answerOf(operationId, kind);
    return Promise.resolve(this.states[kind]?.[Number(index)] ?? { kind: 'ready', answer, objects });
  }

  answerOf(operationId: string, kind: SyncKind, isPartial = false): BulkAnswer {
    const pages = this.pages[kind].length || (this.ids[kind]?.length ?? 0);
    return { url: pages ? `${this.place}/${operationId}` : null, bytes: null, isPartial };
  }

  async *read<K extends SyncKind>(kind: K, answer: BulkAnswer, reading: Reading): AsyncIterable<SyncPage<K>> {
    const { fromByte } = reading;
    this.reads.push({ kind, ...reading });
    if (answer.url && this.gone.has(answer.url)) throw new AnswerGone('not there any more');
    for (let index = fromByte / PAGE_BYTES; index < this.pages[kind].length; index++) {
      this.beforePage(kind, index);
      yield { objects: this.pages[kind][index] as SyncPages[K], bytesRead: (index + 1) * PAGE_BYTES };
    }
  }

  async *readIds(answer: BulkAnswer, fromByte: number): AsyncIterable<IdPage> {
    const kind = syncKinds.find((each) => answer.url?.includes(each));
    if (kind && fromByte === 0) yield { objects: this.ids[kind] ?? [], bytesRead: PAGE_BYTES };
  }

  countChanges(_shopDomain: string, kind: SyncKind, since: Date): Promise<number> {
    this.asked.push({ kind, since });
    return Promise.resolve(this.counted[kind] ?? this.changes[kind]?.length ?? 0);
  }

  readChanges<K extends SyncKind>(_shopDomain: string, kind: K): Promise<SyncPages[K] | null> {
    return Promise.resolve(this.changes[kind] ?? null);
  }

  /** How often operations were started, by kind. */
  get startedCounts(): Record<string, number> {
    return Object.fromEntries(syncKinds.map((kind) => [kind, this.started.filter((each) => each === kind).length]));
  }
}
