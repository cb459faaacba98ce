/** One thing that was expected, and whether it was so. */
export interface StoryStep {
  name: string;
  ok: boolean;
  detail: string;
}

/** Collects steps and tells each as it happens. A step that throws is a failed step, with the error as its detail. */
export interface Teller {
  readonly steps: StoryStep[];
  /** Runs one step; `judge` returns what was seen, or throws an error that says what was expected. */
  step(name: string, judge: () => Promise<string> | string): Promise<void>;
}

export function createTeller(print: (line: string) => void): Teller {
  const steps: StoryStep[] = [];
  return {
    steps,
    async step(name, judge) {
      const began = performance.now();
      // What follows a failed step rests on it: its own failure would tell nothing new.
      const isLost = steps.some((each) => !each.ok);
      const step = isLost
        ? { name, ok: false, detail: 'not played: an earlier step failed' }
        : await attempt(name, judge);
      steps.push(step);
      const seconds = ((performance.now() - began) / 1_000).toFixed(1);
      print(`${step.ok ? '  ✓' : '  ✗'} ${name} (${seconds} s)\n      ${step.detail.replaceAll('\n', '\n      ')}`);
    },
  };
}

async function attempt(name: string, judge: () => Promise<string> | string): Promise<StoryStep> {
  try {
    return { name, ok: true, detail: await judge() };
  } catch (error) {
    return { name, ok: false, detail: error instanceof Error ? error.message : String(error) };
  }
}

/** Throws what was expected and what was there instead. */
export function expectThat(isTrue: boolean, expected: string, seen: unknown): void {
  if (!isTrue) throw new Error(`expected ${expected}; saw ${typeof seen === 'string' ? seen : JSON.stringify(seen)}`);
}
