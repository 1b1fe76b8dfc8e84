/** Which redirect URIs an app may be answered at. */

const isLoopback = ({ protocol, hostname }: URL) =>
  protocol === 'http:' && (hostname === 'localhost' || hostname === '127.0.0.1');

const withoutPort = (uri: URL) => {
  const copy = new URL(uri);
  copy.port = '';
  return copy.href;
};

/**
 * Whether the requested URI is one of the registered ones: character by character, but with any port where a
 * loopback address over http is registered (RFC 8252, section 7.3; Entra ignores the port in the same cases).
 * What could mean one thing here and another in a header or a browser (spaces, control characters, backslashes,
 * user names, fragments) is never a match.
 */
export const isRegisteredRedirectUri = (requested: string, registered: readonly string[]): boolean => {
  if (!/^[!-~]+$/.test(requested) || requested.includes('\\') || !URL.canParse(requested)) return false;
  const uri = new URL(requested);
  if (uri.hash !== '' || requested.endsWith('#') || uri.username !== '' || uri.password !== '') return false;
  if (registered.includes(requested)) return true;
  return (
    isLoopback(uri) &&
    registered.some((candidate) => {
      if (!URL.canParse(candidate)) return false;
      const loopback = new URL(candidate);
      return isLoopback(loopback) && withoutPort(loopback) === withoutPort(uri);
    })
  );
};
