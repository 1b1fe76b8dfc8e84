/** What went over the wire in a case, exchange by exchange, the failing step's opened. */
import type { WireLine } from '../run-record.ts';
import { jsonText, listed, shorten } from '../plain-text.ts';
import { markup, nothing, type Markup } from './markup.ts';

/** Characters of a body, a token or a log that the page shows; run.jsonl has the rest. */
export const shownCharacters = 3_000;

const pairs = (title: string, values: Readonly<Record<string, string>> | undefined): Markup => {
  const entries = Object.entries(values ?? {});
  if (entries.length === 0) return nothing;
  return markup`<p class="label">${title}</p><dl class="pairs">${entries.map(
    ([name, value]) => markup`<div><dt>${name}</dt><dd>${shorten(value, shownCharacters)}</dd></div>`,
  )}</dl>`;
};

const readable = (body: string): string => {
  try {
    return jsonText(JSON.parse(body));
  } catch {
    return body;
  }
};

const block = (title: string, text: string): Markup =>
  markup`<p class="label">${title}</p><pre>${shorten(text, shownCharacters)}</pre>`;

const address = (url: string): Markup => {
  if (!URL.canParse(url)) return markup`<span class="url">${url}</span>`;
  const { host, pathname } = new URL(url);
  return markup`<span class="url"><span class="host">${host}</span>${pathname}</span>`;
};

const query = (url: string): Record<string, string> =>
  URL.canParse(url) ? Object.fromEntries(new URL(url).searchParams) : {};

const exchange = (line: WireLine, failingSteps: ReadonlySet<number>): Markup => {
  const failing = line.step !== undefined && failingSteps.has(line.step);
  return markup`<li${failing && markup` class="failing"`}><details${failing && markup` open`}>
    <summary>
      <span class="at">${line.step === undefined ? '' : `step ${line.step}`}${failing && ', which failed'}</span>
      <span class="request"><b>${line.method}</b> ${address(line.url)}</span>
      <span class="answer"><b>${line.status ?? 'connection cut'}</b> ${line.decision}
      ${line.fault !== undefined && markup`<span class="fault">fault: ${line.fault}</span>`}</span>
    </summary>
    <div class="inside">
      ${pairs('Query', query(line.url))}
      ${pairs('Form', line.form)}
      ${pairs('Request headers', line.requestHeaders)}
      ${line.responseBody !== undefined && block('Answer', readable(line.responseBody))}
      ${line.tokens?.map((token) => [
        block(`Token: ${token.name}, claims`, jsonText(token.claims)),
        block(`Token: ${token.name}, header`, jsonText(token.header)),
      ])}
      <p class="when">${line.endpoint} · world time ${line.at}</p>
    </div>
  </details></li>`;
};

/** A failing step without an exchange is often the finding itself, so it is said in words. */
const silentSteps = (wire: readonly WireLine[], failingSteps: ReadonlySet<number>): string => {
  const silent = [...failingSteps].filter((step) => !wire.some((line) => line.step === step));
  if (silent.length === 0) return '';
  return `${silent.length === 1 ? 'Step' : 'Steps'} ${listed(silent.map(String))}, which failed, sent nothing.`;
};

export const wireTimeline = (wire: readonly WireLine[], failingSteps: ReadonlySet<number>): Markup =>
  wire.length === 0
    ? markup`<p>Nothing was sent.</p>`
    : markup`<ol class="wire">${wire.map((line) => exchange(line, failingSteps))}</ol><p>${silentSteps(wire, failingSteps)}</p>`;
