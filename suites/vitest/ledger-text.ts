/** The ledger of a world as the person reads it whose test failed: a line an exchange, and what errors said. */
import type { Exchange, World } from '../../mock-idp/index.ts';

/** A terminal acts on control characters. */
const printable = (text: string) => text.replace(/\p{Cc}+/gu, ' ');

const exchangeLines = ({ request, grant, response, decision, fault }: Exchange): string[] => {
  const { host, pathname } = request.url;
  const asked = [request.method, `${host}${pathname}`, ...(grant === undefined ? [] : [`(${grant})`])];
  return [
    `${asked.join(' ')} -> ${response.status} ${decision}`,
    ...(fault === undefined ? [] : [`    fault: ${fault}`]),
    ...(response.status < 400 ? [] : [`    ${response.body}`]),
  ];
};

/** Secrets and tokens stand in it by their names only. */
export const ledgerText = ({ ledger, canaries, seed }: World): string => {
  const { exchanges } = ledger;
  const seen = exchanges.length === 0 ? 'The mock authority saw no request' : 'What the mock authority saw';
  const lines = exchanges.flatMap(exchangeLines).map((line) => `  ${printable(canaries.redact(line))}`);
  return [`${seen} (seed ${seed})${lines.length === 0 ? '' : ':'}`, ...lines].join('\n');
};
