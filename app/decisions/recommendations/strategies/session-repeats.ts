import type { Strategy } from './strategy';

/** What was met in this visit already: people come back to what they saw. */
export interface SessionRepeats {
  /** e^(−steps back ÷ n). */
  steps: number;
}

export const sessionRepeats: Strategy<SessionRepeats> = {
  score({ steps }, { session }, board) {
    for (let at = 0; at < session.length; at++)
      board.add(session[at] ?? 0, Math.exp((at - session.length + 1) / steps));
  },
  explain: () => ({ kind: 'seen-in-visit' }),
};
