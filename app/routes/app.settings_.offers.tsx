import { useState } from 'react';
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { Card, Layout, Page } from '@shopify/polaris';
import { EmptyNote } from '~/components/empty-note';
import { OfferCard } from '~/components/offers/offer-card';
import { OfferFormCard } from '~/components/offers/offer-form-card';
import { useProgress } from '~/components/use-progress';
import { RouteError } from '~/components/route-error';
import { changeOffers } from '~/ops/offers/change-offers.server';
import { offersPage } from '~/ops/offers/offers-page.server';
import { services } from '~/process.server';
import { authenticate } from '~/shopify.server';

export const meta: MetaFunction = () => [{ title: 'Offers' }];

export async function loader({ request }: LoaderFunctionArgs) {
  const { session } = await authenticate.admin(request);
  return offersPage(services, session.shop);
}

export async function action({ request }: ActionFunctionArgs) {
  const { session, sessionToken } = await authenticate.admin(request);
  const form = Object.fromEntries(await request.formData());
  return changeOffers(services, session.shop, sessionToken?.sub ?? 'unknown', form);
}

const BACK = { content: 'Settings', url: '/app/settings' };

export default function Offers() {
  const { offers, shop } = useLoaderData<typeof loader>();
  /** The offer whose form is open: its id, or `new`. */
  const [open, setOpen] = useState<string | null>(null);
  const close = () => setOpen(null);
  useProgress(offers.every(({ state }) => state !== 'being made'));
  return (
    <Page
      title="Offers"
      subtitle="A discount code of their own for each person, given by flows."
      backAction={BACK}
      primaryAction={{ content: 'Make an offer', onAction: () => setOpen('new'), disabled: open === 'new' }}
    >
      <Layout>
        {open === 'new' && (
          <Layout.Section>
            <OfferFormCard offer={null} shop={shop} onDone={close} />
          </Layout.Section>
        )}
        {offers.length === 0 && open === null && (
          <Layout.Section>
            <Card padding="0">
              <EmptyNote heading="No offers yet">
                One code that everybody knows ends up on coupon sites. An offer gives each person a code that works once
                and ends on its day. Make one, then choose it at a step of a flow that sends a mail with a place for it,
                such as the first mail of “Win-back”.
              </EmptyNote>
            </Card>
          </Layout.Section>
        )}
        {offers.map((offer) => (
          <Layout.Section key={offer.id}>
            {open === offer.id ? (
              <OfferFormCard offer={offer} shop={shop} onDone={close} />
            ) : (
              <OfferCard offer={offer} shop={shop} onChange={() => setOpen(offer.id)} />
            )}
          </Layout.Section>
        ))}
      </Layout>
    </Page>
  );
}

export function ErrorBoundary() {
  const missing = { title: 'Not found', heading: 'No offers here', words: 'This page does not exist.' };
  return <RouteError back={BACK} missing={missing} />;
}
