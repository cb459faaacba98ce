/** Where somebody lives, by ISO 3166-1 and the codes of regions that Shopify uses (those of ISO 3166-2, without the country). */
export interface ZonedPlace {
  countryCode: string | null;
  regionCode: string | null;
}

/** Where nearly everybody lives in one zone of several: far islands and exclaves aside. */
const MAINLAND: Readonly<Record<string, string>> = {
  CL: 'America/Santiago',
  CN: 'Asia/Shanghai',
  CY: 'Asia/Nicosia',
  EC: 'America/Guayaquil',
  ES: 'Europe/Madrid',
  GL: 'America/Nuuk',
  NZ: 'Pacific/Auckland',
  PF: 'Pacific/Tahiti',
  PT: 'Europe/Lisbon',
  UA: 'Europe/Kyiv',
};

/** `zone: regions`. Regions with two zones stand with the one in which more people live. */
const BY_REGION: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  US: {
    'America/New_York': 'CT DC DE FL GA IN KY MA MD ME MI NC NH NJ NY OH PA RI SC VA VT WV',
    'America/Chicago': 'AL AR IA IL KS LA MN MO MS ND NE OK SD TN TX WI',
    'America/Denver': 'CO ID MT NM UT WY',
    'America/Phoenix': 'AZ',
    'America/Los_Angeles': 'CA NV OR WA',
    'America/Anchorage': 'AK',
    'Pacific/Honolulu': 'HI',
    'America/Puerto_Rico': 'PR VI',
    'Pacific/Guam': 'GU MP',
    'Pacific/Pago_Pago': 'AS',
  },
  CA: {
    'America/Toronto': 'ON QC NU',
    'America/Halifax': 'NB NS PE',
    'America/St_Johns': 'NL',
    'America/Winnipeg': 'MB',
    'America/Regina': 'SK',
    'America/Edmonton': 'AB NT',
    'America/Vancouver': 'BC',
    'America/Whitehorse': 'YT',
  },
  AU: {
    'Australia/Sydney': 'ACT NSW',
    'Australia/Melbourne': 'VIC',
    'Australia/Hobart': 'TAS',
    'Australia/Brisbane': 'QLD',
    'Australia/Adelaide': 'SA',
    'Australia/Darwin': 'NT',
    'Australia/Perth': 'WA',
  },
  BR: {
    'America/Sao_Paulo': 'AL AP BA CE DF ES GO MA MG PA PB PE PI PR RJ RN RS SC SE SP TO',
    'America/Manaus': 'AM RO RR',
    'America/Cuiaba': 'MS MT',
    'America/Rio_Branco': 'AC',
  },
  ID: {
    'Asia/Jakarta': 'AC BB BE BT JA JB JI JK JT KB KR KT LA RI SB SS SU YO',
    'Asia/Makassar': 'BA GO KI KS KU NB NT SA SG SN SR ST',
    'Asia/Jayapura': 'MA MU PA PB',
  },
  MX: {
    'America/Mexico_City':
      'AG AGS CAMP CHIS COAH COL DF DGO GRO GTO HGO JAL MEX MICH MOR NL OAX PUE QRO SLP TAB TAMPS TLAX VER YUC ZAC',
    'America/Cancun': 'Q_ROO QROO ROO',
    'America/Chihuahua': 'CHIH',
    'America/Hermosillo': 'SON',
    'America/Mazatlan': 'BCS NAY SIN',
    'America/Tijuana': 'BC',
  },
};

const found = new Map<string, string | null>();

/** The IANA zone in which somebody lives, or null where their country has several and it is not known which. */
export function timeZoneOf({ countryCode, regionCode }: ZonedPlace): string | null {
  if (!countryCode) return null;
  const zones = BY_REGION[countryCode];
  if (zones) return regionCode ? zoneOfRegion(zones, regionCode) : null;
  const known = found.get(countryCode);
  if (known !== undefined) return known;
  const zone = MAINLAND[countryCode] ?? zoneOfCountry(countryCode);
  found.set(countryCode, zone);
  return zone;
}

const zoneOfRegion = (zones: Readonly<Record<string, string>>, region: string): string | null =>
  Object.entries(zones).find(([, regions]) => regions.split(' ').includes(region))?.[0] ?? null;

/** The country's zone, where all that it has show the same time all year. */
function zoneOfCountry(countryCode: string): string | null {
  if (!/^[A-Z]{2}$/.test(countryCode)) return null;
  // TypeScript's own list of what engines know does not have it yet.
  const locale = new Intl.Locale(`und-${countryCode}`) as Intl.Locale & { getTimeZones(): string[] | undefined };
  const zones = locale.getTimeZones() ?? [];
  const [first] = zones;
  return first !== undefined && new Set(zones.map(offsetsOf)).size === 1 ? first : null;
}

/** Northern and southern summer of one year. */
const SAMPLES = [Date.UTC(2026, 0, 15), Date.UTC(2026, 6, 15)];

function offsetsOf(timeZone: string): string {
  const format = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' });
  return SAMPLES.map((at) => format.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value).join();
}
