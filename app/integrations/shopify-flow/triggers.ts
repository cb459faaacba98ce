/** The endpoint's channel, of which a shop has one. */
export const FLOW_CHANNEL = 'shopify-flow';

/** What can begin a workflow in Shopify Flow, by the kind of message it is told by. */
export const FLOW_TRIGGERS = [
  'segment.entered',
  'segment.left',
  'mail.clicked',
  'person.unsubscribed',
  'flow.finished',
  'wish.told',
] as const;
export type FlowTrigger = (typeof FLOW_TRIGGERS)[number];

/** As the extensions are called: `extensions/kindred-flow-HANDLE`. */
const HANDLES: Record<FlowTrigger, string> = {
  'segment.entered': 'kindred-segment-entered',
  'segment.left': 'kindred-segment-left',
  'mail.clicked': 'kindred-mail-clicked',
  'person.unsubscribed': 'kindred-unsubscribed',
  'flow.finished': 'kindred-flow-finished',
  'wish.told': 'kindred-back-in-stock-told',
};

/** What a merchant reads: the same as in each extension's file. */
export const TRIGGER_NAMES: Record<FlowTrigger, string> = {
  'segment.entered': 'Customer entered a segment',
  'segment.left': 'Customer left a segment',
  'mail.clicked': 'Customer clicked in a mail',
  'person.unsubscribed': 'Customer unsubscribed',
  'flow.finished': 'Customer finished a flow',
  'wish.told': 'Customer told of a product back in stock',
};

export const handleOf = (trigger: FlowTrigger): string => HANDLES[trigger];

export const isFlowTrigger = (kind: string): kind is FlowTrigger => (FLOW_TRIGGERS as readonly string[]).includes(kind);

/** Which trigger Shopify means: it is not written whether it calls one by its handle or by its name. */
export const triggerCalled = (called: string): FlowTrigger | undefined =>
  FLOW_TRIGGERS.find((trigger) => HANDLES[trigger] === called || TRIGGER_NAMES[trigger] === called);
