import type { FileKind, Target } from './targets';

/** Whose export a file is. */
export type Origin = 'klaviyo' | 'omnisend' | 'mailchimp' | 'shopify-customers' | 'shopify-orders' | 'own';

export const ORIGIN_NAMES: Record<Origin, string> = {
  klaviyo: 'Klaviyo’s export of profiles',
  omnisend: 'Omnisend’s export of contacts',
  mailchimp: 'Mailchimp’s export of an audience',
  'shopify-customers': 'Shopify’s export of customers',
  'shopify-orders': 'Shopify’s export of orders',
  own: 'a file of your own',
};

interface KnownFile {
  origin: Exclude<Origin, 'own'>;
  kind: FileKind;
  /** Headings that only such a file has: one of them tells. In small letters, as all below. */
  signs: string[];
  columns: Record<string, Target>;
  /** Of no use here: what the tool worked out itself, or addresses of streets. */
  ignored: string[];
}

/**
 * What columns are called in the exports people come with. A heading that is not listed becomes a property. The makers describe their exports in words and
 * list few headings; the others are as files in public repositories have them. Looked up on 29 November 2026:
 * - Klaviyo: headings and SUBSCRIBED, UNSUBSCRIBED, NEVER_SUBSCRIBED as files of 2025 and 2026 have them, made after help.klaviyo.com “How to export a list or segment to a
 *   CSV file” (115005078687). “Understanding suppressed email profiles” (115005246108): who unsubscribed or complained has no suppression, but is unsubscribed.
 * - Omnisend: “Email opt-in date”, “Email opt-out date” and that the later of them decides by support.omnisend.com 4234735; subscribed, non-subscribed, unsubscribed by 3343248;
 *   Birthdate, Gender, City, State/Region, Country, Postal Code by 4316553. Its export’s own headings are described nowhere: “Email subscription status” and “Email opt-out
 *   reason” are as such files were seen.
 * - Mailchimp: OPTIN_TIME to NOTES, TAGS and SOURCE as files of 2026 have them, `subscribed_email_audience_export_….csv`; what the others of its four files say stands in
 *   their names (`guessMode`). That cleaned addresses bounced: mailchimp.com/help/about-cleaned-contacts.
 */
export const KNOWN_FILES: KnownFile[] = [
  {
    origin: 'klaviyo',
    kind: 'people',
    signs: ['klaviyo id', 'email marketing consent', 'email suppressions'],
    columns: {
      email: 'email',
      'first name': 'firstName',
      'last name': 'lastName',
      'phone number': 'phone',
      city: 'city',
      country: 'country',
      locale: 'locale',
      'last active': 'knownAt',
      'email marketing consent': 'consent',
      'email marketing consent timestamp': 'agreedAt',
      'email suppressions': 'suppressed',
      source: 'agreedBy',
    },
    ignored: [
      ...['klaviyo id', 'address', 'address 2', 'zip code', 'latitude', 'longitude', 'ip address', 'state / region'],
      ...['first active', 'profile created on', 'date added', 'last open', 'last click', 'average order value'],
      ...['historic customer lifetime value', 'total customer lifetime value', 'predicted customer lifetime value'],
      ...[
        'historic number of orders',
        'predicted number of orders',
        'average days between orders',
        'churn risk prediction',
      ],
      ...[
        'sms marketing consent',
        'sms marketing consent timestamp',
        'sms suppressions',
        'expected date of next order',
      ],
    ],
  },
  {
    origin: 'omnisend',
    kind: 'people',
    signs: ['email subscription status', 'email opt-in date', 'email opt-out date'],
    columns: {
      email: 'email',
      'first name': 'firstName',
      'last name': 'lastName',
      'phone number': 'phone',
      phone: 'phone',
      city: 'city',
      country: 'country',
      birthdate: 'birthday',
      'date of birth': 'birthday',
      'email subscription status': 'consent',
      'email opt-in date': 'agreedAt',
      'email opt-out date': 'refusedAt',
      'email opt-out reason': 'suppressed',
    },
    ignored: [
      ...['email consent', 'sms subscription status', 'sms consent', 'sms opt-in date', 'sms opt-out date', 'segments'],
      ...['state', 'state/region', 'postal code', 'address'],
    ],
  },
  {
    origin: 'mailchimp',
    kind: 'people',
    signs: ['member_rating', 'optin_time', 'leid', 'euid', 'unsub_time', 'clean_time'],
    columns: {
      'email address': 'email',
      'first name': 'firstName',
      'last name': 'lastName',
      'phone number': 'phone',
      birthday: 'birthday',
      cc: 'country',
      region: 'region',
      last_changed: 'knownAt',
      source: 'agreedBy',
      optin_time: 'agreedAt',
      confirm_time: 'confirmedAt',
      unsub_time: 'refusedAt',
      clean_time: 'bouncedAt',
      status: 'consent',
    },
    ignored: [
      ...[
        'member_rating',
        'optin_ip',
        'confirm_ip',
        'latitude',
        'longitude',
        'gmtoff',
        'dstoff',
        'timezone',
        'leid',
        'euid',
      ],
      ...['address', 'unsub_campaign_title', 'unsub_campaign_id', 'unsub_reason', 'unsub_reason_other'],
      ...['clean_campaign_title', 'clean_campaign_id', 'notes'],
    ],
  },
  {
    origin: 'shopify-orders',
    kind: 'orders',
    signs: ['lineitem name', 'lineitem quantity', 'financial status'],
    columns: {
      id: 'orderId',
      name: 'orderName',
      email: 'email',
      phone: 'phone',
      'shipping country': 'country',
      'created at': 'orderedAt',
      currency: 'currency',
      total: 'total',
      subtotal: 'subtotal',
      shipping: 'shipping',
      'discount amount': 'discount',
      'discount code': 'discountCode',
      'refunded amount': 'refunded',
      'financial status': 'financialStatus',
      'fulfillment status': 'fulfillmentStatus',
      'fulfilled at': 'fulfilledAt',
      'cancelled at': 'cancelledAt',
      source: 'orderSource',
      'lineitem name': 'lineName',
      'lineitem quantity': 'lineQuantity',
      'lineitem price': 'linePrice',
      'lineitem sku': 'lineSku',
    },
    ignored: [],
  },
  {
    origin: 'shopify-customers',
    kind: 'people',
    signs: ['accepts email marketing', 'accepts marketing', 'default address address1'],
    columns: {
      'customer id': 'customerId',
      'first name': 'firstName',
      'last name': 'lastName',
      email: 'email',
      phone: 'phone',
      'default address country code': 'country',
      'default address city': 'city',
      'default address province code': 'region',
      'country code': 'country',
      city: 'city',
      'province code': 'region',
      language: 'locale',
      'accepts email marketing': 'consent',
      'accepts marketing': 'consent',
    },
    ignored: [
      ...['default address company', 'default address address1', 'default address address2', 'default address zip'],
      ...['default address phone', 'company', 'address1', 'address2', 'zip', 'province', 'country', 'tax exempt'],
      ...['accepts sms marketing', 'total spent', 'total orders', 'note', 'tags'],
    ],
  },
];
