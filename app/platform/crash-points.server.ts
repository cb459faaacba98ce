/**
 * Labelled points at which a crash test kills the process, as a power cut would: nothing is flushed, nothing is released.
 * Without a name (always, in production) every point is a no-op.
 */
export type CrashPoints = (name: CrashPoint) => void;

export type CrashPoint = 'send.claimed' | 'send.requested' | 'send.accepted';

export function createCrashPoints(chosen: string | undefined): CrashPoints {
  return (name) => {
    if (name === chosen) process.kill(process.pid, 'SIGKILL');
  };
}
