import { Banner, Page, Text } from '@shopify/polaris';

/** Says what a merchant can do when a page is not there, or could not be made. */
export function ErrorPage({ isMissing }: { isMissing: boolean }) {
  return (
    <Page title={isMissing ? 'Not found' : 'Something went wrong'} backAction={{ url: '/app', content: 'Home' }}>
      {isMissing ? (
        <Banner tone="warning" title="This page does not exist, or what it showed is gone">
          <Text as="p">It may have been erased at a customer’s request. Go back, and choose it from a list.</Text>
        </Banner>
      ) : (
        <Banner tone="critical" title="This page could not be made">
          <Text as="p">
            Nothing was changed and nothing is lost. Try again in a moment; if it stays so, the log of the web process
            says why.
          </Text>
        </Banner>
      )}
    </Page>
  );
}
