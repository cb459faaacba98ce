import { Box, Button, Text } from '@shopify/polaris';
import { TitledCard } from '../titled-card';

/** Leads to who looked at personal data. */
export function LooksCard() {
  return (
    <TitledCard title="Who looked at personal data">
      <Text as="p">
        Each time somebody of your team, or a program, sees who a person is, it is written down: who, when and whom.
      </Text>
      <Box>
        <Button url="/app/settings/audit">See who looked</Button>
      </Box>
    </TitledCard>
  );
}
