/**
 * HTML and SVG with encoding noise removed. Two texts have the same canonical form if a browser without style
 * sheets shows the same: names in lower case, attributes decoded and in order, implied tags written out, comments
 * dropped. White space counts where it shows: runs of it are one space (U+00A0 and other spaces of Unicode are no
 * white space), none beside a block, all of it in `pre` and the like.
 */
import { Parser } from 'htmlparser2';

/** Beside these tags, and at their ends, white space does not show. */
const BLOCKS = new Set(
  (
    'address article aside blockquote body br caption center col colgroup dd details dialog dir div dl dt ' +
    'fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hgroup hr html legend li link main ' +
    'menu meta nav ol optgroup option p pre search section summary table tbody td tfoot th thead title tr ul'
  ).split(' '),
);
const VOID = new Set(
  'area base br col embed hr img input link meta param source track wbr keygen basefont frame'.split(' '),
);
/** Elements that keep their white space. */
const VERBATIM = new Set(['pre', 'textarea', 'listing', 'xmp', 'plaintext']);
/** Elements whose text is no text: it is kept as if it were an attribute. */
const CODE = new Set(['script', 'style']);
const WHITE_SPACE = /(?:^|[;{\s])white-space(?:-collapse)?\s*:\s*(pre|break|preserve)?/i;
const INLINE_STYLE = /(?:^|[;{\s])display\s*:\s*inline/i;
/** Deeper HTML is compared by its characters: the parser's time grows with the depth. */
const DEEPEST = 500;

const escapeText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const escapeValue = (text: string): string => escapeText(text).replaceAll('"', '&quot;');

interface Element {
  block: boolean;
  verbatim: boolean;
}

/** Writes the canonical form while the parser reads. */
class Writer {
  readonly #pieces: string[] = [];
  readonly #open: Element[] = [];
  readonly #xml: boolean;
  #attributes = new Map<string, string>();
  /** Whether white space would not show here, since a block begins or other white space comes before. */
  #afterSpace = true;
  /** The piece that is a space and does not show if a block comes next. */
  #space: number | undefined;
  /** The text of a script or a style. */
  #code: string | undefined;
  /** A `pre` has just begun: its first line break does not show. */
  #fresh = false;

  constructor(xml: boolean) {
    this.#xml = xml;
  }

  attribute(name: string, value: string): void {
    if (!this.#attributes.has(name)) this.#attributes.set(name, value);
  }

  openTag(name: string): void {
    if (this.#open.length >= DEEPEST) throw new RangeError('nested too deeply');
    const style = this.#attributes.get('style') ?? '';
    const block = BLOCKS.has(name) && !INLINE_STYLE.test(style);
    const stated = WHITE_SPACE.exec(style);
    const inherited = VERBATIM.has(name) || (this.#open.at(-1)?.verbatim ?? false);
    const verbatim = stated ? stated[1] !== undefined : inherited;
    if (block) this.#breakLine();
    const attributes = [...this.#attributes].map(([key, value]) => ` ${key}="${escapeValue(value)}"`);
    this.#attributes = new Map();
    this.#pieces.push(`<${name}${attributes.sort().join('')}>`);
    if (!this.#xml && VOID.has(name)) {
      if (!block) this.#show();
    } else this.#open.push({ block, verbatim });
    this.#fresh = VERBATIM.has(name);
    if (CODE.has(name)) this.#code = '';
  }

  closeTag(name: string): void {
    this.#fresh = false;
    if (!this.#xml && VOID.has(name)) return;
    if (this.#code !== undefined) {
      // Inside a tag, where no number is tolerant.
      if (this.#code) this.#pieces.push(`<${name}-text ${escapeValue(this.#code)}>`);
      this.#code = undefined;
    }
    if (this.#open.pop()?.block) this.#breakLine();
    this.#pieces.push(`</${name}>`);
  }

  text(text: string): void {
    if (this.#code !== undefined) this.#code += text;
    else if (this.#open.at(-1)?.verbatim) {
      const shown = this.#fresh ? text.replace(/^\r?\n/, '') : text;
      if (shown) this.#pieces.push(escapeText(shown));
      this.#show();
    } else {
      for (const part of text.match(/[ \t\n\f\r]+|[^ \t\n\f\r]+/g) ?? []) {
        if (!/^[ \t\n\f\r]/.test(part)) {
          this.#pieces.push(escapeText(part));
          this.#show();
        } else if (!this.#afterSpace) {
          this.#space = this.#pieces.push(' ') - 1;
          this.#afterSpace = true;
        }
      }
    }
    this.#fresh = false;
  }

  instruction(data: string): void {
    this.#pieces.push(`<${data.toLowerCase().replace(/\s+/g, ' ')}>`);
  }

  /** Something shows here, so that white space after it does as well. */
  #show(): void {
    this.#afterSpace = false;
    this.#space = undefined;
  }

  #breakLine(): void {
    if (this.#space !== undefined) this.#pieces[this.#space] = '';
    this.#space = undefined;
    this.#afterSpace = true;
  }

  finish(): string {
    this.#breakLine();
    return this.#pieces.join('');
  }
}

/** The canonical form of HTML, or with `xml` of SVG. Takes time linear in the length and never throws. */
export function canonicalHtml(html: string, xml = false): string {
  const writer = new Writer(xml);
  const parser = new Parser(
    {
      onattribute: (name, value) => writer.attribute(name, value),
      onopentag: name => writer.openTag(name),
      onclosetag: name => writer.closeTag(name),
      ontext: text => writer.text(text),
      onprocessinginstruction: (_, data) => writer.instruction(data),
    },
    { xmlMode: xml, decodeEntities: true },
  );
  try {
    parser.end(html);
  } catch (error) {
    if (error instanceof RangeError) return html;
    throw error;
  }
  return writer.finish();
}
