import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { BlockStack, Layout, Page } from '@shopify/polaris';
import { RouteError } from '~/components/route-error';
import { ListCard } from '~/components/segment-outputs/list-card';
import { ProgressCard } from '~/components/segment-outputs/progress-card';
import { RefusedCard } from '~/components/segment-outputs/refused-card';
import { TagCard } from '~/components/segment-outputs/tag-card';
import { useOutputForm } from '~/components/segment-outputs/use-output-form';
import { useProgress } from '~/components/use-progress';
import { useSaving } from '~/components/use-saving';
import { noteLook } from '~/ops/note-look.server';
import { changeOutput } from '~/ops/segment-outputs/change-output.server';
import { outputsPage } from '~/ops/segment-outputs/outputs-page.server';
import { services } from '~/process.server';
import { authenticate } from '~/shopify.server';

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.name ?? 'Segment'} in Shopify` }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { session, sessionToken } = await authenticate.admin(request);
  const page = await outputsPage(services, session.shop, params.id ?? '');
  if (!page) throw new Response('there is no such segment', { status: 404 });
  await noteLook(services, { session, sessionToken }, { what: 'segment-members-shown', subject: page.id });
  return page;
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { session, sessionToken } = await authenticate.admin(request);
  const form = Object.fromEntries(await request.formData());
  return changeOutput(services, session.shop, sessionToken?.sub ?? 'unknown', params.id ?? '', form);
}

export default function SegmentOutputs() {
  const page = useLoaderData<typeof loader>();
  const address = `/app/segments/${page.id}/outputs`;
  const { tag, list, form, isChanged } = useOutputForm(page);
  const saving = useSaving(address, 'Saved: Shopify will be told');
  const asking = useSaving(address, 'Shopify is asked again');
  useProgress(page.waiting === 0 && page.stillToTell === 0);
  return (
    <Page
      title={`${page.name} in Shopify`}
      subtitle="How do Shopify and other apps see who is in this segment?"
      backAction={{ content: page.name, url: `/app/segments/${page.id}` }}
      primaryAction={{
        ...{ content: 'Save', loading: saving.isSaving, disabled: !isChanged },
        onAction: () => saving.submit(form),
      }}
    >
      <Layout>
        <Layout.Section>
          <BlockStack gap="400">
            <TagCard {...tag} error={saving.problemOf('tag')} />
            <ListCard {...list} error={saving.problemOf('handle')} problem={page.listProblem} />
            <RefusedCard page={page} asking={asking} />
          </BlockStack>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <ProgressCard page={page} />
        </Layout.Section>
      </Layout>
    </Page>
  );
}

export function ErrorBoundary() {
  const words = 'It may have been taken out of use. Those in use stand in the list.';
  const back = { content: 'Segments', url: '/app/segments' };
  return (
    <RouteError back={back} missing={{ title: 'Segment not found', heading: 'There is no such segment', words }} />
  );
}
