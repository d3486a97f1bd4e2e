import type { Settings } from '../../domain/settings';

type Known = ReadonlyMap<string, { readonly settings: Settings; readonly counter: number }>;

/**
 * What has to be written in support projects so that each remembers whether it reads a product project: a mapping is kept on both
 * sides, so that either can be read alone.
 * @param reading the support projects that read it
 * @param known all support projects that read it now or did before
 */
export const otherSides = (
  productId: string,
  reading: readonly string[],
  known: Known,
): { projectId: string; settings: Settings; counter: number }[] =>
  [...known].flatMap(([projectId, { settings, counter }]) => {
    const reads = reading.includes(projectId);
    if (settings.productProjects.includes(productId) === reads) return [];
    const rest = settings.productProjects.filter((id) => id !== productId);
    return [{ projectId, settings: { ...settings, productProjects: reads ? [...rest, productId] : rest }, counter }];
  });
