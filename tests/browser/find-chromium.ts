import { existsSync } from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright-core';

const GET_ONE =
  'No Chromium was found: install one (`apt-get install chromium`, or `npx playwright-core install chromium`), or say where it is in KINDRED_CHROMIUM.';

const { PROGRAMFILES = '', LOCALAPPDATA = '' } = process.env;

/** Where systems keep a browser of Chromium's family. */
const USUAL_PLACES = [
  ...['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'].map((name) => `/usr/bin/${name}`),
  '/snap/bin/chromium',
  ...['Google Chrome', 'Chromium', 'Microsoft Edge'].map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`),
  ...[PROGRAMFILES, LOCALAPPDATA].map((folder) => path.join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe')),
  path.join(PROGRAMFILES, 'Microsoft', 'Edge', 'Application', 'msedge.exe'),
];

/** The browser to test with: KINDRED_CHROMIUM, the system's, or Playwright's own. Throws one line that says how to get one. */
export function findChromium(
  env: Record<string, string | undefined> = process.env,
  places = USUAL_PLACES,
  downloaded = playwrightsOwn,
): string {
  const { KINDRED_CHROMIUM: named } = env;
  if (named && !existsSync(named)) throw new Error(`KINDRED_CHROMIUM names ${named}, and there is no such file.`);
  const found = named ?? [...places, downloaded()].find((file) => file !== '' && existsSync(file));
  if (!found) throw new Error(GET_ONE);
  return found;
}

function playwrightsOwn(): string {
  try {
    return chromium.executablePath();
  } catch {
    return '';
  }
}
