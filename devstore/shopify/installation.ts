import type { AppConfig } from './app-config/app-config';
import type { InstallationLogEntry } from './log-entry';
import type { Approvals } from './options';

/** Whether the app is installed, and what it may do. */
export interface Installation {
  isInstalled(): boolean;
  /** Scopes in force; empty while not installed. */
  scopes(): string[];
  /** Shopify-managed installation: the toml's scopes are granted. Does nothing when installed already. */
  install(): void;
  uninstall(): void;
  /** Replaces the granted scopes, as a merchant's new grant or a revocation does. */
  setScopes(scopes: string[]): void;
}

export function createInstallation(input: {
  config: AppConfig;
  approvals: Approvals;
  log: (entry: InstallationLogEntry) => void;
  /** What was granted in an earlier run; null: the app is not installed. */
  granted?: string[] | null;
  /** Told of each change before anybody learns of it. */
  changed?: (granted: string[] | null) => void;
}): Installation {
  let granted = input.granted ?? null;
  const grant = (scopes: string[] | null) => {
    granted = scopes;
    input.changed?.(scopes);
  };
  return {
    isInstalled: () => granted !== null,
    scopes: () => granted ?? [],
    install() {
      if (granted) return;
      const scopes = grantable(input.config.scopes, input.approvals);
      grant(scopes);
      input.log({ kind: 'installation', event: 'installed', scopes });
    },
    uninstall() {
      grant(null);
      input.log({ kind: 'installation', event: 'uninstalled', scopes: [] });
    },
    setScopes(wanted) {
      const scopes = grantable(wanted, input.approvals);
      grant(scopes);
      input.log({ kind: 'installation', event: 'scopes-updated', scopes });
    },
  };
}

/** `read_all_orders` is granted only to an app that Shopify has approved for it. */
function grantable(scopes: string[], approvals: Approvals): string[] {
  return scopes.filter((scope) => scope !== 'read_all_orders' || approvals.readAllOrders);
}
