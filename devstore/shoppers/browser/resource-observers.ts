type Fetch = (input: unknown, init?: RequestInit) => Promise<Response>;
interface ResourceEntry {
  name: string;
  entryType: 'resource';
  responseStatus: number;
}

type Listener = (list: { getEntries(): ResourceEntry[] }) => void;

/** `PerformanceObserver` for finished requests of a page's scripts, which jsdom has not, and the `fetch` that feeds it. */
export function createResourceObservers(fetch: Fetch, pageUrl: string) {
  const listeners = new Set<Listener>();

  class PerformanceObserver {
    constructor(private readonly listener: Listener) {}
    observe(options: { type?: string; entryTypes?: string[] }): void {
      if (options.type === 'resource' || options.entryTypes?.includes('resource')) listeners.add(this.listener);
    }
    disconnect(): void {
      listeners.delete(this.listener);
    }
  }

  return {
    PerformanceObserver,
    fetch: async (input: unknown, init?: RequestInit): Promise<Response> => {
      const response = await fetch(input, init);
      const name = new URL(String(input), pageUrl).href;
      const entry: ResourceEntry = { name, entryType: 'resource', responseStatus: response.status };
      listeners.forEach((listener) => listener({ getEntries: () => [entry] }));
      return response;
    },
  };
}
