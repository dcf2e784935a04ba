/**
 * Draws figures as PNG: Plotly in a headless Chromium, exactly what a reader's browser draws. The packages that it
 * takes are the repository's own (playwright-core, plotly.js-dist, sharp); only figures need them.
 */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type * as Playwright from 'playwright-core';
import type { Browser, Page } from 'playwright-core';
import type Sharp from 'sharp';
import { messageOf, PlainError } from '../errors.js';

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
const START_LIMIT_MS = 20_000;
const DRAW_LIMIT_MS = 60_000;

/** The path of Chromium: the variable CHROMIUM, or a usual name or place; undefined if there is none. */
export function findChromium(env: NodeJS.ProcessEnv = process.env): string | undefined {
  if (env.CHROMIUM !== undefined) return existsSync(env.CHROMIUM) ? env.CHROMIUM : undefined;
  const folders = (env.PATH ?? '').split(path.delimiter).filter(Boolean);
  const named = folders.flatMap(folder => NAMES.map(name => path.join(folder, name)));
  return [...named, ...PLACES].find(file => existsSync(file));
}

/** Resolves a package that a repository has to bring for its figures. */
function resolveIn(root: string, name: string): string {
  try {
    return createRequire(path.join(root, 'package.json')).resolve(name);
  } catch {
    throw new PlainError(
      `a figure changed, and drawing it takes the package ${name}; run: npm install ${name}`,
    );
  }
}

/** How far the channels of a pixel may lie apart in a picture of greys: the ink of a figure's text is #1C1F24. */
const INK = 8;

/** Whether no pixel of a picture has a colour, but for the ink's. */
async function isGrey(picture: ReturnType<typeof Sharp>): Promise<boolean> {
  const { data, info } = await picture.raw().toBuffer({ resolveWithObject: true });
  for (let at = 0; at < data.length; at += info.channels) {
    const channels = data.subarray(at, at + 3);
    if (Math.max(...channels) - Math.min(...channels) > INK) return false;
  }
  return true;
}

/** A Chromium that is kept open while there is something to draw. */
export class Artist {
  readonly #browser: Browser;
  readonly #page: Page;
  readonly #sharp: typeof Sharp;

  private constructor(browser: Browser, page: Page, sharp: typeof Sharp) {
    this.#browser = browser;
    this.#page = page;
    this.#sharp = sharp;
  }

  /**
   * Opens Chromium, with the packages that the repository `root` has.
   *
   * @throws PlainError if there is no Chromium, or it does not start, or a package is missing
   */
  static async open(root: string): Promise<Artist> {
    const executablePath = findChromium();
    if (!executablePath) {
      throw new PlainError(
        'a figure changed, and no Chromium was found to redraw its static picture; install it, or set CHROMIUM to its path',
      );
    }
    // CommonJS, all of them: imported by their paths they would not show their names.
    const require = createRequire(import.meta.url);
    const { chromium } = require(resolveIn(root, 'playwright-core')) as typeof Playwright;
    const sharp = require(resolveIn(root, 'sharp')) as typeof Sharp;
    const plotly = resolveIn(root, 'plotly.js-dist');
    let browser: Browser | undefined;
    try {
      browser = await chromium.launch({ executablePath, args: FLAGS, timeout: START_LIMIT_MS });
      const page = await browser.newPage({ deviceScaleFactor: 2 });
      page.setDefaultTimeout(DRAW_LIMIT_MS);
      await page.addScriptTag({ path: plotly });
      return new Artist(browser, page, sharp);
    } catch (error) {
      await browser?.close();
      const why = messageOf(error).split('\n')[0];
      throw new PlainError(`a figure changed, and Chromium at ${executablePath} does not work: ${why}`);
    }
  }

  /** Draws one figure; returns the PNG in base64, at twice its width and height. */
  async draw(figure: unknown): Promise<string> {
    let limit: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      const why = `a figure could not be drawn within ${DRAW_LIMIT_MS / 1_000} s`;
      limit = setTimeout(() => reject(new PlainError(why)), DRAW_LIMIT_MS);
    });
    try {
      return await Promise.race([this.#draw(figure), late]);
    } catch (error) {
      if (error instanceof PlainError) throw error;
      throw new PlainError(`a figure could not be drawn: ${messageOf(error).split('\n')[0]}`);
    } finally {
      clearTimeout(limit);
    }
  }

  async #draw(figure: unknown): Promise<string> {
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
    // A palette makes the picture a third as large, and a plot has few colours. Grey photographs have many greys, and
    // are a quarter smaller yet as grey values that PNG's filters may predict.
    const small = (await isGrey(this.#sharp(png)))
      ? this.#sharp(png).toColourspace('b-w').png({ adaptiveFiltering: true, compressionLevel: 9 })
      : this.#sharp(png).png({ palette: true, effort: 10 });
    return (await small.toBuffer()).toString('base64');
  }

  async close(): Promise<void> {
    await this.#browser.close();
  }
}
