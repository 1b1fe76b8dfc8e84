/** What the reference client does, in the vocabulary of the protocol. */
import { featureIds, type FeatureId, type FeatureSupport } from '../../protocol/index.ts';

const exceptions: Partial<Record<FeatureId, FeatureSupport>> = {
  'flow.username_password': { level: 'partial', note: 'Federated users are refused: no WS-Trust yet.' },
};

export const features: Record<FeatureId, FeatureSupport> = {
  ...(Object.fromEntries(Object.keys(featureIds).map((id) => [id, { level: 'full' }])) as Record<
    FeatureId,
    FeatureSupport
  >),
  ...exceptions,
};
