/** The exchanges of a program's run as a table for a terminal. */
import type { Exchange } from '../mock-idp/index.ts';

/** A terminal acts on control characters, and these words come from whoever sent the request. */
const printable = (text: string) => text.replace(/\p{Cc}+/gu, ' ');

const rowOf = ({ seq, request, response, decision, fault, door }: Exchange): readonly string[] => [
  String(seq),
  request.method,
  `${request.url.host}${request.url.pathname}`,
  String(response.status),
  `${decision}${fault === undefined ? '' : ` (${fault})`}${door === 'proxy' ? '' : ` [${door}]`}`,
];

/** With no exchange it says what that may mean. */
export const ledgerTable = (exchanges: readonly Exchange[]): string => {
  if (exchanges.length === 0) {
    return 'The mock was asked nothing: the program used no network, or does not read the proxy variables.';
  }
  const rows = [['#', 'method', 'address', 'status', 'what happened'], ...exchanges.map(rowOf)].map((row) =>
    row.map(printable),
  );
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows
    .map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column]!)).join('  ')}`.trimEnd())
    .join('\n');
};
