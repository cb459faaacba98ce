import type { ShopifyGlobal, ToastOptions } from '@shopify/app-bridge-types';
import type { Host } from './host';
import { refuse } from './refuse';

const DEFAULT_DURATION_MS = 5_000;

/** `shopify.toast`. */
export function createToasts(host: Host): ShopifyGlobal['toast'] {
  const shown = new Map<string, ToastOptions>();
  let made = 0;
  host.listen((message) => {
    if (message.kind !== 'toast-ended') return;
    const options = shown.get(message.id);
    shown.delete(message.id);
    if (message.how === 'action') options?.onAction?.();
    if (message.how === 'dismissed') options?.onDismiss?.();
  });
  return {
    show(message, options = {}) {
      if (typeof message !== 'string' || message.trim() === '') refuse('toast.show needs a text.');
      const id = `toast-${++made}`;
      shown.set(id, options);
      const { duration = DEFAULT_DURATION_MS, isError = false, action = null } = options;
      host.send({ kind: 'toast', toast: { id, message, durationMs: duration, isError, action } });
      return id;
    },
    hide(id) {
      shown.delete(id);
      host.send({ kind: 'toast-hidden', id });
    },
  };
}
