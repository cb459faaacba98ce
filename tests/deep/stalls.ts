import { monitorEventLoopDelay } from 'node:perf_hooks';

const RESOLUTION_MS = 10;

/** Watches how long this process, which asks and answers, could not do anything else. */
export function watchStalls(): { end(): { worstStallMs: number } } {
  const histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  histogram.enable();
  return {
    end() {
      histogram.disable();
      return { worstStallMs: Math.round(histogram.max / 1e6) };
    },
  };
}
