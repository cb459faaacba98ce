/** Why a campaign stands still. Whatever stops it by itself adds its own kind, with the figures that decided. */
export type PauseReason = { code: 'by-hand' };
