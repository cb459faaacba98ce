/** What an erasure does to a table, in one sentence: what goes and what stays, or why nothing in it leads to a person. */
export interface ErasureOfTable {
  /** `emptied`: rows stay without what leads to somebody. `nobody`: it never holds anything of a person. */
  how: 'deleted' | 'emptied' | 'nobody';
  why: string;
}

const deleted = (why: string): ErasureOfTable => ({ how: 'deleted', why });
const emptied = (why: string): ErasureOfTable => ({ how: 'emptied', why });
const nobody = (why: string): ErasureOfTable => ({ how: 'nobody', why });

/**
 * Every table of a shop's, and what erasing a person does to it (`erase-profiles.server.ts`). A test reads the tables from the database: one without a
 * line here is no longer erasable by anybody's knowledge, and fails it. Everything at once goes with a shop's row (`shop/redact`).
 */
export const erasureMap: Record<string, ErasureOfTable> = {
  // capture
  inbox: emptied(
    'payloads that name the person, their orders or carts are emptied and never read; ids of deliveries are hashes',
  ),
  events: emptied('goods, amounts and counts stay; pages, searches, campaigns, tokens and words of programs go'),
  carts: deleted('a cart’s link leads back to a checkout with the address in it'),
  orders: emptied(
    'what was bought and paid stays for the books; cart, codes, and where it came from and went to, go; it is closed',
  ),
  order_lines: emptied('products stay; what somebody at the shop wrote on a line by hand goes'),
  refunds: nobody('amounts by the ids of orders and lines'),
  shopify_customers: deleted('also those of customers that Shopify has merged with this one'),
  tombstones: nobody(
    'ids of orders and checkouts that are gone, so that what is told of them late brings nothing back',
  ),
  imports: nobody('a file’s name, what its columns mean, and counts; names of columns are encrypted'),
  import_pieces: emptied(
    'encrypted, nothing in them is looked for: rows that name the person are left out, and all goes when the import ends',
  ),
  import_problems: emptied('that something in a line was wrong stays; the line itself goes'),
  import_additions: nobody('ids of orders and events that an import added, for a week'),
  import_omissions: nobody('keyed hashes of whom an import leaves out, until it ends'),
  products: nobody('the shop’s goods'),
  variants: nobody('the shop’s goods'),
  variant_stock: nobody('the shop’s goods'),
  inventory_items: nobody('the shop’s goods'),
  inventory_levels: nobody('the shop’s goods'),
  collections: nobody('the shop’s goods'),
  catalog_changes: nobody('the shop’s goods'),
  catalog_news: nobody('the shop’s goods'),
  recovery_mail_looks: nobody('counts'),
  sync_runs: nobody('how far a sync is; Shopify’s answers themselves are not kept'),
  sync_watermarks: nobody('times and counts'),
  census_ids: nobody('Shopify’s numbers while a census runs, emptied at its end'),
  // customers
  profiles: emptied('a random id and two instants stay; language, places and birthday go'),
  addresses: deleted('the vault: addresses, names, and the salts of the ledger’s commitments'),
  phones: deleted('the vault'),
  address_checks: deleted('what is known of an address goes with it'),
  cleanings: deleted(
    'how the person’s address, number, name or birthday was written before it was brought to its form',
  ),
  duplicate_proposals: deleted(
    'that the person may be somebody else as well goes with them, as a trigger of their profile',
  ),
  duplicate_keys: deleted('keyed hashes of what the person’s addresses would share with others of theirs'),
  duplicate_dues: deleted('random ids of whom somebody is still to look for duplicates'),
  name_tokens: deleted('the vault: hashes of the words of names'),
  identities: deleted('every way of recognising the person'),
  identity_links: deleted('every way in which they were ever recognised'),
  profile_merges: emptied(
    'standing merges go; of one that was undone the other person keeps that it was, by random ids',
  ),
  profile_separations: deleted('that two random ids are two persons'),
  customer_merges: deleted('which of Shopify’s customers were one'),
  product_requests: deleted('what somebody wanted to be told of goes with their address'),
  profile_properties: deleted('what the merchant noted of the person'),
  profile_numbers: nobody('sums over orders by a random id, counted anew from the orders that stay'),
  profile_traits: deleted('what the person was like; of who was erased nothing is worked out again'),
  segments: nobody('rules in words of facts and events, as the merchant wrote them'),
  segment_versions: nobody('what those rules were before'),
  segment_members: deleted('who was erased is in no segment'),
  segment_counts: nobody('how many people were in a segment, by day'),
  segment_watches: nobody('kinds of events and facts'),
  segment_dues: deleted('random ids of whom something changed since somebody looked'),
  segment_sweeps: nobody('an instant'),
  segment_outputs: nobody('what segments are called in Shopify'),
  segment_tellings: deleted(
    'which tags stand in Shopify by us; the customer there is the shop’s own record, and goes when the shop erases it',
  ),
  segment_telling_dues: deleted('Shopify’s numbers of whom something is still to be told'),
  segment_telling_checks: nobody('an instant and counts'),
  shopify_segments: nobody('names of segments in Shopify, and counts'),
  shopify_segment_members: deleted('with the customer, by its id'),
  trait_dues: deleted('random ids of whom something changed since somebody looked'),
  trait_rebuilds: nobody('how far a night’s count is, by a random id, and counts'),
  trait_drifts: deleted('that what the person was like was found to be otherwise'),
  address_enquiries: deleted('that somebody else was asked about an address goes with it'),
  trait_scales: nobody('counts and cuts over all people of a shop'),
  consent_entries: nobody(
    'commitments, and proofs in others’ words, under a salt that is erased: unreadable, while the chain still verifies',
  ),
  consent_states: deleted('what the entries amount to'),
  consent_holds: deleted('keyed hashes of addresses whose revocation waits to be read'),
  consent_tellings: deleted('what was still to be told elsewhere'),
  consent_wordings: nobody('the shop’s own sentences'),
  consent_settings: nobody('the shop’s own rules'),
  mail_preferences: deleted('what the person chose'),
  confirmations: deleted('what they were asked by mail'),
  privacy_requests: emptied('that it was asked and when it was done stays, by random ids; whom Shopify named goes'),
  erased_addresses: nobody('keyed hashes, by which a yes from before an erasure is known to count no more'),
  access_exports: deleted('copies that were made for the person'),
  access_export_pieces: deleted('copies that were made for the person'),
  // decisions
  flows: nobody('the shop’s own flows'),
  flow_versions: nobody('the shop’s own flows'),
  flow_runs: emptied('which way it took stays; the cart it was about goes; one under way ends'),
  flow_actions: nobody(
    'what a flow did besides, by the random id of its run: a tag’s words, an address of the merchant’s',
  ),
  flow_days: nobody('counts'),
  flow_replays: nobody(
    'variants of the shop’s own flows and counts; who they are of is worked out anew for each look. A random id while one runs, as far as it came',
  ),
  flow_tellings: nobody('goods, prices and counts; a random id while it is being told, as far as it came'),
  flow_turned_away: deleted('what was known of a person when a flow did not begin for them'),
  flow_decisions: nobody('rules and the counts and instants they saw, by a random id'),
  flow_counts: nobody('how often each way of a flow was gone, by the day'),
  offers: nobody('the shop’s own offers'),
  discount_codes: emptied(
    'that a code was given and used stays; to whom and for which order goes. One that is still good ends at its time',
  ),
  code_batches: nobody('what Shopify was asked for, and counts'),
  campaigns: nobody(
    'the shop’s own plans and counts; whom they reach stands in messages. How far preparing has come is a random id, gone when it is done',
  ),
  messages: emptied('that a mail was sent, opened and clicked stays; address, cart and the provider’s words go'),
  mail_counts: nobody('what became of mails, counted by day, kind of mailbox, and flow or campaign'),
  message_decisions: deleted('what rules saw of a person when a mail was decided about'),
  sending_stops: nobody('counts, and when'),
  send_policies: nobody('the shop’s own rules'),
  recommender_models: nobody('which products are bought together, and how often'),
  recommendation_rules: nobody('which goods the merchant wants to be shown more or less'),
  recommender_policies: nobody('how the shop’s recommender is let to work'),
  recommendation_feedback: nobody('counts by day, strategy and place'),
  // delivery
  senders: nobody('the shop itself'),
  sender_domains: nobody('the shop’s own domain, and what its records in DNS are'),
  suppression_reads: nobody('when a list was read, and how long it was'),
  email_templates: nobody('the shop’s own documents'),
  emails: nobody('what the shop calls its mails'),
  email_comments: nobody('what those who make the mails say of them; they are of the shop, and known by number'),
  held_mails: nobody('which of the shop’s mails are too large, and how large'),
  saved_blocks: nobody('parts of mails, as the shop wrote them'),
  brand_kits: nobody('how the shop’s mails look'),
  storefront_forms: nobody('what the shop’s forms say'),
  storefront_form_views: nobody('counts by day and form'),
  message_contents: deleted('the mails as they left: they greet the person by name'),
  // engagement
  mail_signals: deleted(
    'by what kind of program the person’s mails were opened, and where the links they followed led',
  ),
  mail_verdicts: deleted('who was held to have opened them'),
  marketing_activities: nobody('flows and campaigns as Shopify’s Marketing page has them'),
  marketing_days: nobody('counts and sums of days'),
  marketing_checks: nobody('times, and why nothing could be told'),
  attributions: nobody('an order’s id, a message’s id, an amount'),
  attribution_drafts: nobody('the same, while all is credited anew'),
  attribution_settings: nobody('the shop’s own rules'),
  attribution_rebuilds: nobody('how far crediting anew is, by a random id, and counts'),
  // learning
  cluster_runs: nobody('counts and figures, and points of a plane that say of nobody who they are'),
  clusters: nobody('what many people have in common, in figures and words'),
  cluster_members: deleted('who was erased is in no group that was found'),
  // compliance
  retention_settings: nobody('the shop’s own rules'),
  retention_runs: nobody('how far a day’s letting go is, by a random id, and counts'),
  left_at_shopify: emptied(
    'that somebody asked to be deleted stays; Shopify’s number of them goes when Shopify asks for it, or has deleted them',
  ),
  ledger_checks: nobody('when the consent ledger was walked, and how long it was'),
  // webhooks out
  webhook_endpoints: nobody('addresses of the shop’s own programs'),
  webhook_messages: deleted('what they were told and are to be told of the person; what they keep is theirs to erase'),
  product_pictures: nobody('small pictures of the shop’s goods'),
  // lists as files
  list_exports: emptied('that somebody asked for a list stays; the filters, which may name the person, go'),
  list_export_pieces: deleted('every file of the shop’s that is kept: the person may stand in any'),
  // platform
  shop_wakeups: nobody('what a shop has to do, and when'),
  access_log: nobody('who at the shop looked at something, by random ids'),
  activity: nobody('what was done, by random ids and counts'),
  sending_incidents: nobody('the mail provider’s words about the shop’s whole server'),
  api_keys: nobody('the shop’s own programs; of a refused event the name of a field at the top'),
};
