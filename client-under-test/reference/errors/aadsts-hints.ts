/** What to do about the AADSTS numbers an application meets most: data, one line each. */

const hints: Readonly<Record<number, string>> = {
  50011: 'Register this redirect URI for the application, or send one that is registered.',
  50049: 'Check the host of the authority, or list it in knownAuthorities if it is right.',
  50055: 'The password has expired: the user must sign in interactively and change it.',
  50076: 'Multi-factor authentication is asked for: use an interactive flow.',
  50079: 'The user must register for multi-factor authentication: use an interactive flow.',
  50126: 'The user name or the password is wrong.',
  50173: 'The session was revoked: the user must sign in again.',
  50196:
    'The application asks for the same token in a loop: keep one client object, so that its cache works.',
  53000: 'The device does not satisfy a Conditional Access policy.',
  53003: 'Conditional Access blocks the request: pass the claims of this error to an interactive flow.',
  54005: 'The authorization code was redeemed before: each code works once.',
  65001: 'Consent is missing: send the user, or an administrator, through an interactive flow.',
  70011: 'Check the scopes: one resource per request, and `/.default` for client credentials.',
  700016: 'Check the client id and the tenant of the authority: the tenant does not know this application.',
  700027: 'Check that the certificate is registered for the application and has not expired.',
  700082: 'The refresh token was not used for too long: the user must sign in again.',
  7000215: 'Check the client secret: its value is wanted, not its id.',
  7000218: 'The application is confidential: give it a secret or a certificate.',
  7000222: 'The client secret has expired: create a new one.',
  90002: 'Check the tenant of the authority: it does not exist in this cloud.',
  501481: 'The code verifier does not belong to the code challenge that was sent.',
  900144: 'A parameter is missing from the request.',
};

export function hintFor(errorCodes: readonly number[]): string | undefined {
  return errorCodes.map((code) => hints[code]).find((hint) => hint !== undefined);
}
