import { useState } from 'react';
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData, useNavigate } from '@remix-run/react';
import { Page } from '@shopify/polaris';
import { PendingPage } from '~/components/pending-page';
import { RouteError } from '~/components/route-error';
import { MembersCard } from '~/components/segments/members-card';
import { MovedCard } from '~/components/segments/moved-card';
import { ResultsCard } from '~/components/segments/results-card';
import { RetireModal } from '~/components/segments/retire-modal';
import { SegmentEditor } from '~/components/segments/segment-editor';
import { SharedCard } from '~/components/segments/shared-card';
import { VersionsCard } from '~/components/segments/versions-card';
import { useProgress } from '~/components/use-progress';
import { noteLook } from '~/ops/note-look.server';
import { changeSegment } from '~/ops/segments/change-segment.server';
import { segmentHealth } from '~/ops/segments/segment-health.server';
import { segmentPage } from '~/ops/segments/segment-page.server';
import { services } from '~/process.server';
import { authenticate } from '~/shopify.server';

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.name ?? 'Segment' }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { session, sessionToken } = await authenticate.admin(request);
  const page = await segmentPage(services, session.shop, params.id ?? '', new URL(request.url).searchParams);
  if (!page) throw new Response('there is no such segment', { status: 404 });
  await noteLook(services, { session, sessionToken }, { what: 'segment-members-shown', subject: page.id });
  return { ...page, health: await segmentHealth(services, session.shop, page.id) };
}

export async function action({ request }: ActionFunctionArgs) {
  const { session, sessionToken } = await authenticate.admin(request);
  const form = Object.fromEntries(await request.formData());
  return changeSegment(services, session.shop, sessionToken?.sub ?? 'unknown', form);
}

const BACK = { content: 'Segments', url: '/app/segments' };

export default function Segment() {
  const page = useLoaderData<typeof loader>();
  const navigate = useNavigate();
  const [isRetiring, setRetiring] = useState(false);
  const { id, name, version, isBuilt, health, shop } = page;
  useProgress(isBuilt && page.hasCaughtUp);
  return (
    <PendingPage>
      <Page
        title={name}
        backAction={BACK}
        secondaryActions={[
          { content: 'Tell Shopify', url: `/app/segments/${id}/outputs` },
          { content: 'Duplicate', url: `/app/segments/new?copy=${id}` },
          { content: 'Take out of use', destructive: true, onAction: () => setRetiring(true) },
        ]}
      >
        <SegmentEditor key={`${id} ${version}`} page={page} saved={{ id, version, isBuilt }}>
          <MembersCard page={page} />
          <MovedCard health={health} shop={shop} />
          <ResultsCard results={health.results} />
          <SharedCard health={health} />
          <VersionsCard page={page} />
        </SegmentEditor>
        {isRetiring && (
          <RetireModal
            segment={{ id, name, uses: health.uses }}
            onClose={() => setRetiring(false)}
            onDone={() => navigate('/app/segments')}
          />
        )}
      </Page>
    </PendingPage>
  );
}

export function ErrorBoundary() {
  const words = 'It may have been taken out of use. Those in use stand in the list.';
  return (
    <RouteError back={BACK} missing={{ title: 'Segment not found', heading: 'There is no such segment', words }} />
  );
}
