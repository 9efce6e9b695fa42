import { STATUS_CODES } from 'node:http';
import type { VNode } from 'preact';
import type { StoredExchange } from '../../exchange/exchange.js';
import { curlOf } from '../curl.js';
import { STATUS_LINE } from '../evidence.js';
import { durationInWords } from '../wording.js';
import { bodyText, type TextPart } from './body-text.js';

const HEADER_PATH = 'header: ';

interface ExchangeViewProps {
  exchange: StoredExchange;
  /** The paths of the findings that it is shown for. */
  paths: ReadonlySet<string>;
  /** Ids of requests that several exchanges share. */
  repeated: ReadonlySet<string>;
  open: boolean;
}

/** One exchange as it went over the wire, redacted, with the findings marked, and how to repeat it. */
export function ExchangeView({ exchange, paths, repeated, open }: ExchangeViewProps): VNode {
  const { id, purpose, response, error, durationMs } = exchange;
  return (
    <details class="exchange" open={open}>
      <summary>
        Exchange <code>{id}</code>: {purpose} → {response?.status ?? 'no response'}, {durationInWords(durationMs)}
      </summary>
      <div class="wire">
        <div>
          <h4>Request</h4>
          <pre class="wire-text">{requestText(exchange)}</pre>
          <h4>
            Repeat it{' '}
            <button type="button" class="copy" data-copy hidden>
              Copy
            </button>
          </h4>
          <pre class="wire-text curl">{curlOf(exchange, repeated)}</pre>
        </div>
        <div>
          <h4>Response</h4>
          {response === undefined ? (
            <p>No complete response: {error ?? 'no reason was given'}</p>
          ) : (
            <pre class="wire-text">
              {responseText(response, paths).map(({ text, marked }) =>
                marked ? <mark>{text}</mark> : <span>{text}</span>,
              )}
            </pre>
          )}
        </div>
      </div>
    </details>
  );
}

function requestText({ request }: StoredExchange): string {
  const headers = Object.entries(request.headers).map(([name, value]) => `${name}: ${value}`);
  return [`${request.method} ${request.url}`, ...headers].join('\n');
}

function responseText(
  { status, headers, body }: NonNullable<StoredExchange['response']>,
  paths: ReadonlySet<string>,
): TextPart[] {
  const inHeaders = new Set(
    [...paths].filter((path) => path.startsWith(HEADER_PATH)).map((path) => path.slice(HEADER_PATH.length)),
  );
  const lines: TextPart[] = [
    { text: `${status} ${STATUS_CODES[status] ?? ''}`.trim(), marked: paths.has(STATUS_LINE) },
    ...Object.entries(headers).map(([name, value]) => ({ text: `${name}: ${value}`, marked: inHeaders.has(name) })),
    ...[...inHeaders]
      .filter((name) => !Object.hasOwn(headers, name))
      .map((name) => ({ text: `${name} is absent`, marked: true })),
    { text: ' ', marked: false },
  ];
  return [...lines, ...bodyText(body, paths)];
}
