import { Button, ButtonGroup } from '@shopify/polaris';
import { ArrowDownIcon, ArrowUpIcon, DeleteIcon, DuplicateIcon } from '@shopify/polaris-icons';
import { usePartActions } from './part-actions';

/** What can be done with a chosen part, without dragging as well. */
export function PartTools({ partKey, name }: { partKey: string; name: string }) {
  const { step, copy, remove } = usePartActions();
  return (
    <div className="email-tools">
      <ButtonGroup>
        <Button
          size="slim"
          icon={ArrowUpIcon}
          accessibilityLabel={`Move up: ${name}`}
          onClick={() => step(partKey, -1)}
        />
        <Button
          size="slim"
          icon={ArrowDownIcon}
          accessibilityLabel={`Move down: ${name}`}
          onClick={() => step(partKey, 1)}
        />
        <Button
          size="slim"
          icon={DuplicateIcon}
          accessibilityLabel={`Duplicate: ${name}`}
          onClick={() => copy(partKey)}
        />
        <Button
          size="slim"
          tone="critical"
          icon={DeleteIcon}
          accessibilityLabel={`Take out: ${name}`}
          onClick={() => remove(partKey)}
        />
      </ButtonGroup>
    </div>
  );
}
