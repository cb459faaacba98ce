import type { OpenSite } from './open-site';

interface Told {
  kind: string;
  [field: string]: unknown;
}

/** A page that is connected to a site's events. */
export interface ConnectedPage {
  contentType: string | null;
  /** What it was told so far. */
  told: Told[];
  /** Resolves with the first event of a kind, or the `count`th, told already or yet to come. */
  until(kind: string, count?: number): Promise<Told>;
  leave(): void;
}

export async function connectPage({ url }: Pick<OpenSite, 'url'>): Promise<ConnectedPage> {
  const leaving = new AbortController();
  const response = await fetch(`${url}/events`, { signal: leaving.signal });
  const chunks = (response.body as ReadableStream<Uint8Array>).getReader();
  const decoder = new TextDecoder();
  const told: Told[] = [];
  let rest = '';

  const readOn = async (): Promise<void> => {
    const { value, done } = await chunks.read();
    if (done) throw new Error('the stream of events ended');
    const blocks = (rest + decoder.decode(value, { stream: true })).split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const [event, data] = ['event', 'data'].map((name) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1]);
      if (event && data) told.push({ ...(JSON.parse(data) as Told), kind: event });
    }
  };

  return {
    ...{ told, contentType: response.headers.get('content-type') },
    async until(kind, count = 1) {
      for (;;) {
        const found = told.filter((each) => each.kind === kind)[count - 1];
        if (found) return found;
        await readOn();
      }
    },
    leave: () => leaving.abort(),
  };
}
