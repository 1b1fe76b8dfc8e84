/** B2C's older way to name the policy: `?p=<policy>`. It means what the policy between tenant and endpoint means. */

const policy = /^b2c_1a?_[\w-]+$/i;

export const policyInQuery = ({ pathname, searchParams }: URL): string | undefined => {
  const named = searchParams.get('p') ?? '';
  const inPath = pathname.split('/').some((segment) => policy.test(segment));
  return policy.test(named) && !inPath ? named : undefined;
};

/** The path with the policy in it: `/tenant/oauth2/...?p=x` is `/tenant/x/oauth2/...`. */
export const withPolicy = (url: URL): string => {
  const named = policyInQuery(url);
  return named === undefined ? url.pathname : url.pathname.replace(/^(\/tfp)?\/[^/]+/i, `$&/${named}`);
};
