import type { Step } from '../engine/next-step';
import { wayGone } from '../engine/way-gone';

/** One step of one run. */
export interface Stepped {
  run: { flowKey: string; version: number };
  step: Step;
}

export interface WayCount {
  flowKey: string;
  version: number;
  node: string;
  way: string;
  passed: number;
}

/** How often each way was gone by some steps. In one order for every worker, so that two that count the same ways wait for each other and never in a circle. */
export function countWays(stepped: readonly Stepped[]): WayCount[] {
  const counts = new Map<string, WayCount>();
  for (const { run, step } of stepped)
    for (const seen of step.observations) {
      const gone = wayGone(seen, step.state.node);
      if (!gone) continue;
      const key = JSON.stringify([run.flowKey, run.version, gone.node, gone.way]);
      const passed = (counts.get(key)?.passed ?? 0) + 1;
      counts.set(key, { flowKey: run.flowKey, version: run.version, ...gone, passed });
    }
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, count]) => count);
}
