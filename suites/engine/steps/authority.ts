/** The authority URL a step means by a word, a tenant or a whole URL. */

/** `tenant-id` and `tenant-domain` speak of this tenant. */
interface Home {
  readonly host: string;
  readonly tenant: { readonly id: string; readonly domains: readonly string[] };
}

/** The first path segment an authority names its tenant with. */
export const tenantSegment = (word: string | undefined, { tenant }: Home): string => {
  switch (word) {
    case undefined:
    case 'tenant-id':
      return tenant.id;
    case 'tenant-domain':
      return tenant.domains[0]!;
    default:
      return word;
  }
};

export const authorityUrl = (word: string | undefined, home: Home): string =>
  word?.includes('://') ? word : `https://${home.host}/${tenantSegment(word, home)}`;
