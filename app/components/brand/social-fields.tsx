import { FormLayout, TextField } from '@shopify/polaris';
import { NETWORK_NAMES, NETWORKS, type Network } from '~/delivery/documents/brand-kit';
import { TitledCard } from '../titled-card';
import type { KitFieldsProps } from './kit-fields';

/** Where else the shop is found; mails with a block for it say so in words. */
export function SocialFields({ kit: { social }, change, problemOf }: KitFieldsProps) {
  const placeOf = (network: Network): number => social.findIndex((each) => each.network === network);
  function set(network: Network, url: string): void {
    const known = new Map(social.map((each) => [each.network, each.url]));
    known.set(network, url.trim());
    const all = NETWORKS.map((each) => ({ network: each, url: known.get(each) ?? '' }));
    change({ social: all.filter((each) => each.url !== '') });
  }
  return (
    <TitledCard title="Where else you are found">
      <FormLayout>
        {NETWORKS.map((network) => (
          <TextField
            key={network}
            label={NETWORK_NAMES[network]}
            autoComplete="off"
            placeholder="https://"
            value={social[placeOf(network)]?.url ?? ''}
            onChange={(url) => set(network, url)}
            error={problemOf(`social.${placeOf(network)}.url`)}
          />
        ))}
      </FormLayout>
    </TitledCard>
  );
}
