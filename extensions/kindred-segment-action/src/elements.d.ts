import type { ComponentChildren } from 'preact';

interface Slotted {
  slot: 'primary-action' | 'secondary-actions';
  children?: ComponentChildren;
}

/** Those of Polaris' web components that are used, as the admin's extensions of 2026-10 have them. */
declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements {
      's-admin-action': { heading: string; loading?: boolean; children?: ComponentChildren };
      's-stack': { direction: 'block'; gap: 'base'; children?: ComponentChildren };
      's-heading': { children?: ComponentChildren };
      's-paragraph': { children?: ComponentChildren };
      's-banner': { tone: 'critical' | 'info'; children?: ComponentChildren };
      's-button': Slotted & { variant?: 'primary'; href?: string; onClick?: () => void };
    }
  }
}
