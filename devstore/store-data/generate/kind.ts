/** The collections that kinds belong to by themselves; each product is in its kind's room. */
export const ROOMS = {
  table: 'At the table',
  kitchen: 'Kitchen',
  pantry: 'Pantry',
  brewing: 'Coffee & tea',
  lighting: 'Lighting',
  candles: 'Candles & scent',
  textiles: 'Living textiles',
  'bed-bath': 'Bed & bath',
  plants: 'Plants & garden',
  furniture: 'Furniture',
  walls: 'Walls & decor',
  desk: 'Desk & paper',
  wear: 'Cosy wear',
  outdoors: 'Summer outdoors',
  christmas: 'Christmas',
} as const;

export type Room = keyof typeof ROOMS;

/** When in the year a kind sells: `warm` May to August, `cold` October to February, `spring` March to May, `christmas` late October to Christmas Eve. */
export type Season = 'warm' | 'cold' | 'spring' | 'christmas';

/** One kind of thing the shop sells, in any number of designs. */
export interface Kind {
  key: string;
  /** Ends the title: "Halden Mug". Empty when `names` are whole titles. */
  noun: string;
  type: string;
  room: Room;
  vendor: string;
  /** Lowest and highest price of a design, in cents. */
  price: [low: number, high: number];
  /** Titles of its own, for what is not made in series (tea, prints, seeds). */
  names?: string[];
  /** How many colours a design comes in; 0 when colour is no choice. */
  colours: number;
  /** Sizes, smallest first; each costs about a fifth more than the one before, unless `sizePricesMinor` says. */
  sizes?: string[];
  sizePricesMinor?: number[];
  /** How many designs there are, next to other kinds; 1 unless said. */
  share?: number;
  /** How often it sells, next to other kinds; 1 unless said. */
  appeal?: number;
  /** Days that one piece lasts, for what is used up and bought again. */
  lastsDays?: number;
  season?: Season;
  /** Keys of kinds that are bought along with it, likeliest first. */
  goesWith?: string[];
  /** Numbers of pieces a buyer takes, each as likely as it is listed. */
  pieces?: number[];
  /** What it is made of, for the description. */
  made: string;
  /** One sentence that sells it. */
  story: string;
  /** Not counted in stock, such as a gift card. */
  untracked?: boolean;
}

/** Who makes what; most is the shop's own. */
export const VENDORS = {
  own: 'Linden & Loom',
  clay: 'Keramik Ost',
  wood: 'Holzwerk Spree',
  light: 'Lumenhaus',
  field: 'Feldküche',
  soap: 'Seifenkontor Nord',
  plant: 'Gärtnerei Moos',
  paper: 'Papier & Faden',
  knit: 'Maschenwerk',
  wax: 'Atelier Docht',
} as const;
