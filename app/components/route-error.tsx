import { isRouteErrorResponse, useRouteError } from '@remix-run/react';
import { Card, Page } from '@shopify/polaris';
import { boundary } from '@shopify/shopify-app-remix/server';
import { EmptyNote } from './empty-note';

interface RouteErrorProps {
  back: { content: string; url: string };
  /** What is said where the thing is not there. */
  missing: { title: string; heading: string; words: string };
}

/** Within the app's frame: says what is missing or failed, and leads back to the list. Shopify's own answers pass through to App Bridge. */
export function RouteError({ back, missing }: RouteErrorProps) {
  const error = useRouteError();
  if (isRouteErrorResponse(error) && error.status !== 404) return boundary.error(error);
  const isMissing = isRouteErrorResponse(error);
  const action = { content: `To ${back.content.toLowerCase()}`, url: back.url };
  return (
    <Page title={isMissing ? missing.title : 'Something went wrong'} backAction={back}>
      <Card padding="0">
        {isMissing ? (
          <EmptyNote heading={missing.heading} action={action}>
            {missing.words}
          </EmptyNote>
        ) : (
          <EmptyNote heading="This page could not be made" action={action}>
            Nothing was changed and nothing is lost. Try again in a moment; if it stays so, the log of the web process
            says why.
          </EmptyNote>
        )}
      </Card>
    </Page>
  );
}
