/** The page a person sees when the sign-in is over. It holds nothing of what the request brought. */

export function answerPage(outcome: 'done' | 'failed'): string {
  const text =
    outcome === 'done'
      ? 'Sign-in is complete. You can close this window and go back to the application.'
      : 'Sign-in did not succeed. Close this window and go back to the application for details.';
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Sign-in</title><p>${text}</p></html>\n`;
}
