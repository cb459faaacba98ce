import type { Origin } from './names';

/** A town and its postcodes: `#` stands for a digit, `@` for a capital letter. */
type Town = [name: string, postcode: string];

export interface Country {
  code: string;
  /** How many of a hundred customers live there. */
  share: number;
  /** Shopify's locale tags and how often each is used. */
  locales: Record<string, number>;
  origins: Partial<Record<Origin, number>>;
  towns: Town[];
  streets: string[];
  /** Writes the number of the house before the street. */
  numberFirst?: boolean;
}

const MIXED: Partial<Record<Origin, number>> = {
  arabic: 3,
  vietnamese: 2,
  chinese: 2,
  indian: 3,
  westAfrican: 2,
  slavic: 3,
  turkish: 3,
  korean: 1,
  japanese: 1,
  greek: 1,
};

export const COUNTRIES: Country[] = [
  {
    code: 'DE',
    share: 54,
    locales: { de: 82, en: 16, fr: 1, pl: 1 },
    origins: {
      german: 62,
      turkish: 8,
      polish: 5,
      slavic: 5,
      arabic: 4,
      italian: 3,
      greek: 2,
      vietnamese: 2,
      british: 2,
      spanish: 2,
      chinese: 1,
      indian: 2,
      korean: 1,
      japanese: 1,
      westAfrican: 2,
      lusophone: 1,
      nordic: 1,
    },
    towns: [
      ['Berlin', '10###'],
      ['Berlin', '12###'],
      ['Hamburg', '22###'],
      ['München', '80###'],
      ['Köln', '50###'],
      ['Leipzig', '04###'],
      ['Frankfurt am Main', '60###'],
      ['Stuttgart', '70###'],
      ['Bremen', '28###'],
      ['Dresden', '01###'],
      ['Freiburg', '79###'],
      ['Münster', '48###'],
    ],
    streets: [
      'Ahornweg',
      'Lindenstraße',
      'Gartenstraße',
      'Mühlenweg',
      'Kastanienallee',
      'Rosenweg',
      'Am Markt',
      'Bergstraße',
      'Wiesenweg',
      'Schulstraße',
    ],
  },
  {
    code: 'AT',
    share: 9,
    locales: { 'de-AT': 90, en: 10 },
    origins: { german: 76, slavic: 9, turkish: 5, italian: 4, ...{ arabic: 2, polish: 2, indian: 2 } },
    towns: [
      ['Wien', '10#0'],
      ['Wien', '11#0'],
      ['Graz', '80##'],
      ['Linz', '40##'],
      ['Salzburg', '50##'],
      ['Innsbruck', '60##'],
    ],
    streets: ['Wiener Straße', 'Feldgasse', 'Kirchengasse', 'Hauptstraße', 'Lerchengasse', 'Am Bach'],
  },
  {
    code: 'CH',
    share: 5,
    locales: { 'de-CH': 62, 'fr-CH': 20, en: 12, 'it-CH': 6 },
    origins: { german: 58, french: 18, italian: 10, slavic: 5, lusophone: 5, turkish: 2, indian: 2 },
    towns: [
      ['Zürich', '80##'],
      ['Bern', '30##'],
      ['Basel', '40##'],
      ['Genève', '12##'],
      ['Lausanne', '10##'],
      ['Luzern', '60##'],
    ],
    streets: ['Seestrasse', 'Bahnhofstrasse', 'Rebweg', 'Dorfstrasse', 'Rue du Lac', 'Birkenweg'],
  },
  {
    code: 'NL',
    share: 7,
    locales: { nl: 74, en: 26 },
    origins: { dutch: 78, turkish: 5, arabic: 4, indian: 4, westAfrican: 3, polish: 3, chinese: 3 },
    towns: [
      ['Amsterdam', '10## @@'],
      ['Utrecht', '35## @@'],
      ['Rotterdam', '30## @@'],
      ['Den Haag', '25## @@'],
      ['Groningen', '97## @@'],
    ],
    streets: ['Dorpsstraat', 'Molenweg', 'Prinsengracht', 'Kerkstraat', 'Lindelaan', 'Wilgenpad'],
  },
  {
    code: 'FR',
    share: 7,
    locales: { fr: 90, en: 10 },
    origins: { french: 76, arabic: 9, westAfrican: 6, lusophone: 4, vietnamese: 3, italian: 2 },
    towns: [
      ['Paris', '750##'],
      ['Lyon', '6900#'],
      ['Strasbourg', '67###'],
      ['Nantes', '44###'],
      ['Lille', '59###'],
      ['Bordeaux', '33###'],
    ],
    streets: [
      'rue des Lilas',
      'rue du Moulin',
      'avenue de la Gare',
      'rue Victor Hugo',
      'place du Marché',
      'chemin des Vignes',
    ],
    numberFirst: true,
  },
  {
    code: 'BE',
    share: 3,
    locales: { nl: 52, fr: 36, en: 12 },
    origins: { dutch: 50, french: 36, arabic: 8, turkish: 3, westAfrican: 3 },
    towns: [
      ['Bruxelles', '10##'],
      ['Antwerpen', '20##'],
      ['Gent', '90##'],
      ['Liège', '40##'],
    ],
    streets: ['Kerkstraat', 'Nieuwstraat', 'rue Haute', 'avenue des Tilleuls', 'Molenstraat'],
  },
  {
    code: 'IT',
    share: 3,
    locales: { it: 86, en: 10, de: 4 },
    origins: { italian: 92, slavic: 4, arabic: 4 },
    towns: [
      ['Milano', '201##'],
      ['Bologna', '401##'],
      ['Torino', '101##'],
      ['Bolzano', '391##'],
      ['Roma', '001##'],
    ],
    streets: ['Via Garibaldi', 'Via Roma', 'Corso Italia', 'Via dei Tigli', 'Piazza Verdi'],
  },
  {
    code: 'ES',
    share: 3,
    locales: { es: 84, en: 16 },
    origins: { spanish: 92, arabic: 4, lusophone: 4 },
    towns: [
      ['Barcelona', '080##'],
      ['Madrid', '280##'],
      ['València', '460##'],
      ['Bilbao', '480##'],
    ],
    streets: ['Calle Mayor', 'Calle del Olivo', 'Avenida del Mar', 'Carrer de la Font', 'Calle Nueva'],
  },
  {
    code: 'PL',
    share: 2,
    locales: { pl: 78, en: 18, de: 4 },
    origins: { polish: 94, slavic: 6 },
    towns: [
      ['Warszawa', '00-###'],
      ['Kraków', '30-###'],
      ['Wrocław', '50-###'],
      ['Poznań', '60-###'],
    ],
    streets: ['ul. Lipowa', 'ul. Ogrodowa', 'ul. Polna', 'ul. Długa', 'ul. Słoneczna'],
  },
  {
    code: 'DK',
    share: 2,
    locales: { da: 80, en: 20 },
    origins: { nordic: 92, arabic: 4, polish: 4 },
    towns: [
      ['København', '2###'],
      ['Aarhus', '8###'],
      ['Odense', '5###'],
    ],
    streets: ['Nørregade', 'Strandvejen', 'Skovvej', 'Søndergade', 'Birkevej'],
  },
  {
    code: 'SE',
    share: 2,
    locales: { sv: 80, en: 20 },
    origins: { nordic: 90, arabic: 5, polish: 5 },
    towns: [
      ['Stockholm', '1## ##'],
      ['Göteborg', '41# ##'],
      ['Malmö', '21# ##'],
    ],
    streets: ['Storgatan', 'Björkvägen', 'Kungsgatan', 'Ängsvägen', 'Skolgatan'],
  },
  {
    code: 'GB',
    share: 2,
    locales: { 'en-GB': 70, en: 30 },
    origins: { british: 70, ...MIXED },
    towns: [
      ['London', 'E# #@@'],
      ['Bristol', 'BS# #@@'],
      ['Edinburgh', 'EH# #@@'],
      ['Manchester', 'M# #@@'],
    ],
    streets: ['Church Lane', 'Mill Road', 'Station Road', 'Orchard Close', 'High Street'],
    numberFirst: true,
  },
  {
    code: 'US',
    share: 1,
    locales: { 'en-US': 70, en: 30 },
    origins: { british: 44, spanish: 12, german: 8, italian: 6, ...MIXED },
    towns: [
      ['Portland, OR', '972##'],
      ['Brooklyn, NY', '112##'],
      ['Seattle, WA', '981##'],
      ['Austin, TX', '787##'],
    ],
    streets: ['Maple Street', 'Oak Avenue', 'Cedar Lane', '2nd Street', 'Park Avenue'],
    numberFirst: true,
  },
];
