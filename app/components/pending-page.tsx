import { useEffect, useState, type ReactNode } from 'react';
import { useLocation, useNavigation } from '@remix-run/react';
import { BlockStack, Card, Layout, SkeletonBodyText, SkeletonDisplayText, SkeletonPage } from '@shopify/polaris';

/** Quicker answers come without a skeleton: one that flashes up is worse than none. */
const SHOWN_AFTER_MS = 200;

/** The page, or the shape of the one that is on its way and takes a while. */
export function PendingPage({ children }: { children: ReactNode }) {
  const location = useLocation();
  const { location: next } = useNavigation();
  const target = next && next.pathname !== location.pathname ? next.pathname : null;
  const [shown, setShown] = useState<string | null>(null);
  useEffect(() => {
    if (!target) return setShown(null);
    const timer = setTimeout(() => setShown(target), SHOWN_AFTER_MS);
    return () => clearTimeout(timer);
  }, [target]);
  if (!target || shown !== target) return children;
  return isOneThing(target) ? <SkeletonOfOne /> : <SkeletonOfList />;
}

/** `/app/customers/ID`, beside `/app/customers`. */
const isOneThing = (pathname: string): boolean => pathname.split('/').filter(Boolean).length > 2;

function SkeletonOfList() {
  return (
    <SkeletonPage>
      <Card>
        <BlockStack gap="500">
          {Array.from({ length: 8 }, (_, row) => (
            <SkeletonBodyText key={row} lines={2} />
          ))}
        </BlockStack>
      </Card>
    </SkeletonPage>
  );
}

function SkeletonOfOne() {
  return (
    <SkeletonPage backAction>
      <Layout>
        <Layout.Section>
          <SkeletonCards lines={[2, 3, 10]} />
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <SkeletonCards lines={[3, 4, 6]} />
        </Layout.Section>
      </Layout>
    </SkeletonPage>
  );
}

function SkeletonCards({ lines }: { lines: number[] }) {
  return (
    <BlockStack gap="400">
      {lines.map((count) => (
        <Card key={count}>
          <BlockStack gap="300">
            <SkeletonDisplayText size="small" />
            <SkeletonBodyText lines={count} />
          </BlockStack>
        </Card>
      ))}
    </BlockStack>
  );
}
