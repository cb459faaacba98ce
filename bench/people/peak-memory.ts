import { readFileSync } from 'node:fs';

/** Most resident memory of this process since it began, in MB (2^20 bytes), as the kernel counts it. */
export function peakMb(): number {
  const kb = Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]);
  if (!(kb > 0)) throw new Error('the memory of this process could not be read');
  return Math.round(kb / 1_024);
}
