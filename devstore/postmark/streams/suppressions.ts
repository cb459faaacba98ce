export type SuppressionReason = 'HardBounce' | 'SpamComplaint' | 'ManualSuppression';
export type SuppressionOrigin = 'Recipient' | 'Customer' | 'Admin';

export interface Suppression {
  email: string;
  reason: SuppressionReason;
  origin: SuppressionOrigin;
  createdAt: Date;
}

/**
 * Whether the API may lift it. Postmark lets its customer take back what the customer did, and hard bounces; a complaint never, and an
 * unsubscribe only by the recipient.
 */
export function mayCustomerLift(suppression: Suppression): boolean {
  return (
    suppression.reason === 'HardBounce' ||
    (suppression.reason === 'ManualSuppression' && suppression.origin !== 'Recipient')
  );
}
