/** Draws figures as PNG: Plotly in a headless Chromium, exactly what a reader's browser draws. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import sharp from 'sharp';
import { PlainError } from '../errors.js';
import { at } from '../ktln2/paths.js';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];
// Offline on purpose: a figure that needs the network would not be the same everywhere.
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--host-resolver-rules=MAP * ~NOTFOUND',
];

/** The path of Chromium: the variable CHROMIUM, or a usual name or place; undefined if there is none. */
export function findChromium(env: NodeJS.ProcessEnv = process.env): string | undefined {
  if (env.CHROMIUM !== undefined) return existsSync(env.CHROMIUM) ? env.CHROMIUM : undefined;
  const folders = (env.PATH ?? '').split(path.delimiter).filter(Boolean);
  const named = folders.flatMap(folder => NAMES.map(name => path.join(folder, name)));
  return [...named, ...PLACES].find(file => existsSync(file));
}

/** A Chromium that is kept open while there is something to draw. */
export class Artist {
  readonly #browser: Browser;
  readonly #page: Page;

  private constructor(browser: Browser, page: Page) {
    this.#browser = browser;
    this.#page = page;
  }

  /** Opens Chromium; throws a `PlainError` if there is none. */
  static async open(): Promise<Artist> {
    const executablePath = findChromium();
    if (!executablePath) {
      throw new PlainError(
        'a figure changed, and no Chromium was found to redraw its static picture (set CHROMIUM to its path)',
      );
    }
    const browser = await chromium.launch({ executablePath, args: FLAGS });
    const page = await browser.newPage({ deviceScaleFactor: 2 });
    await page.addScriptTag({ path: at('node_modules', 'plotly.js-dist', 'plotly.js') });
    return new Artist(browser, page);
  }

  /** Draws one figure; returns the PNG in base64, at twice its width and height. */
  async draw(figure: unknown): Promise<string> {
    const { width, height } = (figure as { layout: { width: number; height: number } }).layout;
    await this.#page.setViewportSize({ width, height });
    // The function runs in the page, where Plotly is a global.
    await this.#page.evaluate(async spec => {
      const { document, Plotly } = globalThis as unknown as {
        document: { body: { innerHTML: string; style: { margin: string }; firstChild: unknown } };
        Plotly: { newPlot(where: unknown, data: unknown, layout: unknown, config: unknown): Promise<void> };
      };
      document.body.style.margin = '0';
      document.body.innerHTML = '<div></div>';
      const { data, layout } = spec as { data: unknown; layout: unknown };
      await Plotly.newPlot(document.body.firstChild, data, layout, { staticPlot: true });
    }, figure);
    const png = await this.#page.screenshot({ clip: { x: 0, y: 0, width, height } });
    // A palette makes the picture a third as large, and a plot has few colours.
    return (await sharp(png).png({ palette: true, effort: 10 }).toBuffer()).toString('base64');
  }

  async close(): Promise<void> {
    await this.#browser.close();
  }
}
