// Who may import whom, by the tags in each package.json (`nx.tags`). ARCHITECTURE.md shows the same table.
const kernel = 'scope:event-sourcing';
const pure = 'layer:kernel'; // the kernel, permission-engine and drift

const mayImport = {
  'layer:kernel': [kernel],
  'layer:contracts': [kernel],
  'layer:driver': [kernel],
  'layer:adapter': [kernel, 'layer:contracts', 'layer:driver'],
  'layer:kit': [pure, 'layer:contracts', 'layer:driver', 'layer:adapter'],
  'layer:service': [pure, 'layer:contracts', 'layer:kit'],
  'layer:composition': [
    pure,
    'layer:contracts',
    'layer:driver',
    'layer:adapter',
    'layer:kit',
    'layer:service',
    'layer:composition',
  ],
  'layer:ui': ['layer:contracts'],
  'layer:testing': ['*'],
};

/** Constraints for what ships. */
export const layers = constraints([]);
/** Constraints for specs, which may also use `@rollcall/testing`. */
export const layersOfSpecs = constraints(['layer:testing']);

function constraints(more) {
  return Object.entries(mayImport).map(([sourceTag, allowed]) => ({
    sourceTag,
    onlyDependOnLibsWithTags: [...allowed, ...more],
  }));
}
