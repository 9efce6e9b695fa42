/**
 * The arrows between the rooms of src: schemas -> openapi -> generated -> sandbox, client -> exchanges
 * -> checks -> reports. A room imports itself, the rooms named here, and what every room may use.
 */
const SHARED = [
  'console-output\\.ts$',
  'defined\\.ts$',
  'git\\.ts$',
  'input-file\\.ts$',
  'invalid-input\\.ts$',
  'nearest-name\\.ts$',
  'loopback\\.ts$',
  'remembered\\.ts$',
  'suite-version\\.ts$',
  'where-thrown\\.ts$',
  'generated/',
];

const ROOMS = {
  generated: [],
  requirements: [],
  exchange: ['requirements'],
  checks: ['requirements', 'exchange'],
  client: [],
  sandbox: [],
  targets: ['exchange', 'client', 'sandbox'],
  portfolio: ['exchange'],
  report: ['requirements', 'exchange', 'portfolio'],
  description: ['report'],
  diff: ['description', 'report'],
  docs: ['requirements', 'exchange', 'report'],
  watch: ['exchange', 'portfolio', 'targets', 'report'],
  proposal: ['exchange', 'portfolio'],
  gate: ['requirements', 'exchange', 'checks', 'sandbox', 'targets', 'report'],
  suite: ['requirements', 'exchange', 'checks', 'targets', 'report'],
  pact: ['requirements', 'exchange', 'report', 'description'],
  recording: ['requirements', 'exchange', 'checks', 'gate', 'report'],
  sweep: ['requirements', 'exchange', 'portfolio', 'checks', 'targets', 'report'],
};

module.exports = {
  forbidden: [
    ...Object.entries(ROOMS).map(([room, allowed]) => ({
      name: `${room}-imports-only-what-it-may`,
      comment: `src/${room} may import ${[...allowed, 'generated'].join(', ')} only`,
      severity: 'error',
      from: { path: `^src/${room}/` },
      to: {
        path: '^src/',
        pathNot: [
          `^src/${room}/`,
          ...allowed.map((other) => `^src/${other}/`),
          ...SHARED.map((file) => `^src/${file}`),
        ],
      },
    })),
    {
      name: 'no-circles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { pathNot: 'node_modules' } },
    },
    {
      name: 'no-orphans',
      comment: 'a module that nothing imports and that is no entry is dead',
      severity: 'error',
      from: {
        orphan: true,
        pathNot: ['\\.d\\.ts$', '^src/cli/main\\.ts$', '^src/client/index\\.ts$', '^src/generated/', '-thread\\.ts$'],
      },
      to: {},
    },
    {
      name: 'src-needs-no-tests-or-scripts',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(tests|scripts|bench)/' },
    },
    {
      name: 'no-undeclared-dependencies',
      comment: 'what src imports is installed with the package, or named if it is missing',
      severity: 'error',
      from: { path: '^src/' },
      to: {
        dependencyTypes: ['npm-dev', 'npm-no-pkg', 'unknown', 'undetermined'],
        pathNot: 'node_modules/(openapi-typescript|prettier)/',
      },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'node', 'default'] },
  },
};
